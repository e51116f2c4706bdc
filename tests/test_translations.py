"""Every language of the interface is whole, and every text of it is used."""

from __future__ import annotations

import json
import re

import pytest

from rooftop.theme import TEMPLATES
from rooftop.translations import LANGUAGES, translation_for
from tests.project import CONSENT, REPOSITORY, Project, advocate, story
from tests.wording import (
    find_bad_typography,
    find_incomplete,
    find_refused_english,
    find_wrong_keys,
    find_wrong_placeholders,
    find_wrong_plurals,
    read_texts,
    texts_of,
)

SOURCE = "\n".join(
    file.read_text()
    for file in [*TEMPLATES.rglob("*.html"), *(REPOSITORY / "rooftop").rglob("*.py")]
)
EVERY = {language: read_texts(language) for language in LANGUAGES}


def test_every_language_has_every_text_in_every_form_with_the_same_blanks() -> None:
    assert list(find_incomplete(EVERY)) == []
    assert list(find_wrong_plurals(EVERY)) == []
    assert list(find_wrong_placeholders(EVERY)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_are_set_as_printers_of_their_language_do(language: str) -> None:
    assert list(find_bad_typography(language, EVERY[language])) == []


def test_english_is_what_a_native_editor_would_print() -> None:
    assert list(find_refused_english(dict(translation_for("en").keys()))) == []


def test_every_text_that_is_asked_for_exists_and_no_other() -> None:
    assert list(find_wrong_keys(EVERY["en"], SOURCE)) == []


COMPLETE = "a: {one: '{n} story', other: '{n} stories'}\nb: 'Hello, {name}.'"


@pytest.mark.parametrize(
    ("other", "fault"),
    [
        ("a: {one: x, other: y}", "de: b is missing"),
        ("a: {one: x, other: y}\nb: ' '", "de: b is empty"),
        ("a: {one: x, other: y}\nb:", "de: b is empty"),
        ("a: {one: x, other: y}\nb: z\nc: z", "en: c is missing"),
    ],
)
def test_a_language_that_is_not_complete_is_refused(other: str, fault: str) -> None:
    assert fault in find_incomplete({"en": texts_of(COMPLETE), "de": texts_of(other)})


def test_a_key_that_is_written_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="written twice: a"):
        texts_of("a: x\na: y")


@pytest.mark.parametrize(
    ("language", "text", "fault"),
    [
        ("de", "a: {other: '{n} Texte'}", "de: a has no form one"),
        ("de", "a: {one: '{n} Text'}", "de: a has no form other"),
        ("de", "a: '{n} Texte'", "de: a has no form other"),
        ("fr", "a: {one: '{n} texte', other: '{n} textes'}", "fr: a has no form many"),
        ("es", "a: {one: '{n} texto', other: '{n} textos'}", "es: a has no form many"),
        ("pt", "a: {one: '{n} texto', other: '{n} textos'}", "pt: a has no form many"),
        ("de", "a: {one: x, few: x, other: x}", "de: a has a form few"),
        ("de", "b: '{n} Grüße'", "de: b counts and has one form"),
    ],
)
def test_a_text_that_counts_without_its_forms_is_refused(
    language: str, text: str, fault: str
) -> None:
    assert fault in find_wrong_plurals({"en": texts_of(COMPLETE), language: texts_of(text)})


@pytest.mark.parametrize(
    "text",
    ["b: Hallo.", "b: 'Hallo, {who}.'", "a: {one: '{n} Text', other: '{name} Texte'}",
     "a: {one: ein Text, other: Texte}"],
)  # fmt: skip
def test_a_text_that_fills_in_something_else_is_refused(text: str) -> None:
    assert list(find_wrong_placeholders({"en": texts_of(COMPLETE), "de": texts_of(text)}))
    assert not list(find_wrong_placeholders({"en": texts_of(COMPLETE)}))


@pytest.mark.parametrize(
    ("language", "text", "fault"),
    [
        ("en", "Who this isn't for", "a straight quotation mark"),
        ("en", 'The "best"', "a straight quotation mark"),
        ("en", "Wait...", "three dots"),
        ("en", "One.  Two.", "two spaces"),
        ("en", "One ", "a space at an end"),
        ("en", "One - two", "a hyphen for a dash"),
        ("fr", "Qui ?", "no narrow no-break space before ; ! ?"),
        ("fr", "Qui?", "no narrow no-break space before ; ! ?"),
        ("fr", "Date : {day}", "no no-break space before a colon"),
        ("fr", "« {query} »", "no no-break space within « »"),
    ],
)
def test_typewriter_characters_and_breaking_spaces_are_refused(
    language: str, text: str, fault: str
) -> None:
    assert list(find_bad_typography(language, {"a": text})) == [f"{language}: a has {fault}"]
    assert list(find_bad_typography(language, {"a": {"one": "x", "other": text}}))


