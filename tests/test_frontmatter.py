"""Front matter: read strictly, everything wrong with it found and located, nothing crashed or
slowed.
"""

from __future__ import annotations

import time
import unicodedata
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from rooftop.frontmatter import read, split

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "frontmatter.yml").read_text())


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["name"]))
def test_case(case: dict[str, Any], tmp_path: Path) -> None:
    file = tmp_path / "x.md"
    file.write_bytes(case["text"].encode())
    document, problems = read(file, "content/x.md")
    assert [f"{each.line}:{each.column} {each.code}" for each in problems] == case.get(
        "problems", []
    )
    assert all(each.path == "content/x.md" and each.message and each.hint for each in problems)
    if "meta" in case:
        assert document is not None
        assert document.meta == case["meta"]
        assert document.body == case.get("body", document.body)
    else:
        assert document is None


def test_positions_point_into_the_file() -> None:
    document, _ = split("---\na: 1\nb:\n  - c: 2\n    d: 3\n---\n\n\nProse", "x.md")
    assert document is not None
    assert document.positions[("b", 0, "d")] == (5, 5)
    assert document.body_line == 9


def test_a_file_that_is_not_utf8_is_told_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "x.md"
    file.write_bytes(b"---\ntitle: x\nname: Jos\xe9\n---\n")
    document, problems = read(file, "x.md")
    assert document is None
    assert [(each.line, each.code) for each in problems] == [(3, "file-unreadable")]


def test_a_folder_or_a_missing_file_is_a_problem_not_an_exception(tmp_path: Path) -> None:
    assert read(tmp_path, "x.md")[1][0].code == "file-unreadable"
    assert read(tmp_path / "no.md", "x.md")[1][0].code == "file-unreadable"


@pytest.mark.parametrize(
    "text",
    [
        "---\na: " + "[" * 60_000 + "\n---\n",
        "---\na: " + "{a: " * 15_000 + "\n---\n",
        "---\n" + "- " * 30_000 + "\n---\n",
        "---\n" + "a: b\n" * 12_000 + "---\n",
        "---\n" + "".join(f"k{n}: v\n" for n in range(7_000)) + "---\n",
        "---\ntitle: x\n---\n" + "a" * 250_000,
        "---\ntitle: x\n---\n" + "a@" * 120_000,
        "---\ntitle: x\n---\n" + "[^a] " * 1_900,
        "---\n" + "x" * 300_000 + "\n---\n",
    ],
    ids=[
        "brackets",
        "braces",
        "dashes",
        "repeats",
        "keys",
        "one-line",
        "at-signs",
        "footnotes",
        "huge",
    ],
)
def test_absurd_input_is_refused_within_a_second(text: str, tmp_path: Path) -> None:
    file = tmp_path / "x.md"
    file.write_text(text)
    began = time.process_time()
    document, problems = read(file, "x.md")
    assert time.process_time() - began < 1.5
    assert problems
    assert document is None or any(each.code == "file-too-large" for each in problems)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=400))
def test_any_text_yields_a_document_or_problems(text: str) -> None:
    document, problems = split(f"---\n{text}\n---\nBody", "x.md")
    assert document is not None or problems


@settings(max_examples=200, deadline=None)
@given(
    st.dictionaries(
        st.from_regex(r"[a-z]{1,8}", fullmatch=True),
        st.text(alphabet=st.characters(blacklist_categories=["C", "Z"]), max_size=40),
        max_size=6,
    )
)
def test_what_yaml_writes_is_read_back(values: dict[str, str]) -> None:
    written = yaml.safe_dump(values, allow_unicode=True)
    document, problems = split(f"---\n{written}---\n", "x.md")
    if not problems:
        assert document is not None
        assert document.meta == {
            key: unicodedata.normalize("NFC", value) for key, value in values.items()
        }
