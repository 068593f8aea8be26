"""How the model did where a decision like the plan's was tried, in one line."""

from collections.abc import Sequence

from models.validation.record import Finding, Tried
from pages.labels.catalogue import named, t
from pages.labels.format import fixed

TOLD = ("dau", "ebita", "gmv", "revenue", "aac")
"""Figures that are told by name, in this order; findings on others are counted."""

_MOST = 3
_FAR, _NEAR = 2.0, 1.1
"""What was seen over what the model says: far more from the one on, as it says below the other."""


def line(tried: Tried, findings: Sequence[Finding]) -> str:
    """Write how the model did, with how like the two plans are."""
    alike = fixed(tried.likeness, 2)
    checks = tried.episode.checks if tried.episode else ()
    if findings:
        return t("record.tried", year=tried.year, what=happened(findings), likeness=alike)
    key = "in_sample" if any(check.in_sample for check in checks) else "untested"
    return t(f"record.{key}", year=tried.year, likeness=alike)


def about(tried: Tried) -> str:
    """Explain what likeness is, and name the case."""
    return t("record.about", case=named(tried.case))


def happened(findings: Sequence[Finding]) -> str:
    """Write what was seen of a decision, by name where it can be, against what the model says."""
    plain = [f for f in findings if not (f.check.over or f.check.platform or f.check.without)]
    named_ones = sorted(
        (f for f in plain if f.check.metric in TOLD), key=lambda f: TOLD.index(f.check.metric)
    )
    if not named_ones:
        return t(
            "record.counted",
            right=sum(f.has_sign for f in findings),
            size=sum(f.has_size for f in findings),
            tested=len(findings),
        )
    phrases = [_phrase(finding) for finding in named_ones[:_MOST]]
    if len(phrases) == 1:
        return phrases[0]
    return t("record.and", most=t("record.comma").join(phrases[:-1]), last=phrases[-1])


def _phrase(finding: Finding) -> str:
    check, what = finding.check, t(f"measure.{finding.check.metric}")
    if check.sign == 0:
        return t(f"record.still.{'as' if finding.has_sign else 'not'}", what=what)
    way = "up" if check.sign > 0 else "down"
    return t(f"record.{_size(finding)}.{way}", what=what)


def _size(finding: Finding) -> str:
    """Compare what was seen with what the model says."""
    if not finding.has_sign:
        return "turned"
    seen = (finding.check.low + finding.check.high) / 2.0
    ratio = abs(seen / finding.said)
    if max(ratio, 1.0 / ratio) < _NEAR:
        return "as"
    size = "more" if ratio > 1.0 else "less"
    return f"far_{size}" if max(ratio, 1.0 / ratio) > _FAR else size
