"""Everything in a text that may not be published, whoever wrote it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from rooftop.text.characters import find_deceiving
from rooftop.text.email_addresses import find_email_addresses
from rooftop.text.phone_numbers import find_numbers

_DECEIVING = (
    "Delete it. It is invisible, usually comes with pasted text, and can make a text read "
    "differently from what it says."
)
_CONTACT = (
    "Leave it out: this file is public. Say in preferred_contact how people may reach you. If it "
    "is something else, list it in extra.rooftop.allowed_contacts of mkdocs.yml."
)


@dataclass(frozen=True)
class Finding:
    """One thing that may not stand in a text; ``offset`` counts characters from its beginning."""

    offset: int
    code: str
    message: str
    hint: str


def find_unsafe(text: str, allowed: Collection[str] = ()) -> Iterator[Finding]:
    """Characters that deceive a reader or break a feed, and e-mail addresses, which draw spam; but
    for those in ``allowed``.
    """
    for offset, what in find_deceiving(text):
        yield Finding(offset, "text-unsafe", f"holds {what}", _DECEIVING)
    for offset, _ in find_email_addresses(text, allowed):
        yield Finding(offset, "email-address", "holds an e-mail address", _CONTACT)


def find_phone_numbers(
    text: str, countries: Iterable[str], allowed: Collection[str] = ()
) -> Iterator[Finding]:
    """Telephone numbers: international ones, and, where the extra ``phone`` is installed, those
    written as in ``countries`` (ISO 3166-1 alpha-2); but for those in ``allowed``.
    """
    for offset in sorted(find_numbers(text, countries, allowed)):
        yield Finding(offset, "phone-number", "holds a telephone number", _CONTACT)
