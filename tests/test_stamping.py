"""When a story went out, and what it is called for all time."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import feedparser

from tests.project import CONSENT, Project, story

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def stamped(project: Project, name: str) -> datetime | None:
    text = (project.root / f"content/stories/{name}.md").read_text()
    found = re.search(r"^published: (\S+)$", text, re.MULTILINE)
    return datetime.fromisoformat(found[1]) if found else None


def stamp(project: Project, *arguments: str, as_of: str = "2026-11-22") -> str:
    done = project.run("rooftop", "stamp", *arguments, as_of=as_of)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_each_story_is_stamped_once_in_a_second_of_its_own(project: Project) -> None:
    for number in range(3):
        project.write(
            f"content/stories/more-{number}.md", story(CONSENT, date=f"2026-05-0{number + 5}")
        )
    project.write("content/stories/refused.md", story("status: refused"))
    project.write("drafts/stories/waiting.md", story("status: requested"))
    assert "4 stories would be stamped" in stamp(project, "--dry-run")
    assert stamped(project, "month-end") is None
    before = (project.root / "content/stories/month-end.md").read_text()
    assert "4 stories stamped" in stamp(project)
    names = ("month-end", "more-0", "more-1", "more-2")
    assert [stamped(project, name) for name in names] == [
        NOON - timedelta(seconds=n) for n in (3, 2, 1, 0)
    ]
    after = (project.root / "content/stories/month-end.md").read_text()
    assert (
        after.replace("published: 2026-11-22T11:59:57Z\npermalink: stories/month-end/\n", "")
        == before
    )
    assert stamped(project, "refused") is None
    assert "published" not in (project.root / "drafts/stories/waiting.md").read_text()
    assert "0 stories stamped" in stamp(project, as_of="2026-11-23")
    assert "stamp-taken" not in project.check().stderr


def test_a_late_story_goes_out_on_the_day_it_appears_and_never_before_another(
    project: Project,
) -> None:
    stamp(project)
    project.write(
        "content/stories/old-interview.md", story(CONSENT, date="2024-01-02", title="Old")
    )
    project.write(
        "content/stories/older-interview.md", story(CONSENT, date="2023-01-02", title="Older")
    )
    stamp(project)  # in the same second: nothing is left of it
    assert stamped(project, "old-interview") is None
    stamp(project, as_of="2026-11-23")
    moments = [stamped(project, name) for name in ("month-end", "older-interview", "old-interview")]
    assert moments == sorted(moments, key=str)
    assert moments[2] == NOON + timedelta(days=1)
    project.build(as_of="2026-11-23")
    feed = feedparser.parse((project.site / "feed.xml").read_bytes())
    assert [entry.title for entry in feed.entries] == ["Old", "Older", "The month-end"]


def test_a_renamed_story_keeps_its_id_and_its_moment(project: Project) -> None:
    stamp(project)
    old = project.root / "content/stories/month-end.md"
    project.write(
        "content/stories/close.md",
        old.read_text().replace("title:", "aliases: [month-end]\ntitle:", 1),
    )
    old.unlink()
    stamp(project, as_of="2026-11-24")
    project.build(as_of="2026-11-24")
    entry = feedparser.parse((project.site / "feed.xml").read_bytes()).entries[0]
    assert entry.id.endswith("/stories/month-end/")
    assert entry.link.endswith("/stories/close/")
    assert stamped(project, "close") == NOON


def test_two_stories_with_one_id_or_one_second_are_told(project: Project) -> None:
    stamp(project)
    text = (project.root / "content/stories/month-end.md").read_text()
    project.write("content/stories/copied.md", text)
    done = project.check()
    assert done.returncode == 1
    assert done.stderr.count("error stamp-taken") == 2
    assert (
        "content/stories/month-end.md" in done.stderr or "content/stories/copied.md" in done.stderr
    )
