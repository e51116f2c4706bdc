"""A story is retired: its page stays and says from when it is, and nothing puts it forward."""

from __future__ import annotations

import pytest

from tests.project import Project, story

STORY = "content/stories/month-end.md"
PLAN = """\
goals: [{name: Ledger, needs: {products: [ledger]}, target: 3}]
packs: [{name: sales, needs: {products: [ledger]}}, {name: talks, kinds: [talk]}]
"""


def test_what_changes_is_shown_before_anything_is_written(project: Project) -> None:
    project.write("programme.yml", PLAN)
    before = (project.root / STORY).read_text()
    done = project.run("rooftop", "retire", "month-end", answers="n\n")
    for line in (
        "+retired: 2026-11-22",
        "stories/month-end/ stays, and says: This story is from 2026.",
        "The home page no longer shows it.",
        "The pack sales leaves it out.",
        "The goal “Ledger” then has 0 of 3 stories.",
    ):
        assert f"\n{line}\n" in f"\n{done.stdout}"
    assert "talks" not in done.stdout
    assert (project.root / STORY).read_text() == before


def test_its_page_stays_and_home_and_goals_leave_it_out(project: Project) -> None:
    project.write("programme.yml", PLAN)
    approved = project.run("rooftop", "consent", "approve", "month-end", "--yes")
    assert approved.returncode == 0, approved.stderr
    project.write("content/stories/other.md", story(title="Another close"))
    done = project.run("rooftop", "retire", "stories/month-end", "--yes")
    assert done.returncode == 0, done.stderr
    assert "content/stories/month-end.md: changed." in done.stdout
    project.build()
    assert "This story is from 2026." in project.page("stories/month-end").text_content()
    assert "This story is from" not in project.page("stories/other").text_content()
    assert "stories/month-end/" not in (project.site / "index.html").read_text()
    assert "stories/month-end/" in (project.site / "stories/index.html").read_text()
    assert project.check().returncode == 0  # what was approved stays approved
    again = project.run("rooftop", "retire", "month-end", "--yes")
    assert "was retired on 2026-11-22. Nothing was changed." in again.stdout


def test_what_is_not_published_says_so(project: Project) -> None:
    project.write(STORY, story("status: withdrawn\n"))
    done = project.run("rooftop", "retire", "month-end", "--yes")
    assert "The story is not published, so nothing changes on the site." in done.stdout


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("de", "Diese Geschichte stammt aus dem Jahr 2026."),
        ("fr", "Cette histoire date de 2026."),
        ("es", "Esta historia es de 2026."),
        ("pt", "Esta história é de 2026."),
    ],
)
def test_it_says_so_in_the_language_of_the_story(
    project: Project, language: str, words: str
) -> None:
    project.write(STORY, story(language=language))
    assert words in project.run("rooftop", "retire", "month-end").stdout
