"""Sources of numbers as people read them: what kind they are, in the language in use.

A reference stays as it was written down, as references do; what says of which kind it is, is ours.
"""

import re

from pages.labels.catalogue import t

_KINDS = {
    "business brief": "source.kind.brief",
    "judgement": "said.source.judgement",
    "recalled, not seen again": "said.source.recalled",
    "reported, rounded": "source.kind.rounded",
}
_FIRST = r"^(?:business brief|judgement)\b"
_KIND = re.compile(rf"{_FIRST}|recalled, not seen again|reported, rounded", re.IGNORECASE)


def source_words(source: str) -> str:
    """Write a source with its kind in the language in use."""
    return _KIND.sub(lambda found: t(_KINDS[found[0].lower()]), source)
