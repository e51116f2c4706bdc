"""The files of a new repository: what the answers may be, and how templates take them."""

from __future__ import annotations

import datetime
import hashlib
import shlex
import shutil
import subprocess
from pathlib import Path

import lxml.html
import pytest
import yaml
from jinja2 import UndefinedError

from rooftop.consent_request.terms import FOLDER, latest_version
from rooftop.markup import clean_prose, parse_markdown
from rooftop.starter import HOSTS, Answers, Package, own_files, untranslated, with_defaults
from rooftop.starter.answers import read_answers, write_answers
from rooftop.starter.files import TEMPLATES
from rooftop.starter.templating import render
from rooftop.translations import LANGUAGES
from tests.project import REPOSITORY

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


def test_the_consent_terms_of_a_new_community_are_the_newest_there_are(wheel: Package) -> None:
    newest = latest_version(REPOSITORY / FOLDER)
    assert answers().terms == newest
    files = own_files(answers(languages=["de-AT", "fr"]), wheel, datetime.date(2026, 11, 22))
    assert sorted(path for path in files if path.startswith("consent-terms/")) == [
        f"consent-terms/{newest}.de.md",
        f"consent-terms/{newest}.en.md",
    ]
    assert untranslated(answers(languages=["de-AT", "fr"]), wheel) == [
        f"consent terms in fr: consent-terms/{newest}.fr.md"
    ]
    assert "pages in pl" in untranslated(answers(languages=["pl"]), wheel)[0]
