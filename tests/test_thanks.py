"""Whom to thank, and what is due for the team: read off the plan, the log and the requests."""

from __future__ import annotations

import email
import email.policy
from datetime import date, datetime, timedelta
from pathlib import Path

import icalendar
import pytest

from rooftop.logbook import Entry, Request, Step, append, write_request
from rooftop.translations import LANGUAGES, translation_for
from tests.project import CONSENT, Project, advocate

CLUB = """\
---
title: Owners’ club
kind: owners-club
starts: 2026-11-12
timezone: UTC
place: Lisbon
%s---
"""
ANA = "ana-ribeiro"


@pytest.fixture
def eventful(project: Project) -> Project:
    """November 2026: Ana did a reference call, spoke, and has been here for two years."""
    project.write("content/events/club.md", CLUB % f"advocates: [{ANA}]\n")
    ana = advocate(joined="2024-11-20", languages="[pt, en]")
    project.write(f"content/advocates/{ANA}.md", ana)
    request(project, "kestrel", "done")
    return project


def request(project: Project, name: str, *states: str, **fields: object) -> None:
    walk = ("new", "proposed", "accepted", "done")
    steps = tuple(
        Step(day=date(2026, 11, day), state=state, person=ANA if state != "new" else None)
        for day, state in enumerate(walk[: walk.index(states[-1]) + 1], 2)
    )
    made = Request.model_validate(
        {"purpose": "reference-call", "by": "Kai", "steps": steps, **fields}
    )
    write_request(project.root / "programme", name, made)


def note(project: Project, kind: str, day: str, **fields: object) -> None:
    values = {"on": date.fromisoformat(day), "kind": kind, "people": (ANA,), **fields}
    append(project.root / "programme", Entry.model_validate(values))


def thanks(project: Project, *options: str) -> list[str]:
    """The occasions that are listed."""
    done = project.run("rooftop", "thanks", *options)
    assert done.returncode == 0, done.stderr
    return [line.strip() for line in done.stdout.splitlines() if line.startswith("  ")]


def test_everything_of_the_month_is_listed_once(eventful: Project) -> None:
    note(eventful, "promise", "2026-11-06", text="An export", kept=date(2026, 11, 6))
    note(eventful, "attended", "2026-11-12", event="club")
    assert thanks(eventful) == [
        "2026-11-05: did a reference-call (kestrel)",
        "2026-11-06: waited for what was promised: An export",
        "2026-11-12: spoke at “Owners’ club”",
        "2026-11-20: has been here for 2 years",
    ]
    assert thanks(eventful, "--month", "2026-05") == ["2026-05-04: told “The month-end”"]
    assert thanks(eventful, "--month", "2026-12") == []


def test_who_helped_a_peer_may_be_asked_for_a_badge(eventful: Project) -> None:
    said = f"{ANA} helped a peer. If they agree to a badge: helped_peer: 2026-11-05"
    assert said in eventful.run("rooftop", "thanks").stdout
    for declined in ({"badges": "[years]"}, {"helped_peer": "2026-10-03"}):
        eventful.write(f"content/advocates/{ANA}.md", advocate(**declined))
        assert "helped a peer" not in eventful.run("rooftop", "thanks").stdout


def test_who_came_to_an_event_is_thanked_for_coming(project: Project) -> None:
    project.write("content/events/club.md", CLUB % "")
    note(project, "attended", "2026-11-12", event="club")
    assert thanks(project) == ["2026-11-12: came to “Owners’ club”"]


def test_what_was_thanked_for_is_not_listed_again(eventful: Project) -> None:
    note(eventful, "thanks", "2026-11-13", event="club")
    assert thanks(eventful) == [
        "2026-11-05: did a reference-call (kestrel)",
        "2026-11-20: has been here for 2 years",
    ]
    note(eventful, "thanks", "2026-11-13")
    request(eventful, "kestrel", "done", thanked=date(2026, 11, 8))
    assert thanks(eventful) == ["2026-11-20: has been here for 2 years"]


