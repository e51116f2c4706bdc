"""What the interface says stands in the language it is said to be in: that of the story within a
story, that of the site elsewhere.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from functools import cache
from zoneinfo import ZoneInfo

import lxml.html
import pytest

from rooftop.translations import LANGUAGES, Translation, translation_for
from tests.project import CONSENT, Project, story

_ATTRIBUTES = ("alt", "aria-label", "placeholder", "title")
_NOT_SHOWN = ("code", "kbd", "pre", "script", "style")
_BLANK = re.compile(r"\{\w+\}")


def own_texts() -> Iterator[tuple[str, str]]:
    """What only one language of the interface says, and that language."""
    texts = {tag: set(translation_for(tag).keys().values()) for tag in LANGUAGES}
    for tag, said in texts.items():
        others = set[str]().union(*(texts[other] for other in LANGUAGES if other != tag))
        for text in said - others:
            if len(_BLANK.sub("", text)) > 5:
                yield text, tag


@cache
def own_forms() -> tuple[Mapping[str, str], list[tuple[re.Pattern[str], str]]]:
    """The language of each of `own_texts` as it stands, and of each that has blanks, filled in."""
    texts = dict(own_texts())
    blanks = [(_BLANK.split(text), tag) for text, tag in texts.items()]
    forms = [
        (re.compile(".{1,80}?".join(map(re.escape, parts))), tag)
        for parts, tag in blanks
        if len(parts) > 1
    ]
    return texts, forms


@cache
def languages_of(text: str) -> frozenset[str]:
    """The languages of the interface that alone say ``text``."""
    texts, forms = own_forms()
    filled = {tag for form, tag in forms if form.fullmatch(text)}
    return frozenset(filled | ({texts[text]} if text in texts else set()))


def shown_texts(page: lxml.html.HtmlElement) -> Iterator[tuple[lxml.html.HtmlElement, str]]:
    """What readers see or hear of ``page``, with the element it stands in."""
    for element in page.iter(lxml.html.etree.Element):
        texts = [(element, element.text)] if element.tag not in _NOT_SHOWN else []
        texts += [(element, element.get(name)) for name in _ATTRIBUTES]
        texts += [(element.getparent(), element.tail)]
        for holder, text in texts:
            if words := " ".join((text or "").split()).strip(" ·,:"):
                yield holder, words


def language_of(element: lxml.html.HtmlElement) -> str:
    return str(element.xpath("string(ancestor-or-self::*[@lang][1]/@lang)"))


def strangers(page: lxml.html.HtmlElement) -> Iterator[tuple[str, str]]:
    """What ``page`` says in another language than its elements have."""
    for element, text in shown_texts(page):
        language = language_of(element).partition("-")[0]
        if languages_of(text) and language not in languages_of(text):
            yield text, language


def test_what_the_interface_says_is_in_the_language_it_is_marked_with(demo: Project) -> None:
    read = 0
    for file in demo.files():
        if file.suffix == ".html":
            page = lxml.html.document_fromstring(file.read_bytes())
            assert list(strangers(page)) == [], file
            read += 1
    assert read > 50


def test_no_page_shows_a_straight_quotation_mark(demo: Project) -> None:
    for file in demo.files():
        if file.suffix == ".html":
            page = lxml.html.document_fromstring(file.read_bytes())
            said = [text for _, text in shown_texts(page) if re.search("['\"]", text)]
            assert said == [], file


_RICH = {
    "summary": "Neuf jours sont devenus trois.",
    "title": "La clôture du mois",
    "not_a_fit_for": "Ceux qui ne facturent pas.",
    "thanks": "Un grand merci à Ana. Votre Kai Lund",
    "promises": "[{made: 2025-11-05, what: La clôture tient., due: 2026-01-31, kept: 2026-02-02}]",
    "turnaround": "[{on: 2025-11-03, what: La clôture a échoué., by: customer}]",
}


@pytest.mark.parametrize(
    ("language", "says"),
    [
        (
            "fr",
            (
                "Partagé avec consentement",
                "4 mai 2026",
                "5 novembre 2025",
                "premier trimestre 2026",
            ),
        ),
        ("de", ("Mit Einwilligung geteilt", "4. Mai 2026", "erstes Quartal 2026", "6,1")),
        ("nl", ("Mit Einwilligung geteilt", "4. Mai 2026", "erstes Quartal 2026", "6,1")),
    ],
)
def test_a_story_is_told_in_its_own_language_throughout(
    project: Project, language: str, says: tuple[str, ...]
) -> None:
    settings = (project.root / "mkdocs.yml").read_text()
    project.write("mkdocs.yml", settings.replace("  language: en\n", "  language: de\n"))
    told = story(CONSENT, "Nous avons commencé par les factures.", language=language, **_RICH)
    project.write(
        "content/stories/month-end.md",
        told.replace("before: 9,", "before: 6.1, when: 2026-Q1,"),
    )
    project.build()
    page = project.page("stories/month-end")
    assert list(strangers(page.find(".//main"))) == []
    said = " ".join(page.find(".//article").text_content().split())
    for words in says:
        assert words in said, words
    assert language_of(page.find(".//header[@class='rt-top']")) == "de"
    assert "Shared with consent" not in said


@pytest.mark.parametrize(
    ("tag", "quarter", "month", "day"),
    [
        ("en", "first quarter of 2026", "May 2026", "2 May 2026"),
        ("de", "erstes Quartal 2026", "Mai 2026", "2. Mai 2026"),
        ("fr", "premier trimestre 2026", "mai 2026", "2 mai 2026"),
        ("es", "primer trimestre de 2026", "mayo de 2026", "2 de mayo de 2026"),
        ("pt", "primeiro trimestre de 2026", "maio de 2026", "2 de maio de 2026"),
    ],
)
def test_a_period_is_written_in_words(tag: str, quarter: str, month: str, day: str) -> None:
    period = translation_for(tag).period
    assert [period("2026-Q1"), period("2026 Q1")] == [quarter] * 2
    assert [period("2026-05"), period("2026-05-02")] == [month, day]
    for text in ("2025", "last spring", "2026-Q5", "2026-13", "2026-02-30"):
        assert period(text) == text


@pytest.mark.parametrize(
    ("tag", "zone", "says"),
    [
        ("en", "Europe/London", "London time"),
        ("de", "Europe/Lisbon", "Ortszeit Lissabon"),
        ("fr", "Europe/London", "heure locale à Londres"),
        ("es", "America/New_York", "hora de Nueva York"),
        ("pt", "America/New_York", "hora de Nova Iorque"),
        ("en", "America/Argentina/Buenos_Aires", "Buenos Aires time"),
        ("en", "UTC", "UTC"),
        ("en", "Etc/GMT+5", "UTC-05"),
    ],
)
def test_a_time_zone_is_a_place(tag: str, zone: str, says: str) -> None:
    moment = datetime.datetime(2026, 9, 3, 18, 30, tzinfo=ZoneInfo(zone))
    assert translation_for(tag).zone(moment) == says


def test_no_page_says_the_name_of_a_time_zone(demo: Project) -> None:
    zone = re.compile(r"\b(Africa|America|Asia|Europe|Etc|Pacific)/[A-Z]\w+")
    for file in demo.files():
        if file.suffix in (".html", ".xml", ".json", ".md", ".txt"):
            assert not zone.search(file.read_text()), file


def test_no_rank_stands_above_a_person_in_public(demo: Project) -> None:
    """The company's own word for how loyal somebody is appears in no file that is published."""
    for path, data in demo.contents().items():
        if not path.endswith((".png", ".jpg", ".webp", ".woff2", ".mp4", ".mp3")):
            assert b"loyalty" not in data, path
    for file in (demo.site / "advocates").glob("*/index.html"):
        opening = lxml.html.document_fromstring(file.read_bytes()).find(
            ".//header[@class='rt-person']"
        )
        if opening is not None:
            assert not re.search(r"\b(Customer|Client|Advocate|Emeritus)\b", opening.text_content())


def test_a_language_of_a_region_is_written_as_there() -> None:
    def languages(*tags: str) -> Translation:
        return translation_for(*tags)

    assert str(languages("pt").locale) == "pt_PT"
    assert str(languages("pt-BR").locale) == "pt_BR"
    assert languages("nl", "de").tag == "de"
    assert languages("nl", "sv").tag == "en"
