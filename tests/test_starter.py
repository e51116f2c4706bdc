"""The files of a new repository: what the answers may be, and how templates take them."""

from __future__ import annotations

import shlex

import lxml.html
import pytest
import yaml
from jinja2 import UndefinedError

from rooftop.markup import clean_prose, parse_markdown
from rooftop.starter.answers import Answers, read_answers, with_defaults, write_answers
from rooftop.starter.templating import render

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
