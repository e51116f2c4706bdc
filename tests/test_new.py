"""`rooftop new`: records written by questions or by options, which `rooftop check` accepts."""

from __future__ import annotations

from pathlib import Path

import pytest

from rooftop.authoring import QUESTIONS
from rooftop.records import Story
from tests.project import Project, advocate

STORY = ("--title", 'Close #1: the "fast" one', "--advocate", "ana-ribeiro", "--summary", "Fast.")
STORY_FILE = "drafts/stories/close-1-the-fast-one.md"
NEW = {
    "story": (STORY, STORY_FILE),
    "advocate": (("--name", "Zoë O’Neill", "--company", "Acme"), "drafts/advocates/zoe-oneill.md"),
    "product": (("--name", "Kettle: the second"), "content/products/kettle-the-second.md"),
    "event": (
        ("--title", "Tea", "--kind", "meetup", "--starts", "2027-03-03T17:00", "--place", "Porto"),
        "content/events/tea.md",
    ),
}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project.small(tmp_path)


def new(project: Project, *arguments: str, answers: str = "") -> str:
    done = project.run("rooftop", "new", *arguments, answers=answers)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def refused(project: Project, *arguments: str) -> str:
    before = project.contents(project.root)
    done = project.run("rooftop", "new", *arguments)
    assert done.returncode != 0
    assert project.contents(project.root) == before
    return done.stderr


@pytest.mark.parametrize("kind", NEW)
def test_options_alone_write_a_file_that_check_accepts(project: Project, kind: str) -> None:
    before = project.check().stderr
    options, path = NEW[kind]
    said = new(project, kind, *options, "--yes")
    assert f"Wrote {path}." in said
    text = (project.root / path).read_text()
    assert (
        all(f"# {question.description}" in text for question in QUESTIONS[Story]) or kind != "story"
    )
    done = project.check()
    assert done.returncode == 0
    assert done.stderr == before  # not a note more


def test_every_field_that_is_asked_for_is_explained_in_the_file(project: Project) -> None:
    new(project, "story", *STORY, "--quote", "I slept.", "--yes")
    text = (project.root / STORY_FILE).read_text()
    assert all(f"# {question.description}" in text for question in QUESTIONS[Story])


def test_what_is_written_previews_with_the_drafts(project: Project) -> None:
    new(project, "story", *STORY, "--text", "We did *it*.", "--yes")
    plan = project.plan(drafts=True)
    assert plan.published.stories["close-1-the-fast-one"].title == 'Close #1: the "fast" one'


def test_no_file_is_ever_overwritten(project: Project) -> None:
    new(project, "story", *STORY, "--yes")
    assert f"{STORY_FILE} exists already" in refused(project, "story", *STORY, "--yes")
    again = refused(project, "product", "--name", "Ledger", "--yes")
    assert "content/products/ledger.md exists already" in again


def test_a_name_that_a_record_had_once_is_taken(project: Project) -> None:
    project.write("content/advocates/ana-ribeiro.md", advocate(aliases="[ana]"))
    assert "ana-ribeiro was called ana once" in refused(
        project, "advocate", "--name", "Ana", "--yes"
    )


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("story", "--yes"), "--title is missing"),
        (("story",), "Use --yes, and give --title, --advocate, --summary."),
        (("story", *STORY, "--kind", "tlk", "--yes"), "Did you mean 'talk'?"),
        (("story", *STORY, "--advocate", "ana-riberio", "--yes"), "Did you mean 'ana-ribeiro'?"),
        (("story", *STORY, "--title", "x" * 161, "--yes"), "161 characters; the limit is 160"),
        (("story", *STORY, "--date", "3.5.2026", "--yes"), "must be a date, YYYY-MM-DD"),
        (("story", *STORY, "--slug", "Bad Name", "--yes"), "small letters a-z"),
        (("product", "--name", "X", "--url", "http://x.example", "--yes"), "begins with https://"),
        (("event", "--title", "E", "--kind", "talk", "--starts", "2027-01-01", "--yes"), "--place"),
    ],
)
def test_an_option_that_does_not_fit_is_refused_by_the_records_own_rules(
    project: Project, options: tuple[str, ...], said: str
) -> None:
    assert said in refused(project, *options)


def test_questions_repeat_until_the_answer_fits_and_take_numbers_for_choices(
    project: Project,
) -> None:
    answers = [
        *("", "The fast close"),  # an empty title is none
        *("yesterday", "2026-05-04"),
        *("9", "1"),  # whoever is first of the one there is
        *("led", "tlk", "2", "1 renewal", "", "month", "", "Nine days became three."),
        *("", "", "a ticket", "no", "fast-close"),
    ]
    done = project.run("rooftop", "new", "story", answers="\n".join(answers) + "\n")
    assert done.returncode == 0, done.stderr
    assert "Error: must be a date, YYYY-MM-DD" in done.stdout
    text = (project.root / "drafts/stories/fast-close.md").read_text()
    for line in (
        "title: The fast close",
        "- ana-ribeiro",
        "kind: quote",
        "- awareness",
        "- renewal",
    ):
        assert line in text
    assert project.check().returncode == 0


def test_a_story_needs_somebody_who_tells_it(tmp_path: Path) -> None:
    said = refused(Project.empty(tmp_path), "story", "--title", "T", "--summary", "S", "--yes")
    assert "Write the advocate first: `rooftop new advocate`." in said


def test_examples_are_no_choices_and_drafts_none_for_public_files(project: Project) -> None:
    project.write("content/products/tide.md", "---\nname: Tide\nexample: true\n---\n")
    project.write("drafts/advocates/jo.md", advocate(name="Jo Draft"))
    event = ("event", *NEW["event"][0], "--yes")
    assert "none of the choices" in refused(project, *event, "--product", "tide")
    assert "none of the choices" in refused(project, *event, "--advocate", "jo")
    new(project, "story", *STORY, "--advocate", "jo", "--yes")