def test_nobody_is_thanked_whose_profile_is_not_shown(eventful: Project) -> None:
    withdrawn = CONSENT.replace("given\n", "withdrawn\nwithdrawn: 2026-11-01\n", 1)
    eventful.write(f"content/advocates/{ANA}.md", advocate(withdrawn, joined="2024-11-20"))
    assert thanks(eventful) == []


def test_the_letter_is_a_draft_in_the_persons_language(eventful: Project) -> None:
    note(eventful, "promise", "2026-11-06", text="The secret export", kept=date(2026, 11, 6))
    thanks(eventful)
    file = eventful.root / f"drafts/requests/{ANA}.thanks.eml"
    mail = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
    body = mail.get_body(("plain",))
    assert body is not None
    text = body.get_content()
    assert mail["X-Unsent"] == "1"
    assert mail["Subject"] == "Um obrigado da Harbourlight"
    assert "uma chamada de referência" in text
    assert "há 2 anos" in text
    assert "secret" not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_thanks_for_everything(language: str) -> None:
    words = translation_for(language)
    for reason in ("request", "other-request", "story", "event", "attended", "promise"):
        said = words(f"thanks_letter.{reason}", what="", day=words.day(date(2026, 11, 2)))
        assert words.day(date(2026, 11, 2)) in said
    assert "2" in words("thanks_letter.anniversary", n=2)


def calendar(project: Project) -> dict[str, date]:
    """The days in the team's calendar, by what is due."""
    done = project.run("rooftop", "calendar", "--private")
    assert done.returncode == 0, done.stderr
    data = (project.root / "programme/calendar.ics").read_bytes()
    entries = icalendar.Calendar.from_ical(data).walk("VEVENT")
    assert len({str(entry["uid"]) for entry in entries}) == len(entries)
    for entry in entries:
        start = entry.decoded("dtstart")
        assert not isinstance(start, datetime)
        assert entry.decoded("dtend") == start + timedelta(days=1)
    return {str(entry["summary"]): entry.decoded("dtstart") for entry in entries}


def test_the_teams_calendar_has_what_is_due(eventful: Project) -> None:
    request(eventful, "osprey", "proposed")
    request(eventful, "heron", "accepted", when="2026-12-03T15:00", timezone="Europe/Lisbon")
    note(eventful, "promise", "2026-11-06", text="Send the numbers", due=date(2026, 12, 1))
    note(eventful, "promise", "2026-11-06", text="Call back", due=date(2026, 12, 2))
    note(eventful, "promise", "2026-11-20", text="Call back", kept=date(2026, 11, 20))
    note(eventful, "attended", "2026-11-12", event="club")
    assert calendar(eventful) == {
        f"Request osprey: {ANA} has not answered": date(2026, 11, 6),
        f"Request heron: reference-call with {ANA}, 15:00 Europe/Lisbon": date(2026, 12, 3),
        "Request kestrel: Kai has not said how it went": date(2026, 11, 12),
        f"Request kestrel: thank {ANA}": date(2026, 12, 5),
        f"Promise to {ANA}: Send the numbers": date(2026, 12, 1),
        f"Thank {ANA} for coming to Owners’ club": date(2026, 12, 12),
        "Ana Ribeiro: 3 years with us": date(2027, 11, 20),
    }


def test_the_teams_calendar_has_the_ends_of_consents(project: Project) -> None:
    consent = CONSENT.replace("given: 2026-05-02\n", "given: 2026-05-02\nexpires: 2026-12-31\n", 1)
    project.write(f"content/advocates/{ANA}.md", advocate(consent))
    what = f"{ANA}, advocates/{ANA}: is withheld: the consent has expired"
    assert calendar(project)[what] == date(2027, 1, 1)


def test_the_teams_calendar_is_private(project: Project) -> None:
    done = project.run("rooftop", "calendar")
    assert done.returncode == 2
    assert "Use --private" in done.stderr
    calendar(project)
    assert (project.root / "programme/calendar.ics").stat().st_mode & 0o077 == 0
    assert_the_same_twice(project.root / "programme/calendar.ics", project)


def assert_the_same_twice(file: Path, project: Project) -> None:
    before = file.read_bytes()
    calendar(project)
    assert file.read_bytes() == before
