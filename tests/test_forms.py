"""Forms: made of the records, the same for the demo and for every community, and read back as they
were filled in.
"""

from __future__ import annotations

import re

import pytest
import yaml

from handbook.reference import demo_forms
from rooftop.forms import FORMS, FormLinks, FormName, Wording, issue_forms, read_filing
from rooftop.forms.definition import MAX_TEXT
from rooftop.records import CHANNELS, FIELDS, misfits
from rooftop.translations import LANGUAGES
from tests.filing import COMPANY, HOSTS, JOIN, STORY, body
from tests.project import REPOSITORY


def test_the_demo_has_the_forms_that_are_made_for_everybody() -> None:
    """When this fails, run `scripts/reference`."""
    folder = REPOSITORY / ".github/ISSUE_TEMPLATE"
    forms = demo_forms()
    assert {path.rpartition("/")[2] for path in forms} == {file.name for file in folder.iterdir()}
    for path, content in forms.items():
        assert (REPOSITORY / path).read_bytes() == content, f"run scripts/reference: {path}"


@pytest.mark.parametrize("form", FORMS)
def test_every_question_is_for_a_field_that_there_is(form: FormName) -> None:
    for question in FORMS[form]:
        if question.record and question.path != ("body",):
            value: object = "x"
            for part in reversed(question.path):
                value = {part: value}
            codes = {each.code for each in misfits(question.record, value)}  # type: ignore[arg-type]
            assert "key-unknown" not in codes, question.name
        assert question.kind in ("line", "text") or len(question.choices) >= 1
        assert question.max_length <= MAX_TEXT


def test_choices_are_those_of_the_record() -> None:
    choices = {q.name: q.choices for form in FORMS.values() for q in form}
    assert choices["channels"] == CHANNELS
    assert set(choices["covers"]) <= set(FIELDS)
    assert "talk-to-our-team" in choices["open_to"]


@pytest.mark.parametrize("form", FORMS)
def test_nothing_that_is_typed_stands_last(form: FormName) -> None:
    assert FORMS[form][-1].kind in ("ticks", "choice")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_form_has_different_labels_in_every_language(language: str) -> None:
    words = Wording(language, COMPANY)
    for form, questions in FORMS.items():
        labels = [words.label(question) for question in questions]
        assert len(set(labels)) == len(labels), form
        for question in questions:
            choices = [words.choice(question, word) for word in question.choices]
            assert len(set(choices)) == len(choices), question.name


@pytest.mark.parametrize("host", HOSTS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_filled_in_is_read_back(host: str, language: str) -> None:
    forms: tuple[tuple[FormName, dict[str, object]], ...] = (
        ("story", dict(STORY)),
        ("join", dict(JOIN)),
    )
    for form, answers in forms:
        filing = read_filing(body(form, answers, language, host), COMPANY)  # type: ignore[arg-type]
        assert filing
        assert (filing.form, filing.language) == (form, language)
        for name, answer in answers.items():
            if name != "understood":
                found = filing.texts.get(name) or list(filing.choices[name])
                assert found == answer, name
        assert not list(filing.missing())


def test_a_heading_within_an_answer_is_part_of_it() -> None:
    words = Wording("en", COMPANY)
    labels = [words.label(question) for question in FORMS["story"]]
    fake = "\n\n".join(f"### {label}\n\nMira Holt" for label in labels)
    for name in ("happened", "changed"):
        filing = read_filing(body("story", {**STORY, name: f"Before.\n\n{fake}"}), COMPANY)
        assert filing
        assert filing.texts["name"] == "Fay Ngo"
        assert filing.texts["title"] == STORY["title"]
        written = filing.texts["happened"] + filing.texts.get("changed", "")
        assert "Mira Holt" in written
        assert filing.texts["role"] == STORY["role"]
        assert filing.has("agree", "agree")
    filing = read_filing(body("story", {**STORY, "agree": [], "happened": fake}), COMPANY)
    assert filing
    assert not filing.has("agree", "agree")


@pytest.mark.parametrize(
    "text", ["", "Hello", "### Heading\n\nText", "#" * 5000, "\x00", "### " * 999]
)
def test_other_texts_are_no_forms(text: str) -> None:
    assert read_filing(text, COMPANY) is None


def test_a_gitlab_template_as_it_is_answers_nothing() -> None:
    for language in LANGUAGES:
        for text in issue_forms("gitlab", COMPANY, [language], FormLinks()).values():
            filing = read_filing(text.decode(), COMPANY)
            assert filing
            assert not any(filing.texts.values())
            assert not any(filing.choices.values())


def test_words_of_a_company_break_no_form() -> None:
    hostile = """O'Neil: "A & B" #1 {{ x }} $(z) `*_ --> <b>"""
    files = issue_forms("github", hostile, LANGUAGES, FormLinks("https://a.test/(x)", "a_b@c.test"))
    assert len(files) == len(FORMS) * len(LANGUAGES)
    for content in files.values():
        assert yaml.safe_load(content)["body"]
    for content in issue_forms("gitlab", hostile, LANGUAGES, FormLinks()).values():
        text = re.sub(r"<!--.*?-->", "", content.decode(), flags=re.DOTALL)
        assert "-->" not in text.replace("\\>", "")
