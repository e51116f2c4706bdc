"""`rooftop check`: each problem beside its line, each cause once, in the forms programs read."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from rooftop.diagnostics import excerpt
from rooftop.problems import problem
from tests.project import Project, advocate, story

PERSON, TELLS, PRODUCT = (
    "content/advocates/ana-ribeiro.md",
    "content/stories/month-end.md",
    "content/products/ledger.md",
)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project.small(tmp_path)


def test_a_problem_shows_its_line_and_a_mark_under_the_place(project: Project) -> None:
    project.write(TELLS, story(topics="[audit, monthend]"))
    said = project.check().stderr
    assert said == (
        f"{TELLS}:7:17: error reference-unknown: there is no word in extra.rooftop.topics of "
        "mkdocs.yml called 'monthend'\n"
        "    7 | topics: [audit, monthend]\n"
        "      |                 ^~~~~~~~\n"
        "    Did you mean 'month-end'?\n"
    )


def test_content_in_a_folder_elsewhere_shows_its_lines_too(project: Project) -> None:
    (project.root / "content").rename(project.root / "private")
    config = (project.root / "mkdocs.yml").read_text()
    project.write("mkdocs.yml", config.replace("content: content", "content: private"))
    project.write("private/stories/month-end.md", story(kind="tlk"))
    assert "    2 | kind: tlk\n" in project.check().stderr


@pytest.mark.parametrize(
    ("line", "column", "shown"),
    [
        ("title: 数えない book", 13, "    1 | title: 数えない book\n      |                 ^~~~"),
        ("\ttitle: x", 2, "    1 |  title: x\n      |  ^~~~~"),
        ('a: "two words" b', 4, '    1 | a: "two words" b\n      |    ^~~~~~~~~~~'),
        ("a: \x1b[31m", 1, "    1 | a: \\x1b[31m\n      | ^"),
        ("a: b", 0, "    1 | a: b"),
        ("a: b", 9, "    1 | a: b\n      |         ^"),
        ("", 1, ""),
    ],
)
def test_a_mark_stands_below_its_column_whatever_the_line_holds(
    line: str, column: int, shown: str
) -> None:
    assert excerpt(problem("a.md", (1, column), "value-invalid", ""), f"{line}\n") == shown


def test_of_a_long_line_the_part_around_the_mark_is_shown() -> None:
    text = "x " * 100 + "wrong " + "y " * 100
    source, mark = excerpt(problem("a.md", (1, 201), "value-invalid", ""), text).split("\n")
    assert len(source) < 100
    assert source[mark.index("^") :].startswith("wrong")
    assert mark.endswith("^~~~~")


def _misspelt_everywhere(project: Project) -> None:
    project.write(TELLS, story().replace("ana-ribeiro", "ana-riberio"))


def _misspelt_once(project: Project) -> None:
    project.write(TELLS, story(advocates="[ana-riberio]"))


def _misspelt_once_without_quote(project: Project) -> None:
    project.write(TELLS, story(advocates="[ana-riberio]", quote=""))


def _consent_misspelt(project: Project) -> None:
    project.write(TELLS, story().replace("  ana-ribeiro:", "  ana-riberio:"))


def _profile_broken(project: Project) -> None:
    project.write(PERSON, advocate().replace("role:", "rolle:"))


def _profile_misnamed(project: Project) -> None:
    (project.root / PERSON).rename(project.root / "content/advocates/Ana-Ribeiro.md")


def _product_broken(project: Project) -> None:
    project.write(PRODUCT, "---\nname: [a\nurl: https://a.example/\n---\n")


def _field_misspelt(project: Project) -> None:
    project.write(TELLS, story().replace("summary:", "sumary:"))


def _approved(project: Project) -> None:
    for name in ("ana-ribeiro", "month-end"):
        options = ("--given", "2026-05-02", "--covers", "all", "--channels", "site", "--yes")
        done = project.run("rooftop", "consent", "approve", name, *options)
        assert done.returncode == 0, done.stderr


def _disclosure_gone(project: Project) -> None:
    _approved(project)
    file = project.root / TELLS
    lines = file.read_text().splitlines(keepends=True)
    file.write_text("".join(line for line in lines if not line.startswith("disclosure")))


def _profile_changed(project: Project) -> None:
    _approved(project)
    file = project.root / PERSON
    file.write_text(file.read_text().replace("role: Head of Finance", "role: Cashier"))


@pytest.mark.parametrize(
    ("spoil", "path", "said"),
    [
        (_misspelt_everywhere, TELLS, "there is no advocate 'ana-riberio'"),
        (_misspelt_once, TELLS, "advocates names 'ana-riberio', but quote and consent"),
        (_misspelt_once_without_quote, TELLS, "there is no advocate 'ana-riberio'"),
        (_consent_misspelt, TELLS, "there is no advocate of this story called 'ana-riberio'"),
        (_profile_broken, PERSON, "rolle is not a field"),
        (_profile_misnamed, "content/advocates/Ana-Ribeiro.md", "cannot be an address"),
        (_product_broken, PRODUCT, "this bracket is not closed"),
        (_field_misspelt, TELLS, "sumary is not a field"),
        (_disclosure_gone, TELLS, "the relationship and any incentive are not stated"),
        (_profile_changed, PERSON, "are not what was approved"),
    ],
)
def test_one_cause_is_one_error_told_where_it_can_be_mended(
    project: Project, spoil: Callable[[Project], None], path: str, said: str
) -> None:
    spoil(project)
    problems = json.loads(project.check("--format", "json").stdout)["problems"]
    errors = [each for each in problems if each["severity"] == "error"]
    assert [(each["path"], said in each["message"]) for each in errors] == [(path, True)]


def test_two_causes_are_still_two_errors(project: Project) -> None:
    project.write(TELLS, story(products="[boat]", topics="[boats]"))
    assert project.check().stderr.count(": error ") == 2


def test_a_published_record_may_not_lean_on_a_draft_that_cannot_be_read(project: Project) -> None:
    (project.root / PERSON).unlink()
    project.write("drafts/advocates/ana-ribeiro.md", "---\nname: [\n---\n")
    assert "there is no advocate 'ana-ribeiro'" in project.check().stderr


def test_sarif_holds_every_problem_with_its_place(project: Project) -> None:
    project.write(TELLS, story(kind="tlk"))
    done = project.check("--format", "sarif")
    assert done.returncode == 1
    log = json.loads(done.stdout)
    (run,) = log["runs"]
    assert log["version"] == "2.1.0"
    (result,) = run["results"]
    assert result["level"] == "error"
    assert result["message"]["text"] == "kind may not be 'tlk' Did you mean 'talk'?"
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == TELLS
    assert place["region"] == {"startLine": 2, "startColumn": 1}
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]


def test_a_problem_of_a_whole_file_has_no_region(project: Project) -> None:
    project.write("content/stories/Bad Name.md", story())
    log = json.loads(project.check("--format", "sarif").stdout)
    places = [each["locations"][0]["physicalLocation"] for each in log["runs"][0]["results"]]
    assert places == [{"artifactLocation": {"uri": "content/stories/Bad%20Name.md"}}]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("title: One: two", "a colon and a blank within text are read as the end of a name"),
        ("title: @home", "text cannot begin with @"),
        ("title: `x`", "text cannot begin with `"),
    ],
)
def test_yaml_mistakes_are_told_in_plain_words(project: Project, written: str, said: str) -> None:
    project.write(TELLS, story().replace("title: The month-end", written))
    assert said in project.check().stderr