@pytest.mark.parametrize(
    "text",
    ["Nobody and nothing fits all of these.", "Who should look elsewhere", "Whom can I ask?",
     "They can take it back at any time.", "How it goes round", "A story stood here.",
     "What customers lived through."],
)  # fmt: skip
def test_english_that_reads_like_a_translation_is_refused(text: str) -> None:
    assert list(find_refused_english({"a": text}))


def test_a_text_that_nothing_uses_and_a_key_without_a_text_are_refused() -> None:
    template = """{{ t("a.used") }} {{ t("b." ~ kind) }} {{ t("c.gone", n=2) }}"""
    texts = texts_of("a: {used: x, unused: x}\nb: {story: x}")
    assert list(find_wrong_keys(texts, template)) == [
        "a.unused is not used",
        "c.gone does not exist",
    ]


def test_a_site_speaks_the_language_of_its_community(project: Project) -> None:
    settings = (project.root / "mkdocs.yml").read_text()
    project.write("mkdocs.yml", settings.replace("  language: en\n", "  language: de\n"))
    project.write("content/stories/month-end.md", story(language="de"))
    project.build()
    page = project.page("stories/month-end/")
    said = page.text_content()
    for words in (
        "Was schiefging",
        "Mit Einwilligung geteilt",
        "4. Mai 2026",
        "Kundschaft, unbezahlt.",
    ):
        assert (words in said) == (words != "Was schiefging")  # nothing went wrong in this one
    assert (
        page.find(".//header[@class='rt-top']").xpath("string(ancestor-or-self::*[@lang][1]/@lang)")
        == "de"
    )
    english = {
        text for text in translation_for("en").keys().values() if len(text) > 24 and "{" not in text
    }
    for file in project.files():
        if file.suffix == ".html":
            assert not [text for text in english if text in file.read_text()], file


def test_numbers_days_and_lists_are_written_as_their_readers_do() -> None:
    german, french = translation_for("de"), translation_for("fr")
    assert german.number(12345.5) == "12.345,5"
    assert translation_for("en").number(3.0) == "3"
    assert french("count.stories", n=0) == "0 histoire"
    assert german("count.stories", n=1234) == "1.234 Geschichten"
    assert translation_for("pt-BR").tag == "pt"
    assert translation_for("ja").tag == "en"
    assert translation_for("es").listing(["uno", "dos", "tres"]) == "uno, dos y tres"


def test_the_files_hold_one_language_each() -> None:
    files = {file.stem for file in (REPOSITORY / "rooftop" / "translations").glob("*.yml")}
    assert files == set(LANGUAGES)


#: Every fact about somebody and a story that comes with a word of the house.
_GERMAN_STORY = {
    "language": "de",
    "title": "Der Monatsabschluss",
    "summary": "Aus neun Tagen wurden drei.",
    "not_a_fit_for": "Wer keine Rechnungen schreibt.",
    "source": "{network: mastodon, url: https://social.example/@ana/1, posted: 2026-05-01}",
    "thanks": "Danke, Ana. Ihre Kai Lund",
    "promises": "[{made: 2025-11-05, what: Der Abschluss hält., due: 2026-01-31, kept: 2026-02-02}]",
    "turnaround": "[{on: 2025-11-03, what: Der Abschluss stand., by: customer}]",
    "published": "2026-05-06T09:30:07Z",
    "permalink": "stories/month-end/",
}
_OPEN = CONSENT.replace("[site, feeds]", "[site, feeds, social, embeds, press, ai-input]")


def german(project: Project) -> None:
    settings = (project.root / "mkdocs.yml").read_text()
    settings = settings.replace("  language: en\n", "  language: de\n")
    said = "site_description: Kundinnen und Kunden in eigenen Worten."
    project.write("mkdocs.yml", re.sub("site_description: .*", said, settings))
    own = {"role": "Leiterin Finanzen", "joined": "2020-09-01", "headline": "Ich schlafe wieder."}
    employer = "{name: Norte Cargo, industry: logistics, former: true}"
    project.write("content/advocates/ana-ribeiro.md", advocate(_OPEN, company=employer, **own))
    text = story(_OPEN, "Wir begannen mit den Rechnungen.", **_GERMAN_STORY)
    text = text.replace("I went home before seven.", "Ich war vor sieben zu Hause.")
    results = "Month-end close, before: 9, after: 3, unit: days, how_measured: Median of the last six closes."
    local = "Abschluss, before: 9, after: 3, unit: Tage, how_measured: Mittel der letzten sechs."
    project.write("content/stories/month-end.md", text.replace(results, local))
    project.write(
        "content/stories/weg.md",
        story(
            CONSENT.replace("status: given", "status: withdrawn\nwithdrawn: 2026-09-01", 1),
            **_GERMAN_STORY | {"permalink": "stories/weg/"},
        ),
    )
    project.build()


