"""The same person or story twice: told with both places, and made one without showing more."""

from __future__ import annotations

import re

import pytest

from tests.project import CONSENT, Project, advocate, story

#: Somebody who is written like Ana and tells a story of her own.
TWIN = "content/advocates/ana-ribeiro-2.md"
SECOND = "content/stories/second.md"


def second(consent: str = CONSENT, **fields: str) -> str:
    """A story that the twin tells."""
    values = {
        "advocates": "[ana-ribeiro-2]",
        "title": "The audit",
        "date": "2026-06-04",
        "summary": "The auditors left early.",
        "quote": "{text: They left on Tuesday., by: ana-ribeiro-2}",
        "results": "",
    }
    text = story(consent, "The auditors came on Monday and left on Tuesday.", **(values | fields))
    return text.replace("  ana-ribeiro:\n", "  ana-ribeiro-2:\n")


@pytest.fixture
def twins(project: Project) -> Project:
    project.write(TWIN, advocate())
    project.write(SECOND, second())
    return project


def codes(project: Project) -> list[str]:
    done = project.check("--as-of", "2026-11-22")
    assert done.returncode == 0, done.stderr
    return re.findall(r"^(\S+): note duplicate-\w+: (\S+) ", done.stderr, re.MULTILINE)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sinéad O’Brien", "Sinead O'Brien"), ("Sinéad O’Brien", "SINEAD OBRIEN"),
        ("José Núñez", "Jose\u0301 Nun\u0303ez"), ("Ana Ribeiro", "Ribeiro, Ana"), ("Jean-Luc Roy", "Jean Luc Roy"),
    ],
)  # fmt: skip
def test_names_that_differ_in_marks_alone_are_told_with_both_places(
    project: Project, one: str, other: str
) -> None:
    project.write("content/advocates/ana-ribeiro.md", advocate(name=f'"{one}"'))
    project.write("drafts/advocates/other.md", advocate(name=f'"{other}"'))
    assert codes(project) == [
        ("drafts/advocates/other.md:2:1", "content/advocates/ana-ribeiro.md:2")
    ]


def test_one_account_is_one_person_and_two_accounts_are_two(project: Project) -> None:
    link = "{linkedin: https://www.linkedin.com/in/%s}"
    project.write("content/advocates/ana-ribeiro.md", advocate(links=link % "ana"))
    project.write(
        TWIN, advocate(name="A. Ribeiro", links="{linkedin: https://linkedin.com/in/Ana/}")
    )
    assert len(codes(project)) == 1
    project.write(TWIN, advocate(links=link % "another-ana"))
    assert codes(project) == []


def test_github_is_one_account_however_it_is_written(project: Project) -> None:
    project.write("content/advocates/ana-ribeiro.md", advocate(github="ana-r"))
    project.write(TWIN, advocate(name="A. R.", links="{github: https://github.com/Ana-R}"))
    assert len(codes(project)) == 1


def test_nearly_the_same_story_is_told_and_a_translation_is_not(project: Project) -> None:
    body = "We moved the invoices to Ledger first, because they hurt the most of all of them."
    project.write("content/stories/again.md", story(body=body))
    assert [place for place, _ in codes(project)] == ["content/stories/month-end.md:2:1"]
    project.write("content/stories/again.md", story(body=body, translation_of="month-end"))
    assert codes(project) == []
    project.write(
        "content/stories/again.md",
        second(advocates="[ana-ribeiro]", quote="").replace("ana-ribeiro-2", "ana-ribeiro"),
    )
    assert codes(project) == []


def test_a_merge_shows_every_change_and_asks(twins: Project) -> None:
    before = twins.contents(twins.root / "content")
    done = twins.run("rooftop", "merge", "ana-ribeiro", "ana-ribeiro-2", answers="n\n")
    assert done.returncode == 0, done.stderr
    assert "+aliases: [ana-ribeiro-2]" in done.stdout
    assert "+advocates: [ana-ribeiro]" in done.stdout
    assert "content/advocates/ana-ribeiro-2.md: deleted" in done.stdout
    assert (
        "The consent of 2026-05-02 to advocates/ana-ribeiro-2 (given) goes with its file"
        in done.stdout
    )
    assert twins.contents(twins.root / "content") == before


def test_two_people_become_one_and_addresses_and_feeds_stay(twins: Project) -> None:
    twins.build()
    feeds = {path for path in twins.contents() if path.startswith("advocates/ana-ribeiro-2/feed")}
    assert feeds
    done = twins.run("rooftop", "merge", "ana-ribeiro", "ana-ribeiro-2", "--yes")
    assert done.returncode == 0, done.stderr
    assert not (twins.root / TWIN).exists()
    text = (twins.root / SECOND).read_text()
    assert text == second().replace("ana-ribeiro-2", "ana-ribeiro")
    twins.build()
    assert feeds <= twins.contents().keys()
    assert b"The audit" in twins.contents()["advocates/ana-ribeiro-2/feed.xml"]
    moved = twins.page("advocates/ana-ribeiro-2")
    assert any(link.endswith("advocates/ana-ribeiro/") for link in moved.xpath("//a/@href"))
    assert not codes(twins)


