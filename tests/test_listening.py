"""Criticism is published, answered under a name, and answers do not change unseen."""

from __future__ import annotations

import json
import subprocess

import pytest

from rooftop.translations import translation_for
from tests.project import REPOSITORY, Project, story

REPLY = '{by: Kai Lund, role: Head of Support, on: %s, text: "%s"}'
STAMPS = {"published": "2026-05-06T09:00:00Z", "permalink": "stories/month-end/"}
FILE = "content/stories/month-end.md"


def codes(project: Project, code: str) -> int:
    """How many problems have ``code``."""
    problems = json.loads(project.check("--format", "json").stdout)["problems"]
    return sum(each["code"] == code for each in problems)


def test_the_answer_stands_below_the_story_with_name_and_day(project: Project) -> None:
    project.write(FILE, story(reply=REPLY % ("2026-09-01", "We were wrong, and mended it.")))
    project.build()
    (aside,) = project.page("stories/month-end/").iterfind(".//aside[@class='rt-thanks']")
    said = " ".join(aside.text_content().split())
    assert said == (
        "Reply from Harbourlight We were wrong, and mended it. "
        "Kai Lund, Head of Support, 1 September 2026"
    )
    feed = json.loads((project.site / "feed.json").read_bytes())["items"][0]
    assert "We were wrong, and mended it." in feed["content_html"]
    assert "Kai Lund, Head of Support, 1 September 2026" in feed["content_html"]
    assert feed["date_modified"].startswith("2026-09-01")


def test_the_answer_is_no_word_of_the_advocate(project: Project) -> None:
    assert project.run("rooftop", "consent", "approve", "month-end", "--yes").returncode == 0
    text = (project.root / FILE).read_text()
    reply = REPLY % ("2026-09-01", "We mended it.")
    project.write(FILE, text.replace("---\n", f"---\ncritical: true\nreply: {reply}\n", 1))
    assert codes(project, "consent-changed") == 0
    assert "month-end" in project.plan().published.stories


def test_the_answer_to_a_story_that_is_withheld_is_withheld(project: Project) -> None:
    reply = REPLY % ("2026-09-01", "We mended it on the very same day.")
    project.write(FILE, story("status: refused\n", reply=reply))
    assert "We mended it on the very same day" in project.plan().withheld_text.passages


def test_the_letter_that_asks_for_consent_shows_the_answer(project: Project) -> None:
    reply = REPLY % ("2026-09-01", "We mended it.")
    project.write("drafts/stories/slow.md", story("status: requested\n", reply=reply))
    (project.root / "consent-terms").symlink_to(REPOSITORY / "consent-terms")
    done = project.run("rooftop", "consent", "request", "slow")
    letter = project.root / "drafts/requests/slow.ana-ribeiro.md"
    assert letter.is_file(), done.stderr
    label = translation_for("en")("story.reply", company="Harbourlight")
    assert f"**{label}**\n\nWe mended it." in letter.read_text()


@pytest.mark.needs("git")
@pytest.mark.parametrize(
    ("stamps", "reply", "problems"),
    [
        (STAMPS, ("2026-09-01", "It was the weather."), 1),
        (STAMPS, ("2026-09-02", "It was the weather."), 0),
        (STAMPS, ("2026-09-01", "We   mended it."), 0),
        ({}, ("2026-09-01", "It was the weather."), 0),
    ],
)
def test_an_answer_that_changed_needs_a_new_day(
    project: Project, stamps: dict[str, str], reply: tuple[str, str], problems: int
) -> None:
    git = ("git", "-c", "user.name=A", "-c", "user.email=a@b.example")
    project.write(FILE, story(**stamps, reply=REPLY % ("2026-09-01", "We mended it.")))
    for command in (["init", "-q"], ["add", "content"], ["commit", "-qm", "x"]):
        subprocess.run([*git, *command], cwd=project.root, check=True)
    assert codes(project, "reply-changed") == 0
    project.write(FILE, story(**stamps, reply=REPLY % reply))
    assert codes(project, "reply-changed") == problems


def tell(project: Project, number: int, **fields: str) -> None:
    for each in range(number):
        project.write(f"content/stories/story-{each}.md", story(**fields))


@pytest.mark.parametrize(
    ("number", "fields", "problems"),
    [
        (5, {}, 1),
        (4, {}, 0),
        (5, {"critical": "true"}, 0),
        (5, {"reply": REPLY % ("2026-09-01", "Sorry.")}, 0),
        (5, {"turnaround": "[{on: 2026-01-02, what: It broke., by: company}]"}, 0),
    ],
)
def test_a_year_without_criticism_is_told_once(
    project: Project, number: int, fields: dict[str, str], problems: int
) -> None:
    """The project has one story of its own."""
    tell(project, number, **fields)
    assert codes(project, "criticism-missing") == problems


def test_only_the_last_twelve_months_count(project: Project) -> None:
    tell(project, 5)
    assert "criticism-missing" in project.check(as_of="2027-05-03").stderr
    assert "criticism-missing" not in project.check(as_of="2027-05-05").stderr
