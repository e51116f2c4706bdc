"""Every language of the interface is whole, and every text of it is used."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

from rooftop.translations import LANGUAGES, translation_for
from tests.project import REPOSITORY, Project


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_has_every_text_with_the_same_blanks_in_it(language: str) -> None:
    first, other = translation_for(LANGUAGES[0]).keys(), translation_for(language).keys()
    assert set(other) == set(first)
    for key, text in other.items():
        assert text.strip(), key
        assert placeholders(text) == placeholders(first[key]), key


def test_every_text_that_is_asked_for_exists_and_no_other() -> None:
    known = set(translation_for("en").keys())
    sources = [*(REPOSITORY / "overrides").glob("*.html"), *(REPOSITORY / "rooftop").rglob("*.py")]
    text = "\n".join(file.read_text() for file in sources)
    asked = set(re.findall(r"""["']([a-z_]+\.[a-z][a-z0-9-]*)["']""", text))
    families = set(re.findall(r"""["']([a-z_]+\.(?:[a-z-]*-)?)["']\s*~""", text)) | set(
        re.findall(r"""f["']([a-z_]+\.)\{""", text)
    )
    plain = {
        key.rpartition(".")[0] if key.rpartition(".")[2] in ("one", "other") else key
        for key in known
    }
    unused = {key for key in plain if key not in asked and not key.startswith(tuple(families))}
    assert unused == set()
    for key in re.findall(r"""\bt\(["']([\w.-]+\w)["'][,)]""", text) + re.findall(
        r"""\bwords\(["']([\w.-]+\w)["'][,)]""", text
    ):
        assert key in plain, key


def test_a_site_speaks_the_language_of_its_community(project: Project) -> None:
    settings = (project.root / "mkdocs.yml").read_text()
    project.write("mkdocs.yml", settings.replace("  language: en\n", "  language: de\n"))
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
    assert page.find(".//header[@class='rt-top']").get("lang") == "de"
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
    assert Path(REPOSITORY / "rooftop" / "wording" / "en.yml").is_file()