def test_what_was_approved_of_one_does_not_pass_to_the_other(twins: Project) -> None:
    for name in ("advocates/ana-ribeiro-2", "second"):
        assert twins.run("rooftop", "consent", "approve", name, "--yes").returncode == 0
    digest = re.search(r"sha256:\S+", (twins.root / SECOND).read_text())
    assert digest
    done = twins.run("rooftop", "merge", "ana-ribeiro", "ana-ribeiro-2", "--yes")
    assert "stories/second is withheld until it is approved again" in done.stdout
    assert digest[0] in (twins.root / SECOND).read_text()
    assert "second" not in twins.plan().published.stories


@pytest.mark.parametrize(
    ("field", "value"),
    [("role", "Chief of Staff"), ("company", "{name: Sul Cargo, industry: logistics}")],
)
def test_a_merge_that_would_show_more_than_was_agreed_is_refused(
    twins: Project, field: str, value: str
) -> None:
    twins.write("content/advocates/ana-ribeiro.md", advocate(**{field: value}))
    before = twins.contents(twins.root / "content")
    done = twins.run("rooftop", "merge", "ana-ribeiro", "ana-ribeiro-2", "--yes")
    assert done.returncode == 1
    assert "would show more than was agreed" in done.stderr
    assert "stories/second would show “" in done.stdout
    assert twins.contents(twins.root / "content") == before


def test_a_no_is_never_merged_away(twins: Project) -> None:
    twins.run("rooftop", "consent", "withdraw", "ana-ribeiro-2", "--only-profile")
    done = twins.run("rooftop", "merge", "ana-ribeiro", "ana-ribeiro-2", "--yes")
    assert done.returncode == 1
    assert "said no (withdrawn)" in done.stderr
    assert (twins.root / TWIN).exists()


def test_a_pseudonym_is_never_merged_with_a_name(twins: Project) -> None:
    twins.write(TWIN, advocate(name="").replace("role:", "pseudonym: A. R.\nrole:", 1))
    done = twins.run("rooftop", "merge", "ana-ribeiro", "ana-ribeiro-2", "--yes")
    assert done.returncode == 1
    assert "pseudonym" in done.stderr


def test_two_who_tell_one_story_and_two_kinds_are_refused(twins: Project) -> None:
    both = twins.run("rooftop", "merge", "month-end", "ana-ribeiro", "--yes")
    assert "are not of one kind" in both.stderr
    twins.write(
        "content/events/club.md",
        "---\ntitle: Club\nkind: meetup\nstarts: 2026-12-03T17:00\ntimezone: Europe/Lisbon\nplace: Porto\nadvocates: [ana-ribeiro, ana-ribeiro-2]\n---\n\nCome.\n",
    )
    done = twins.run("rooftop", "merge", "ana-ribeiro", "ana-ribeiro-2", "--yes")
    assert "content/events/club.md names both" in done.stderr


def test_nothing_is_merged_while_a_file_cannot_be_read(twins: Project) -> None:
    twins.write("content/events/club.md", "---\ntitle: Club\nadvocates: [ana-ribeiro-2]\n---\n")
    done = twins.run("rooftop", "merge", "ana-ribeiro", "ana-ribeiro-2", "--yes")
    assert "content/events/club.md cannot be read" in done.stderr


def test_a_story_that_was_never_published_takes_over_the_id_of_one_that_was(
    project: Project,
) -> None:
    published = "2026-05-04T10:00:00Z"
    project.write(
        "content/stories/month-end.md", story(published=published, permalink="stories/first-name/")
    )
    project.write("content/stories/better.md", story(title="A better title"))
    done = project.run("rooftop", "merge", "better", "month-end", "--yes")
    assert done.returncode == 0, done.stderr
    text = (project.root / "content/stories/better.md").read_text()
    assert f"published: {published}\n" in text
    assert "permalink: stories/first-name/\n" in text
    assert "aliases: [month-end]\n" in text
    assert [*project.plan().published.stories] == ["better"]
    assert project.plan().published.moved["stories/month-end/"] == "stories/better/"


def test_a_draft_does_not_swallow_what_is_published(project: Project) -> None:
    project.write("drafts/advocates/ana-2.md", advocate())
    done = project.run("rooftop", "merge", "ana-2", "ana-ribeiro", "--yes")
    assert "name the draft second" in done.stderr
    done = project.run("rooftop", "merge", "ana-ribeiro", "ana-2", "--yes")
    assert done.returncode == 0, done.stderr
    assert not (project.root / "drafts/advocates/ana-2.md").exists()
