"""The page with a form for people who have no account anywhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from rooftop import addresses
from rooftop.forms import AGREED, FORMS, HONEYPOT, Question, Wording
from rooftop.published import Published
from rooftop.site.pages.page import SitePage, section, translation_of_site, under


@dataclass(frozen=True)
class Field:
    """One question as the page shows it; ``choices`` are words and what stands for them."""

    name: str
    kind: str
    label: str
    hint: str
    is_required: bool
    max_length: int
    choices: tuple[tuple[str, str], ...]


def form_page(published: Published) -> Iterator[SitePage]:
    """The form; nothing where the settings say no address for it.

    Nobody knows who sends it, so it asks for no agreement: what it says is what somebody would
    like.
    """
    community = published.community
    action = community.settings.contribute.form_action
    if not action:
        return
    words = translation_of_site(published)
    wording = Wording(words.tag, community.settings.company)
    page = section(
        published,
        addresses.TELL.rstrip("/"),
        "tell.html",
        words("form_page.title"),
        words("form_page.intro"),
        action=action,
        receiver=urlsplit(action).hostname,
        is_own=action.startswith(community.url),
        honeypot=HONEYPOT,
        fields=[_field(each, wording) for each in FORMS["story"] if _is_asked(each)],
    )
    yield under(published, replace(page, found_as=words("facets_search.page")))


def _is_asked(question: Question) -> bool:
    return not question.is_notice and question.name != AGREED


def _field(question: Question, words: Wording) -> Field:
    return Field(
        question.name,
        question.kind,
        words.label(question),
        words.hint(question),
        question.is_required,
        question.max_length,
        tuple((word, words.choice(question, word)) for word in question.choices),
    )
