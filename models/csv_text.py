"""Bytes of a file to text, in the encodings that spreadsheets write."""

import codecs
import re

from models.errors import Problem, ScenarioError

LIMIT = 5_000_000
"""Largest file, bytes."""

_UTF32 = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# CJK characters and punctuation. Text of another encoding that passes for GB18030 by chance
# decodes to accented letters, box drawing or private characters, and stays out.
_CHINESE = (
    "\u00b7\u2014\u2018\u2019\u201c\u201d\u2026\u3000-\u303f\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\uff01-\uff60\uffe0-\uffe6\U00020000-\U0003ffff"
)
_ASCII_OR_CHINESE = re.compile(f"[\x00-\x7f{_CHINESE}]*")
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
    return text if _ASCII_OR_CHINESE.fullmatch(text) else None


def _note(text: str) -> str:
    found = re.search(f"[{_CHINESE}]{{1,20}}", text)
    start, sample = (found.start(), found[0]) if found else (0, "")
    line = line_ends(text[:start]) + 1
    return f"The file was read as GB18030 (Chinese); check that line {line} says '{sample}'."


def _error(line: int | None, message: str) -> ScenarioError:
    return ScenarioError([Problem(line=line, column=None, found="", message=message)])
