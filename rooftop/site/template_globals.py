"""The functions and variables of all templates, in addition to those of the page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from markupsafe import Markup

from rooftop import addresses
from rooftop.cards import Picture
from rooftop.feeds import FORMATS
from rooftop.media import PICTURE_SIZES, player_of
from rooftop.metadata import DEFAULT, PROFILES
from rooftop.posts import disclose, work_of
from rooftop.published import Published
from rooftop.share import introduce
from rooftop.site.page_languages import without_repetitions
from rooftop.site.pictures import Shown
from rooftop.site.reads import Reads
from rooftop.site.story_cards import sizes_of
from rooftop.text import quotation, runs_left, typeset
from rooftop.theme import PRELOADED, SKYLINES, initials, skyline, skyline_of, tint
from rooftop.translations import Translation, translation_for
from rooftop.views import SiteAdvocate, Terms


def template_globals_for(
    published: Published, shown: Shown, pictures: Mapping[str, Picture], reads: Reads
) -> dict[str, Any]:
    """The variables of all templates. Lookups in tables are recorded in ``reads``."""
    words = translation_for(published.community.language)
    return {
        "t": words,
        "site_t": words,
        "addresses": addresses,
        "community": published.community,
        "settings": published.community.settings,
        "default_usage": DEFAULT,
        "profiles": reads.table("profiles", published.advocates),
        "today": published.today,
        "is_past": reads.is_past,
        "FORMATS": FORMATS,
        "PROFILES": PROFILES,
        "PICTURE_SIZES": PICTURE_SIZES,
        "PRELOADED": PRELOADED,
        "pictures": reads.table("pictures", pictures),
        "faces": reads.table("faces", shown.faces),
        "images": reads.table("images", shown.images),
        "sizes_of": sizes_of,
        "initials": initials,
        "tint": tint,
        "SKYLINES": SKYLINES,
        "skyline": skyline,
        "skyline_of": skyline_of,
        "player_of": player_of,
        "disclose": disclose,
        "work_of": work_of,
        "rtl": runs_left,
        "quotation": _quotation,
        "translation_for": translation_for,
        "typeset": lambda page, language=None: typeset(
            page, language or published.community.language
        ),
        "without_repetitions": lambda page, language=None: without_repetitions(
            page, language or published.community.language
        ),
        "open_to": _open_to,
        "facts_of": lambda person: list(_facts(person, published, words)),
        "names_of": _names,
        "channels_of": _channels,
        "introduction": lambda person, story="": introduce(published.community, person.slug, story),
    }


def _quotation(text: str, language: str) -> Markup:
    """``text`` as a ``q`` element. Its marks are drawn and not part of the text, because HTML keeps
    punctuation out of ``q``, and people and programs that copy it should get the words alone. The
    stylesheet draws marks that are attributes; browsers draw the English ones by themselves.
    """
    opening, words, closing = quotation(text, language)
    if language == "en":
        return Markup("<q>") + words + Markup("</q>")
    return Markup('<q data-open="{}" data-close="{}">{}</q>').format(opening, closing, words)


def _facts(person: SiteAdvocate, published: Published, words: Translation) -> Iterator[str]:
    """What there is to say of somebody in a line: where, among how many, whether under another
    name, since when.
    """
    if person.company and person.company.industry:
        yield published.community.settings.industries.get(
            person.company.industry, person.company.industry
        )
    if person.company and person.company.country:
        yield words.country(person.company.country)
    if person.company and person.company.size:
        yield words("person.people", size=person.company.size.replace("-", "–"))
    if person.is_pseudonym:
        yield words("person.pseudonym")
    if person.languages:
        yield words("person.speaks", languages=words.listing(map(words.language, person.languages)))
    if person.joined:
        yield words("person.since", day=words.day(person.joined))


def _open_to(person: SiteAdvocate, words: Translation) -> str:
    text = words.listing(words(f"open.{way}") for way in person.open_to)
    return text[:1].upper() + text[1:]


def _names(all_terms: Iterable[Terms | None], words: Translation) -> list[str]:
    """Those who gave a consent, each once; whose name is withheld is a customer."""
    names = (terms.by or words("story.anonymous") for terms in all_terms if terms)
    return list(dict.fromkeys(names))


def _channels(terms: Terms, words: Translation) -> str:
    return words.listing(words(f"channels.{channel}") for channel in terms.channels)