def test_feeds_posts_and_files_for_programs_speak_the_language_of_the_site(
    project: Project,
) -> None:
    german(project)
    feed = (project.site / "feed.json").read_text()
    for words in (
        "Offenlegung: Kundschaft, unbezahlt. Mit Einwilligung geteilt.",
        "Zuerst veröffentlicht auf Mastodon am 1. Mai 2026",
        "Für wen es nicht geeignet ist",
        "Dank von Harbourlight",
        "Versprochen bis 31. Januar 2026: Der Abschluss hält.",
        "Gehalten am 2. Februar 2026, verspätet.",
        "3. November 2025",
        "Leiterin Finanzen, früher Norte Cargo",
        "Nicht mehr geteilt",
    ):
        assert words in feed, words
    assert (
        "Danke an alle, die sich zu Wort gemeldet haben"
        in (project.site / "feeds.opml").read_text()
    )
    assert "Beiträge für Mastodon" in (project.site / "feeds/social/mastodon.xml").read_text()
    assert "## Geschichten" in (project.site / "llms.txt").read_text()
    english = re.compile(
        r"(?i)\b(disclosure:|shared|first posted|promised|kept on|thanks|news of|posts for|"
        r"formerly|customers? of|a customer|no longer|look elsewhere|optional data)\b"
    )
    name = re.compile(
        r"feed\.(xml|json|opml)|feeds\.opml|atom\.xml|feeds/social/|llms\.txt|profile\.|oembed|\.svg"
    )
    for path, data in project.contents().items():
        if name.search(path) and not path.endswith((".png", "drawings.svg")):  # with ids for words
            read = json.loads(data, object_hook=_without_own) if path.endswith("feed.json") else ""
            shown = json.dumps(read, ensure_ascii=False) if read else data.decode()
            text = re.sub(r'https?://[^\s"<]*', "", shown)
            found = english.search(text)
            assert not found, (path, text[max(0, found.start() - 80) : found.end() + 40])


def _without_own(values: dict[str, object]) -> dict[str, object]:
    """What programs of ours read of a feed is named in English."""
    return {name: value for name, value in values.items() if name != "_rooftop"}


def test_a_former_employer_is_called_so_everywhere(project: Project) -> None:
    german(project)
    about = project.page("stories/month-end/share").text_content()
    assert "— Ana Ribeiro, Leiterin Finanzen, früher Norte Cargo" in about
    assert "früher Norte Cargo" in (project.site / "feeds/social/linkedin.json").read_text()
    assert "früher Norte Cargo" in project.page("embed/month-end").text_content()
    assert "früher Norte Cargo" in project.page("advocates/ana-ribeiro").text_content()
    assert "früher Norte Cargo" in (project.site / "advocates/ana-ribeiro/profile.md").read_text()
    people = json.loads((project.site / "api/stories.json").read_text())["stories"][0]["people"]
    assert people[0]["company"] is None
    assert people[0]["former_company"] == "Norte Cargo"
    assert "Norte" not in (project.site / "advocates/ana-ribeiro/profile.vcf").read_text()
    for path, data in project.contents().items():
        text = data.decode(errors="ignore") if not path.endswith((".png", ".webp", ".jpg")) else ""
        for found in re.finditer("Norte Cargo", text):
            before = text[max(0, found.start() - 30) : found.start()]
            assert before.endswith(("früher ", 'former_company": "', 'former_company":"')), (
                path,
                before,
            )


def test_somebody_without_a_name_is_called_so_in_the_language_of_the_story(
    project: Project,
) -> None:
    nameless = CONSENT.replace("name, photo, employer, logo, ", "")
    project.write("content/stories/month-end.md", story(nameless, language="de"))
    project.build()
    assert "<p>Jemand aus der Kundschaft</p>" in (project.site / "feed.json").read_text()
    page = project.page("stories/month-end").find(".//article")
    assert "Jemand aus der Kundschaft hat diesen Worten" in page.text_content()
    assert "A customer" not in page.text_content()
    names = [name.text for name in page.findall(".//b[@lang='de']")]
    assert "Jemand aus der Kundschaft" in names
    card = project.page("stories").find(".//li[@class]").text_content()
    assert "A customer" in card
    assert "Jemand" not in card
