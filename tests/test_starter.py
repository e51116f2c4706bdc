"""The files of a new repository: what the answers may be, and how templates take them."""

from __future__ import annotations

import datetime
import hashlib
import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import lxml.html
import pytest
import yaml
from jinja2 import UndefinedError

from rooftop.consent_request.terms import FOLDER, latest_version
from rooftop.forms import FORMS, Wording
from rooftop.markup import clean_prose, parse_markdown
from rooftop.starter import HOSTS, Answers, Package, own_files, untranslated, with_defaults
from rooftop.starter.answering import read_answers, write_answers
from rooftop.starter.files import TEMPLATES
from rooftop.starter.templating import render
from rooftop.starter.texts import texts_for
from rooftop.translations import LANGUAGES
from tests.project import REPOSITORY

#: What a text names to be filled in.
VALUE = re.compile(r"\{[^}]*\}")
HOSTILE = """O'Neil: "A & B" #1 {{ x }} [= y =] $(z) `*_ a < b"""


def answers(**given: object) -> Answers:
    return Answers.model_validate(with_defaults({"company": "Acme", **given}))


def test_every_word_of_somebody_is_quoted_for_the_language_it_stands_in() -> None:
    values = {"answers": answers(company=HOSTILE)}
    assert yaml.safe_load(render("a: [= answers.company|yaml =]\n", values)) == {"a": HOSTILE}
    assert render("[= answers.company|shell =]", values) == shlex.quote(HOSTILE)
    prose = render("[= answers.company|markdown =]\n", values)
    shown = lxml.html.fromstring(str(clean_prose(parse_markdown(prose)).on_page("")))
    assert shown.text_content() == HOSTILE


def test_a_template_that_forgets_to_quote_words_is_refused() -> None:
    with pytest.raises(TypeError, match="filters"):
        render("[= answers.company =]", {"answers": answers()})


def test_words_that_are_filled_into_a_text_still_need_a_filter() -> None:
    values = {"answers": answers(company=HOSTILE), "text": "By {company}."}
    with pytest.raises(TypeError, match="filters"):
        render("[= text|fill(company=answers.company) =]", values)
    filled = render("[= text|fill(company=answers.company)|yaml =]", values)
    assert yaml.safe_load(filled) == f"By {HOSTILE}."


def test_a_template_that_names_what_does_not_exist_is_refused() -> None:
    with pytest.raises(UndefinedError):
        render("[= answers.nobody =]", {"answers": answers()})


def test_signs_of_workflows_and_shells_pass_through() -> None:
    text = "if [[ -n ${{ github.ref }} ]]; then {{ x }} {% y %} {# z #} # [1]\n"
    assert render(text, {}) == text


def test_answers_are_read_as_they_were_written() -> None:
    given = answers(company=HOSTILE, languages=["en", "de"], approvers=["@a/b", "c@d.example"])
    assert read_answers(write_answers(given), "answers.yml") == (given, [])


@pytest.mark.parametrize("scripts", [REPOSITORY / "scripts", TEMPLATES / "common" / "scripts"])
def test_the_script_runs_the_command_where_it_is_called_and_says_nothing(
    scripts: Path, tmp_path: Path
) -> None:
    root, elsewhere = tmp_path / "repository", tmp_path / "elsewhere"
    for name in ("rooftop", "environment"):
        source = next(scripts.glob(f"{name}*"))
        (root / "scripts").mkdir(parents=True, exist_ok=True)
        shutil.copy(source, root / "scripts" / name)
    for name in ("requirements-build.txt", "requirements.txt", "pyproject.toml"):
        (root / name).touch()
    (root / ".venv" / "bin").mkdir(parents=True)
    for name in ("python", "rooftop"):
        (root / ".venv" / "bin" / name).write_text('#!/bin/sh\necho "$PWD" "$@"\n')
        (root / ".venv" / "bin" / name).chmod(0o755)
    for name in (".ready", ".ready-requirements"):
        (root / ".venv" / name).write_text(f"{hashlib.sha256(b'').hexdigest()}\n")
    elsewhere.mkdir()
    command = ["bash", root / "scripts" / "rooftop", "check", "a b"]
    done = subprocess.run(command, cwd=elsewhere, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == (f"{elsewhere} check a b\n", "")


def test_every_folder_of_templates_is_known() -> None:
    folders = {path.name for path in TEMPLATES.iterdir() if path.is_dir()}
    assert folders == {"own", "languages", "common", "code-hosts", "hosts"}
    assert {path.name for path in (TEMPLATES / "hosts").iterdir()} <= set(HOSTS)
    assert {path.name for path in (TEMPLATES / "languages").iterdir()} <= set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_text_with_the_same_values_in_it(language: str) -> None:
    ours, english = (dict(sentences(texts_for(tag))) for tag in (language, "en"))
    assert ours.pop("language") == language
    assert [*ours] == [key for key in english if key != "language"]
    for key, text in ours.items():
        assert sorted(VALUE.findall(text)) == sorted(VALUE.findall(english[key])), key
        assert text == text.strip() or key.endswith(".subject"), key


@pytest.mark.parametrize("language", [tag for tag in LANGUAGES if tag != "en"])
def test_no_sentence_of_another_language_stands_in_for_one(language: str) -> None:
    """Single words may be the same in two languages."""
    ours, english = (dict(sentences(texts_for(tag))) for tag in (language, "en"))
    same = {text for key, text in ours.items() if text == english[key]}
    assert not [text for text in same if " " in text.strip()]


def sentences(texts: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, str]]:
    for key, text in texts.items():
        if isinstance(text, Mapping):
            yield from sentences(text, f"{path}{key}.")
        else:
            assert isinstance(text, str), (path, key)
            yield f"{path}{key}", text


def test_forms_of_one_kind_have_different_names_in_all_languages() -> None:
    """A code host lists all of them, and GitLab by the names of their files."""
    names = [Wording(language, "Acme").name(form) for language in LANGUAGES for form in FORMS]
    assert len(set(names)) == len(FORMS) * len(LANGUAGES)
    assert not [name for name in names if re.search(r'[/\\:*?"<>|]', name)]


def test_the_consent_terms_of_a_new_community_are_the_newest_there_are(wheel: Package) -> None:
    newest = latest_version(REPOSITORY / FOLDER)
    assert answers().terms == newest
    given = answers(languages=["de-AT", "fr"])
    files = own_files(given, wheel, datetime.date(2026, 11, 22))
    assert sorted(path for path in files if path.startswith("consent-terms/")) == [
        f"consent-terms/{newest}.{language}.md" for language in ("de", "en", "fr")
    ]
    assert untranslated(given, wheel) == []


def test_what_is_in_english_only_is_said(wheel: Package) -> None:
    assert untranslated(answers(languages=LANGUAGES), wheel) == []
    assert untranslated(answers(languages=["fr"], terms="2025-01"), wheel) == [
        "consent terms in fr: consent-terms/2025-01.fr.md"
    ]
    terms = f"consent terms in pl: consent-terms/{answers().terms}.pl.md"
    assert untranslated(answers(languages=["pl"]), wheel) == [
        "pages, examples and issue forms in pl",
        terms,
    ]
    assert untranslated(answers(languages=["de", "pl"]), wheel) == ["issue forms in pl", terms]


def test_the_one_who_asks_is_named_in_the_language_of_the_site() -> None:
    assert answers(languages=["de-AT", "en"]).asker == "Das Community-Team von Acme"
    assert answers(languages=["pl"]).asker == "The community team of Acme"
    assert read_answers("company: Acme\nlanguages: 5\n", "answers.yml")[0] is None
