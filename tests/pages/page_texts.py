"""Every text of a page as the tests read it, and the digits that it shows."""

import json

AS_TEXT = {
    "options",
    "default",
    "placeholder",
    "value",
    "raw_value",
    "raw_values",
    "spec",
    "data",
    "alt",
    "id",
}
"""Fields that the browser shows as they are."""

OPTIONS_OF_MARKDOWN = {"button_group"}


def texts(proto, kind, field=""):
    """Every text of a message that the browser reads as HTML or Markdown, after its field."""
    if field in AS_TEXT and kind not in OPTIONS_OF_MARKDOWN:
        return
    if kind == "bidi_component" and field == "json":
        yield from _words(json.loads(proto))
    elif isinstance(proto, str):
        yield field, proto
    elif hasattr(proto, "ListFields"):
        for descriptor, value in proto.ListFields():
            yield from texts(value, kind, descriptor.name)
    elif hasattr(proto, "__iter__") and not isinstance(proto, bytes):
        for one in proto:
            yield from texts(one, kind, field)


def _words(data):
    figures = data.get("figures", ()) if isinstance(data, dict) else ()
    return (("words", figure["words"]) for figure in figures)


def nodes(node):
    yield node
    for child in getattr(node, "children", {}).values():
        yield from nodes(child)


def digits(text):
    """Significant digits that a text shows: noughts before them do not count, nor behind tens."""
    text_digits = "".join(c for c in text if c.isdigit()).lstrip("0")
    return len(text_digits if "." in text else text_digits.rstrip("0"))
