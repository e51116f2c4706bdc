"""Days and moments as people and programs write them. What could be two days is neither."""

from __future__ import annotations

import datetime
import email.utils
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Annotated, Any
from zoneinfo import ZoneInfo, available_timezones

from babel import Locale
from pydantic import AfterValidator, BaseModel, ConfigDict, model_validator

#: Ways of writing a day that have a name; any other is a pattern such as ``%d. %B %Y``.
NAMED = ("iso", "day-first", "month-first", "excel", "excel-1904", "unix")
#: Languages whose names of months are read, whatever the language of the story.
_LANGUAGES = ("en", "de", "fr", "es", "pt", "it", "nl", "sv", "da", "nb", "pl")
#: Days that records may tell of: earlier and later ones are slips and placeholders.
_YEARS = range(1900, 2200)

_CLOCK = r"(?:[T ,]+(\d{1,2}:\d{2}(?::\d{2})?)(?:\.\d+)?(?: ?([AaPp])\.?[Mm]\.?)?)?"
#: From UTC: ``Z``, ``+0200``, and ``GMT+2`` of Google Forms.
_OFFSET = r"(?:(Z|UTC|GMT)|(?:UTC|GMT)?([+-])(\d{1,2})(?::?(\d\d))?)"
_ISO = re.compile(rf"(\d{{4}})([-/.])(\d{{1,2}})\2(\d{{1,2}}){_CLOCK} ?{_OFFSET}?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_NUMERIC = re.compile(rf"(\d{{1,2}})([-/.])(\d{{1,2}})\2(\d{{4}}|\d{{2}}){_CLOCK}")
_WORDS = re.compile(rf"(?P<day>[^:]*?){_CLOCK}")
_MAIL = re.compile(r"[A-Z][a-z]{2}, \d")
_WORD = re.compile(r"[^\W\d_]+|\d+")
_SERIAL = re.compile(r"\d{5}(\.\d+)?")
#: Day 0 of a workbook (ECMA-376, 18.17.4.1), after the leap day that 1900 had not.
_EPOCHS = {"excel": datetime.datetime(1899, 12, 30), "excel-1904": datetime.datetime(1904, 1, 1)}
_UNIX_EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)

Moment = datetime.datetime


def _format(text: str) -> str:
    if text in NAMED:
        return text
    try:
        sample = datetime.date(2026, 4, 3)
        datetime.datetime.strptime(sample.strftime(text), text)
    except (ValueError, re.error):
        text = ""
    if "%" not in text:
        raise ValueError(f"must be one of {', '.join(NAMED)}, or a pattern such as '%d.%m.%Y'")
    return text


def _zone(name: str) -> str:
    if name not in available_timezones():
        raise ValueError("must be a time zone such as Europe/Lisbon")
    return name


