"""Dates as people and spreadsheets write them, to quarters."""

import re
import unicodedata
from datetime import date, timedelta

_QUARTER = re.compile(r"\d{4}Q[1-4]", re.ASCII)
_LOOSE_QUARTERS = (
    re.compile(r"(?P<year>\d{4})[ /.-]?Q(?P<quarter>[1-4])", re.ASCII),
    re.compile(r"(?:Q(?P<quarter>[1-4])|(?P<first>[1-4])Q)[ /.-]?(?P<year>\d{4})", re.ASCII),
    re.compile(
        "(?P<year>[0-9]{4})\u5e74?\u7b2c?(?P<quarter>[1-4\u4e00\u4e8c\u4e09\u56db])\u5b63\u5ea6?"
    ),
)
_CHINESE_DIGITS = "\u4e00\u4e8c\u4e09\u56db"
# A spreadsheet may add the time of day, which is always midnight.
_MIDNIGHT = re.compile(r"[ T]0{1,2}:00(:00(\.0+)?)?$")
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?", re.ASCII)
_CHINESE = re.compile("([0-9]{4})\u5e74([0-9]{1,2})\u6708(?:([0-9]{1,2})[\u65e5\u53f7])?")
_RUN_TOGETHER = re.compile(r"(20\d\d)(\d\d)(\d\d)", re.ASCII)
_DAY_MONTH = re.compile(r"(\d{1,2})[ -]([A-Z]{3})[A-Z]*[ ,-]+(\d{4}|\d\d)", re.ASCII)
_MONTH_DAY = re.compile(r"([A-Z]{3})[A-Z]* (\d{1,2}),? +(\d{4})", re.ASCII)
_MONTH_YEAR = re.compile(r"([A-Z]{3})[A-Z]*[ -](\d{4}|\d\d)", re.ASCII)
_YEAR_LAST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d\d)", re.ASCII)
_SERIAL = re.compile(r"\d{5}(\.0+)?", re.ASCII)
_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_FIRST_SERIAL, _LAST_SERIAL = 36526, 73050
_SERIAL_ZERO = date(1899, 12, 30)


def quarter_of(text: str) -> str | None:
    """Read a quarter, or the quarter of a day; None for what is no date or could be two."""
    found = quarters_of(text)
    return found.pop() if len(found) == 1 else None


def quarters_of(text: str) -> set[str]:
    """Read all quarters that a text may mean: 1/4/2024 begins in April, or in January.

    Read are 2024Q2 and 2024-04-01, and what spreadsheets make of the latter: 2024/4/1, 4/1/2024,
    1-Apr-24, the count of days 45383, and the date in Chinese.
    """
    plain = unicodedata.normalize("NFKC", text).strip().upper()[:40]
    if _QUARTER.fullmatch(plain):
        return {plain}
    for pattern in _LOOSE_QUARTERS:
        if found := pattern.fullmatch(plain):
            part = found.groupdict()
            digit = part["quarter"] or part.get("first") or ""
            which = _CHINESE_DIGITS.find(digit) + 1 or int(digit)
            return {f"{part['year']}Q{which}"}
    days = _days(_MIDNIGHT.sub("", plain))
    return {f"{day.year:04d}Q{(day.month + 2) // 3}" for day in days if day}


def _days(text: str) -> list[date | None]:
    if _SERIAL.fullmatch(text):
        count = int(text.partition(".")[0])
        near = _FIRST_SERIAL <= count <= _LAST_SERIAL
        return [_SERIAL_ZERO + timedelta(days=count)] if near else []
    for pattern in (_YEAR_FIRST, _CHINESE, _RUN_TOGETHER):
        if found := pattern.fullmatch(text.replace(" ", "")):
            return [_day(found[1], found[2], found[3] or "1")]
    if found := _DAY_MONTH.fullmatch(text):
        return [_day(found[3], found[2], found[1])]
    if found := _MONTH_DAY.fullmatch(text):
        return [_day(found[3], found[1], found[2])]
    if found := _MONTH_YEAR.fullmatch(text):
        return [_day(found[2], found[1], "1")]
    if found := _YEAR_LAST.fullmatch(text):
        return [_day(found[3], found[1], found[2]), _day(found[3], found[2], found[1])]
    return []


def _day(year: str, month: str, day: str) -> date | None:
    """Give the day, or None where the calendar has none of these numbers."""
    full = int(year) if len(year) == 4 else 2000 + int(year)
    if month.isalpha() and month not in _MONTHS:
        return None
    try:
        return date(full, _MONTHS.index(month) + 1 if month.isalpha() else int(month), int(day))
    except ValueError:
        return None
