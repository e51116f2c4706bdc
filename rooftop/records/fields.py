"""The kinds of text, dates and numbers that fields of records hold."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictFloat,
    StrictInt,
    StringConstraints,
)

from rooftop.deferred import Deferred
from rooftop.files import names_device
from rooftop.settings import LANGUAGE
from rooftop.validation import AdvisedError

if TYPE_CHECKING:
    import slugify
else:
    slugify = Deferred("slugify")  # it holds a name for each character, and few commands make slugs

MAX_SLUG = 64
FIRST_YEAR, LAST_YEAR = 1900, 2199
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_TAG = re.compile(r"<[A-Za-z/!?][^\s<>]*")


def is_slug(text: str) -> bool:
    """Whether ``text`` may name a file and an address on any system: ``a-z0-9-``, 64 characters at
    most, no device.
    """
    return len(text) <= MAX_SLUG and SLUG.fullmatch(text) is not None and not names_device(text)


def slug_of(text: str) -> str:
    """An address made of ``text``; empty where nothing of it can stand in one."""
    make = slugify.slugify
    return str(make(text, max_length=MAX_SLUG, word_boundary=True, save_order=True))


def _one_line(text: str) -> str:
    if "\n" in text or "\t" in text:
        raise ValueError("must be one line")
    return text


def _plain(text: str) -> str:
    """Fields are text, never markup: readers of feeds, schedulers and spreadsheets take what looks
    like a tag for one.
    """
    if found := _TAG.search(text):
        raise ValueError(
            f"holds {found[0][:20]!r}, which looks like an HTML tag; fields are plain text: leave "
            "out the <"
        )
    return text


def _slug(text: str) -> str:
    if not is_slug(text):
        meant = slug_of(text)
        raise AdvisedError(
            f"must be a slug: small letters, digits and single hyphens, at most {MAX_SLUG}",
            f"Write the name of the file, without .md: {meant}." if is_slug(meant) else "",
        )
    return text


def _https(text: str) -> str:
    parts = urlsplit(text)
    if (
        parts.scheme != "https"
        or not parts.hostname
        or parts.username
        or re.search(r"[\s<>\"'\\]", text)
    ):
        raise ValueError("must be an address that begins with https://")
    return text


def _language(text: str) -> str:
    if not LANGUAGE.fullmatch(text):
        raise ValueError("must be a language tag such as en, pt or pt-BR (BCP 47)")
    return text


def _media_path(text: str) -> str:
    parts = text.removeprefix("media/").split("/")
    if any(
        part in ("", ".", "..") or part.startswith(".") or "\\" in part or ":" in part
        for part in parts
    ):
        raise ValueError("must name a file below content/media/, such as ana.webp")
    return "/".join(parts)


def within_years(value: date) -> date:
    """Only a year that somebody meant: calendars, time zones and feeds fail at the ends of time."""
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise ValueError(f"must lie in the years {FIRST_YEAR} to {LAST_YEAR}, not in {value.year}")
    return value


def _day(value: Any) -> Any:
    """Only a real day: pydantic would take numbers as seconds since 1970."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return within_years(value)
    raise AdvisedError(
        "must be a date, YYYY-MM-DD, without quotes",
        "Write the year first, then the month and the day: 2026-05-04.",
    )


def _moment(value: Any) -> Any:
    if isinstance(value, datetime):
        return within_years(value)
    raise ValueError("must be a day and time, such as 2026-09-03T17:00")


def _when(value: Any) -> Any:
    if isinstance(value, date):
        return within_years(value)
    raise ValueError("must be a day and time, such as 2026-09-03T17:00, or a day for all of it")


def _length(most: int) -> StringConstraints:
    return StringConstraints(strip_whitespace=True, min_length=1, max_length=most)


#: The title of a kind is what the handbook calls it.
Line = Annotated[
    str, _length(300), AfterValidator(_one_line), AfterValidator(_plain), Field(title="line")
]
Short = Annotated[
    str, _length(160), AfterValidator(_one_line), AfterValidator(_plain), Field(title="line")
]
Summary = Annotated[str, _length(280), AfterValidator(_plain), Field(title="text")]
Saying = Annotated[str, _length(600), AfterValidator(_plain), Field(title="text")]
Posting = Annotated[str, _length(3_000), AfterValidator(_plain), Field(title="text")]
Passage = Annotated[str, _length(4_000), AfterValidator(_plain), Field(title="text")]
Markdown = Annotated[str, _length(4_000), Field(title="Markdown")]
Slug = Annotated[str, AfterValidator(_slug), Field(title="slug")]
Https = Annotated[
    str, StringConstraints(max_length=2_000), AfterValidator(_https), Field(title="https address")
]
Language = Annotated[str, AfterValidator(_language), Field(title="language tag")]
MediaPath = Annotated[
    str, StringConstraints(max_length=200), AfterValidator(_media_path), Field(title="media file")
]
Day = Annotated[date, BeforeValidator(_day), Field(title="date")]
Moment = Annotated[datetime, BeforeValidator(_moment), Field(title="moment in UTC")]
#: A wall-clock time, or a day for all of it.
When = Annotated[datetime | date, BeforeValidator(_when), Field(title="date, or date and time")]
Number = StrictInt | StrictFloat


class Part(BaseModel):
    """A group of fields: frozen, and an unknown key in it is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    def __getstate__(self) -> tuple[object, ...]:  # type: ignore[override]
        values = self.__dict__
        return (*(values[name] for name in _names_of(type(self))[0]), self.__pydantic_private__)

    def __setstate__(self, state: tuple[Any, ...]) -> None:  # type: ignore[override]
        # Thousands are read from the cache: they share the names of their fields.
        names, known = _names_of(type(self))
        object.__setattr__(self, "__dict__", dict(zip(names, state[:-1], strict=True)))
        object.__setattr__(self, "__pydantic_fields_set__", known)
        object.__setattr__(self, "__pydantic_extra__", None)
        object.__setattr__(self, "__pydantic_private__", state[-1])


@cache
def _names_of(kind: type[Part]) -> tuple[tuple[str, ...], set[str]]:
    """The fields of a ``kind`` of parts, in their order and as a set."""
    names = tuple(kind.model_fields)
    return names, set(names)
