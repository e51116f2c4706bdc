"""The words of the interface, and days, numbers and names as its readers write them; a file for
each language.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml
from babel import Locale, UnknownLocaleError
from babel.dates import (
    format_date,
    format_datetime,
    format_skeleton,
    format_time,
    get_timezone_location,
)
from babel.lists import format_list
from babel.numbers import format_decimal

#: Languages the interface speaks; the first is for everybody else.
LANGUAGES = ("en", "de", "fr", "es", "pt")
#: A quarter, a month or a day as front matter writes it.
_PERIOD = re.compile(r"(\d{4})(?:[- ]?Q([1-4])|-(0[1-9]|1[0-2])(?:-(\d\d))?)")

#: Reads YAML ten times as fast where PyYAML was built with libyaml.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
#: The region whose days, numbers and plurals a language without one has: CLDR takes America's.
_REGIONS = {"en": Locale("en", "GB"), "pt": Locale("pt", "PT")}


class Translation:
    """One language. ``tag`` is the language of its words: that of `LANGUAGES` nearest to the one
    asked for.
    """

    def __init__(self, tag: str, locale: Locale) -> None:
        self.tag = tag
        self.locale = locale
        self._texts = dict(_flat(_read(tag)))

    def __call__(self, key: str, *, n: int | None = None, **values: str) -> str:
        """The text called ``key``, with ``values`` in it; one that counts has a form for each kind
        of number ``n``.

        Raises KeyError for a text that does not exist.
        """
        if n is not None:
            text = (
                self._texts.get(f"{key}.{self.locale.plural_form(n)}")
                or self._texts[f"{key}.other"]
            )
            return text.format(**values, n=self.number(n))
        return self._texts[key].format(**values) if values else self._texts[key]

    def has(self, key: str) -> bool:
        """Whether there is a text called ``key``."""
        return key in self._texts

    def keys(self) -> Mapping[str, str]:
        """Every text by its key."""
        return self._texts

    def day(self, value: datetime.date) -> str:
        """A day, such as ``2 May 2026``."""
        return _day(value, self("formats.day"), self.locale)

    def clock(self, value: datetime.datetime) -> str:
        """A local day and time, such as ``Thursday, 3 September 2026, 17:00``."""
        return format_datetime(value, self("formats.clock"), locale=self.locale)

    def time(self, value: datetime.datetime) -> str:
        """A local time, such as ``17:00``."""
        return format_time(value.time(), "HH:mm", locale=self.locale)

    def zone(self, value: datetime.datetime) -> str:
        """Whose clock shows a local time, such as ``London time``; the abbreviation of a zone that
        is named after no place.
        """
        zone = str(value.tzinfo)
        if "/" not in zone or zone.startswith("Etc/"):
            name = value.tzname() or ""
            return name if name.isalpha() else f"UTC{name}"
        city = get_timezone_location(zone, locale=self.locale, return_city=True)
        return self("meet.zone", city=city.rpartition("/")[2])

    def period(self, text: str) -> str:
        """A quarter, a month or a day as front matter writes it, in words: ``2026-Q1`` is ``first
        quarter of 2026``. Any other ``text`` is in words already.
        """
        if not (match := _PERIOD.fullmatch(text)):
            return text
        year, quarter, month, day = match.groups()
        if quarter:
            return self(f"quarters.{quarter}", year=year)
        try:
            value = datetime.date(int(year), int(month), int(day or 1))
        except ValueError:
            return text
        return self.day(value) if day else format_skeleton("yMMMM", value, locale=self.locale)

    def month(self, value: datetime.date) -> str:
        """A month, short: ``Sept``."""
        return format_date(value, "MMM", locale=self.locale)

    def number(self, value: float) -> str:
        """A number without needless zeros, thousands set apart."""
        return _number(value, self.locale)

    def listing(self, items: Iterable[str]) -> str:
        """``a, b and c``."""
        return str(format_list(list(items), locale=self.locale))

    def either(self, items: Iterable[str]) -> str:
        """``a, b or c``."""
        return str(format_list(list(items), style="or", locale=self.locale))

    def language(self, tag: str) -> str:
        """A language by its name; the tag itself where it has none."""
        try:
            return Locale.parse(tag, sep="-").get_display_name(self.locale) or tag
        except (ValueError, UnknownLocaleError):
            return tag

    def country(self, code: str) -> str:
        """A country (ISO 3166-1 alpha-2) by its name; the code itself where it has none."""
        return str(self.locale.territories.get(code, code))


@lru_cache(maxsize=64)
def translation_for(language: str, *others: str) -> Translation:
    """The wording for ``language`` (BCP 47): its own, or that of the language without its region.
    Where the interface has neither, that for the first of the ``others`` that it has, or for the
    first language of all.
    """
    tongue = language.partition("-")[0]
    if tongue not in LANGUAGES:
        return translation_for(*(others or LANGUAGES[:1]))
    try:
        locale = Locale.parse(language, sep="-")
    except (ValueError, UnknownLocaleError):
        locale = Locale(tongue)
    return Translation(tongue, _REGIONS.get(str(locale), locale))


@lru_cache(maxsize=4096)
def _number(value: float, locale: Locale) -> str:
    return str(format_decimal(value, locale=locale))


@lru_cache(maxsize=4096)
def _day(value: datetime.date, pattern: str, locale: Locale) -> str:
    return str(format_date(value, pattern, locale=locale))


def _read(tag: str) -> Any:
    source = (files(__package__) / f"{tag}.yml").read_text(encoding="utf-8")
    return yaml.load(source, Loader=_LOADER)  # noqa: S506 — it is a safe loader


def _flat(texts: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, str]]:
    for key, value in texts.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{path}{key}.")
        else:
            yield f"{path}{key}", value
