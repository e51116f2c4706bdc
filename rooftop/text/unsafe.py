"""Everything in a text that may not be published, whoever wrote it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rooftop.extras import is_installed
from rooftop.text.characters import find_deceiving

#: An e-mail address.
EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
#: Digits enough for a telephone number, with what people write between them: nothing else is worth
#: a closer look.
_MAYBE_PHONE = re.compile(r"[+(]?\d(?:[\s().\u00a0/-]{0,3}\d){7,}")
#: An international number (ITU-T E.164: at most 15 digits), which needs no table of countries.
_INTERNATIONAL = re.compile(r"(?<![\w+])\+[1-9](?:[\s().\u00a0/-]{0,3}\d){7,14}(?!\d)")
_DECEIVING = (
    "Delete it; it cannot be seen, came along with a paste, and can make text read differently "
    "from what it is."
)
_CONTACT = "Leave it out: this file is public. Say in preferred_contact how people may reach you."


@dataclass(frozen=True)
class Finding:
    """One thing that may not stand in a text; ``offset`` counts characters from its beginning."""

    offset: int
    code: str
    message: str
    hint: str


def find_unsafe(text: str) -> Iterator[Finding]:
    """Characters that deceive a reader or break a feed, and e-mail addresses, which draw spam."""
    for offset, what in find_deceiving(text):
        yield Finding(offset, "text-unsafe", f"holds {what}", _DECEIVING)
    if "@" in text:
        for match in EMAIL.finditer(text):
            yield Finding(match.start(), "email-address", "holds an e-mail address", _CONTACT)


def find_phone_numbers(text: str, countries: Iterable[str]) -> Iterator[Finding]:
    """Telephone numbers: international ones, and, where the extra ``phone`` is installed, those
    written as in ``countries`` (ISO 3166-1 alpha-2).
    """
    if not _MAYBE_PHONE.search(text):
        return
    if is_installed("phone"):
        offsets = _valid_numbers(text, countries)
    else:
        offsets = {match.start() for match in _INTERNATIONAL.finditer(text)}
    for offset in sorted(offsets):
        yield Finding(offset, "phone-number", "holds a telephone number", _CONTACT)


def _valid_numbers(text: str, countries: Iterable[str]) -> set[int]:
    import phonenumbers  # noqa: PLC0415 — an extra, and most texts hold nothing like a number

    strict = phonenumbers.Leniency.STRICT_GROUPING
    return {
        match.start
        for country in (None, *set(countries))
        for match in phonenumbers.PhoneNumberMatcher(text, country, strict)
    }