class Days(BaseModel):
    """How days are read: ``formats`` in this order, and then whatever can mean one day only.

    Moments with an offset from UTC are turned into those of ``zone`` (IANA).
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    formats: tuple[Annotated[str, AfterValidator(_format)], ...] = ()
    zone: Annotated[str, AfterValidator(_zone)] | None = None

    @model_validator(mode="before")
    @classmethod
    def _short(cls, rule: Any) -> Any:
        if isinstance(rule, bool):
            return {}
        if isinstance(rule, str):
            return {"formats": (rule,)}
        if isinstance(rule, list):
            return {"formats": tuple(rule)}
        if isinstance(rule, dict) and isinstance(rule.get("formats"), str):
            return {**rule, "formats": (rule["formats"],)}
        return rule


def read_day(text: str, days: Days) -> datetime.date:
    """The day that ``text`` names. Raises ValueError, with what to do, where it names none or may
    name several.
    """
    return _local(_read(" ".join(text.split()), days.formats), days).date()


def read_moment(text: str, days: Days) -> Moment:
    """The wall-clock time in the zone of ``days`` that ``text`` names. Raises ValueError as
    `read_day` does.
    """
    moment = _read(" ".join(text.split()), days.formats)
    if moment.tzinfo and not days.zone:
        raise ValueError(f"{text!r} has an offset from UTC; set `zone` to convert it")
    return _local(moment, days).replace(tzinfo=None)


def _local(moment: Moment, days: Days) -> Moment:
    if moment.tzinfo and days.zone:
        return moment.astimezone(ZoneInfo(days.zone))
    return moment


def _read(text: str, formats: tuple[str, ...]) -> Moment:
    try:
        moment = next(filter(None, _attempts(text, formats)), None)
    except (ValueError, OverflowError) as error:
        reason = str(error)
        raise ValueError(reason if reason.startswith(repr(text)) else _no_day(text)) from None
    if moment is None or moment.year not in _YEARS:
        raise ValueError(_no_day(text))
    return moment


def _no_day(text: str) -> str:
    hint = "; if it counts days, write `day: excel`" if _SERIAL.fullmatch(text) else ""
    return f"{text!r} cannot be read as a date{hint}"


def _attempts(text: str, formats: tuple[str, ...]) -> Iterator[Moment | None]:
    for form in formats:
        if form in _EPOCHS or form == "unix":
            yield _counted(text, form)
        elif form not in NAMED:
            yield _patterned(text, form)
    yield _iso(text)
    yield _numeric(text, formats)
    yield email.utils.parsedate_to_datetime(text) if _MAIL.match(text) else None
    yield _in_words(text)


def _counted(text: str, form: str) -> Moment | None:
    if not re.fullmatch(r"\d+(\.\d+)?", text):
        return None
    number = float(text)
    if form == "unix":  # seconds, or thousandths of them where those would lie in a far future
        seconds = number / 1_000 if number > 1e11 else number
        return _UNIX_EPOCH + datetime.timedelta(seconds=seconds)
    return _EPOCHS[form] + datetime.timedelta(seconds=round(number * 86_400))


def _patterned(text: str, form: str) -> Moment | None:
    try:
        return datetime.datetime.strptime(text, form)
    except ValueError:
        return None


def _iso(text: str) -> Moment | None:
    if match := _COMPACT.fullmatch(text):
        return _moment(int(match[1]), int(match[2]), int(match[3]))
    match = _ISO.fullmatch(text)
    if match is None:
        return None
    moment = _moment(int(match[1]), int(match[3]), int(match[4]), match[5], match[6])
    if match[7]:
        return moment.replace(tzinfo=datetime.UTC)
    if not match[8]:
        return moment
    offset = datetime.timedelta(hours=int(match[9]), minutes=int(match[10] or 0))
    return moment.replace(tzinfo=datetime.timezone(-offset if match[8] == "-" else offset))


def _numeric(text: str, formats: tuple[str, ...]) -> Moment | None:
    match = _NUMERIC.fullmatch(text)
    if match is None:
        return None
    first, second, year = int(match[1]), int(match[3]), int(match[4])
    order = next((form for form in formats if form.endswith("-first")), None)
    if order is None and (len(match[4]) == 2 or (first <= 12 and second <= 12 and first != second)):
        hint = "write `day: day-first` or `day: month-first`"
        raise ValueError(f"{text!r} may be read as more than one day; {hint}")
    is_day_first = order == "day-first" or (order is None and first > 12)
    day, month = (first, second) if is_day_first else (second, first)
    if len(match[4]) == 2:  # as POSIX reads them: 69 to 99 are of the last century
        year += 1900 if year >= 69 else 2000
    return _moment(year, month, day, match[5], match[6])


def _in_words(text: str) -> Moment | None:
    """A day with the name of its month, in any order and with any words between."""
    match = _WORDS.fullmatch(text)
    words = [word.casefold() for word in _WORD.findall(match["day"] if match else "")]
    months = {month for word in words if (month := _months().get(word))}
    years = [int(word) for word in words if word.isdigit() and len(word) == 4]
    days = [int(word) for word in words if word.isdigit() and len(word) <= 2]
    if match is None or len(months) != 1 or len(years) != 1 or len(days) != 1:
        return None
    return _moment(years[0], months.pop(), days[0], match[2], match[3])


def _moment(
    year: int, month: int, day: int, clock: str | None = None, half: str | None = None
) -> Moment:
    numbers = [int(part) for part in (clock or "0:00").split(":")]
    if half and 1 <= numbers[0] <= 12:
        numbers[0] = numbers[0] % 12 + (12 if half.lower() == "p" else 0)
    hour, minute, second = [*numbers, 0][:3]
    return datetime.datetime(year, month, day, hour, minute, second)


@lru_cache(maxsize=1)
def _months() -> dict[str, int]:
    """Names of months, long and short, in several languages. No name means two months in them."""
    names: dict[str, int] = {}
    for language in _LANGUAGES:
        months = Locale(language).months
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in months[context][width].items():
                    names[name.casefold().rstrip(".")] = number
    return names
