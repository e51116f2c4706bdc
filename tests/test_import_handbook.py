"""What the handbook says of importing is what happens."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from handbook.reference import DOCS
from rooftop.importing import (
    Imported,
    Rule,
    import_records,
    parse_mapping,
    read_mapping,
    ready_formats,
)
from rooftop.importing.mapping import Mapping
from tests.examples import examples
from tests.test_import_formats import draft, picture

PAGE = DOCS / "import.md"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The files of the page."""
    for example in examples(PAGE):
        if example.title:
            (tmp_path / example.title).write_text(example.text)
    return tmp_path


def take(folder: Path, source: str, mapping: str) -> Imported:
    rules, problems = read_mapping(folder / mapping)
    assert rules, problems
    return import_records(folder / source, rules, folder / "drafts", folder / "content")


def test_each_rule_does_what_its_example_shows(folder: Path) -> None:
    picture(folder / "bo.png")
    done = take(folder, "rules.csv", "rules.yml")
    assert not done.problems
    assert done.written == ["advocates/bo-l.md", "stories/we-sleep-again.md"]
    person = draft(folder, "advocates/bo-l.md")
    assert (person["name"], person["photo"]) == ("Bo Lind", "bo-l.png")
    assert person["links"] == {"github": "https://github.com/bo-l"}
    story: dict[str, Any] = draft(folder, "stories/we-sleep-again.md")
    assert str(story["date"]) == "2026-04-03"
    assert (story["topics"], story["roles"], story["kind"]) == (["month-end"], ["finance"], "quote")
    assert story["results"][0]["after"] == 2.5
    assert story["body"] == "We sleep again."


def test_every_key_of_a_rule_and_of_a_mapping_is_explained() -> None:
    text = PAGE.read_text()
    keys = {field.alias or name for name, field in Rule.model_fields.items()}
    for key in {*keys, *Mapping.model_fields}:
        assert f"`{key}`" in text, key
    rules = next(example.text for example in examples(PAGE) if example.title == "rules.yml")
    mapping, problems = parse_mapping(rules, "rules.yml")
    assert mapping, problems
    assert {key for key in keys if f"{key}: " not in rules} == set()


def test_every_ready_mapping_is_listed() -> None:
    rows = [line.split("`")[1] for line in PAGE.read_text().splitlines() if line.startswith("| `")]
    assert [row for row in rows if row in ready_formats()] == ready_formats()


def test_records_are_chosen_and_joined_as_the_page_says(folder: Path) -> None:
    done = take(folder, "promoters.csv", "promoters.yml")
    assert done.written == ["advocates/cleo-roy.md", "stories/our-sundays-are-back.md"]
    done = take(folder, "quotes.csv", "joined.yml")
    assert done.written == ["advocates/eva-cruz.md", "stories/two-days-instead-of-nine.md"]
    assert draft(folder, "advocates/eva-cruz.md")["company"] == {"name": "Sul Mills"}
