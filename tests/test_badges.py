"""Badges: what each takes, from which day on, and who declines them."""

from __future__ import annotations

from datetime import date

import pytest

from rooftop.badges import RULES, Badge, badges_of
from rooftop.settings import BADGES
from tests.project import CONSENT, TODAY, Project, advocate, story

ANA = "content/advocates/ana-ribeiro.md"
TURN = "[{on: 2026-01-02, what: It broke., by: company}]"
CLUB = """\
---
title: Owners’ club
kind: owners-club
starts: %s
timezone: UTC
place: Lisbon
advocates: [ana-ribeiro]
---
"""


def earned(project: Project, as_of: str = TODAY, **rules: int) -> tuple[Badge, ...]:
    """Ana's badges."""
    published = project.plan(as_of, badges=rules).published
    return badges_of(published, published.advocates["ana-ribeiro"])


def tell(project: Project, slug: str, published: str, **fields: str) -> None:
    stamps = {"published": f"{published}T09:00:00Z", "permalink": f"stories/{slug}/"}
    project.write(f"content/stories/{slug}.md", story(**stamps, **fields))


def test_every_badge_has_a_rule() -> None:
    assert tuple(RULES) == BADGES


@pytest.mark.parametrize(
    ("profile", "stories", "badge"),
    [
        ({}, {}, Badge("storyteller", since=date(2026, 5, 6))),
        ({}, {"turnaround": TURN}, Badge("straight-talker", since=date(2026, 5, 6))),
        ({}, {"not_a_fit_for": "Tiny teams"}, Badge("honest", since=date(2026, 5, 6))),
        ({"open_to": "[peer-question]"}, {}, Badge("guide")),
        ({"helped_peer": "2026-10-03"}, {}, Badge("helper", since=date(2026, 10, 3))),
        ({"joined": "2023-11-22"}, {}, Badge("years", 3, date(2026, 11, 22))),
        ({"joined": "2023-11-23"}, {}, Badge("years", 2, date(2025, 11, 23))),
    ],
)
def test_a_badge_is_earned_on_a_day(
    project: Project, profile: dict[str, str], stories: dict[str, str], badge: Badge
) -> None:
    project.write(ANA, advocate(**profile))
    tell(project, "month-end", "2026-05-06", **stories)
    without: dict[str, int] = {badge.name: 0}
    assert badge in earned(project)
    assert badge.name not in {each.name for each in earned(project, TODAY, **without)}


def test_the_number_of_stories_is_a_setting(project: Project) -> None:
    for day in (4, 6, 5):
        tell(project, f"story-{day}", f"2026-05-0{day}")
    (project.root / "content/stories/month-end.md").unlink()
    assert earned(project) == (Badge("regular", 3, date(2026, 5, 6)),)
    assert earned(project, regular=2) == (Badge("regular", 2, date(2026, 5, 5)),)
    assert earned(project, regular=5) == (Badge("storyteller", since=date(2026, 5, 4)),)
    assert earned(project, regular=0, storyteller=3) == (
        Badge("storyteller", since=date(2026, 5, 6)),
    )


def test_stories_in_two_languages_are_a_badge(project: Project) -> None:
    tell(project, "month-end", "2026-05-06")
    portuguese = {"language": "pt", "translation_of": "month-end"}
    consent = CONSENT + "languages: [en, pt]\n"
    stamps = {"published": "2026-06-07T09:00:00Z", "permalink": "stories/fim/"}
    project.write("content/stories/fim.md", story(consent, **stamps, **portuguese))
    assert Badge("translator", since=date(2026, 6, 7)) in earned(project)


def test_a_talk_has_a_day_once_it_is_over(project: Project) -> None:
    project.write("content/events/club.md", CLUB % "2026-11-20")
    assert Badge("speaker") in earned(project, "2026-11-20")
    assert Badge("speaker", since=date(2026, 11, 20)) in earned(project, "2026-11-21")


@pytest.mark.parametrize(
    ("badges", "names"),
    [
        ("true", {"storyteller", "helper", "years"}),
        ("false", set()),
        ("[years, guide]", {"years"}),
        ("[]", set()),
    ],
)
def test_who_declines_badges_shows_none_and_stays_approved(
    project: Project, badges: str, names: set[str]
) -> None:
    fields = {"joined": "2020-01-01", "helped_peer": "2026-10-03"}
    project.write(ANA, advocate(**fields))
    assert project.run("rooftop", "consent", "approve", "ana-ribeiro", "--yes").returncode == 0
    text = (project.root / ANA).read_text()
    project.write(ANA, text.replace("---\n", f"---\nbadges: {badges}\n", 1))
    assert {badge.name for badge in earned(project)} == names


def test_that_somebody_helped_a_peer_is_theirs_to_approve(project: Project) -> None:
    assert project.run("rooftop", "consent", "approve", "ana-ribeiro", "--yes").returncode == 0
    text = (project.root / ANA).read_text()
    project.write(ANA, text.replace("---\n", "---\nhelped_peer: 2026-10-03\n", 1))
    assert "ana-ribeiro" not in project.plan().published.advocates


def test_a_day_that_lies_ahead_earns_nothing_yet(project: Project) -> None:
    project.write(ANA, advocate(helped_peer="2026-11-25"))
    assert {badge.name for badge in earned(project)} == {"storyteller"}
    until = project.plan().published.valid_until
    assert until is not None
    assert until.date() == date(2026, 11, 25)


def test_the_page_says_the_day_and_no_badge_that_was_declined(project: Project) -> None:
    project.write(ANA, advocate(helped_peer="2026-10-03", badges="[helper]"))
    project.build()
    (badge,) = project.page("advocates/ana-ribeiro/").iterfind(".//ul[@class='rt-badges']/li")
    assert badge.text_content().strip() == "Helped a peer"
    assert badge.find("time").get("datetime") == "2026-10-03"
    assert badge.find("time").get("title") == "3 October 2026"
