"""Bytes of a file to text, in the encodings that spreadsheets write."""

import codecs
import re
import unicodedata

from models.errors import Problem, ScenarioError

LIMIT = 5_000_000
"""Largest file, bytes."""

_UTF32 = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# CJK characters and punctuation, arrows and mathematical signs: one of them must be there. Text of
# another encoding that passes for GB18030 by chance decodes to accented letters, box drawing or
# private characters, and stays out.
_CHINESE = (
    "\u00b7\u2014\u2018\u2019\u201c\u201d\u2026\u3000-\u303f\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\uff01-\uff60\uffe0-\uffe6\U00020000-\U0003ffff"
    "\u00b1\u00d7\u00f7\u2190-\u21ff\u2200-\u22ff\u2312"
)
# Rows of signs of GB 2312; its Cyrillic and accented Latin letters are left out.
_ROWS = bytes(half for row in range(0xA1, 0xAA) for at in range(0xA1, 0xFF) for half in (row, at))
_SIGNS = "".join(
    sign
    for sign in _ROWS.decode("gb18030")
    if unicodedata.category(sign) != "Co"
    and not unicodedata.name(sign, "").startswith(("CYRILLIC", "LATIN"))
)
_ASCII_OR_CHINESE = re.compile(f"[\x00-\x7f{_CHINESE}{re.escape(_SIGNS)}]*")
_ADVICE = "is this a CSV? If so, save it as 'CSV UTF-8'"
_LINE_END = re.compile("\r\n|\r|\n")


def decode(data: bytes) -> tuple[str, tuple[str, ...]]:
    """Decode a file and say in notes what had to be guessed.

    Raises
    ------
    ScenarioError
        The file is too large, or in none of the encodings.
    """
    if len(data) > LIMIT:
        raise _error(None, f"the file is larger than the limit of {LIMIT:,} bytes; split it")
    if data.startswith(_UTF32):
        raise _error(None, f"the file is UTF-32; {_ADVICE}")
    encoding = "utf-16" if data.startswith(_UTF16) else "utf-8-sig"
    try:
        return data.decode(encoding), ()
    except UnicodeDecodeError as error:
        if encoding == "utf-8-sig" and (text := _chinese(data)) is not None:
            return text, (_note(text),)
        line = line_ends(error.object[: error.start].decode(encoding, "ignore")) + 1
        what = f"byte 0x{error.object[error.start]:02X} is not {encoding.removesuffix('-sig')}"
        raise _error(line, f"{what} ({error.reason}); {_ADVICE}") from error


def line_ends(text: str) -> int:
    """Count line ends as an editor does: CRLF is one, a lone CR is one."""
    return len(_LINE_END.findall(text))


def _chinese(data: bytes) -> str | None:
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        return None
    is_chinese = _ASCII_OR_CHINESE.fullmatch(text) and re.search(f"[{_CHINESE}]", text)
    return text if is_chinese else None


def _note(text: str) -> str:
    found = re.search(f"[{_CHINESE}]{{1,20}}", text)
    start, sample = (found.start(), found[0]) if found else (0, "")
    line = line_ends(text[:start]) + 1
    return f"The file was read as GB18030 (Chinese); check that line {line} says '{sample}'."


def _error(line: int | None, message: str) -> ScenarioError:
    return ScenarioError([Problem(line=line, column=None, found="", message=message)])
