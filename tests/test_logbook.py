"""The private log and the requests: what is written is read back, and one bad line costs itself."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from rooftop.logbook import (
    LOG,
    REQUESTS,
    Entry,
    Request,
    Step,
    append,
    read_log,
    read_requests,
    request_of,
    write_request,
)

THANKS = Entry(on=date(2026, 11, 20), kind="thanks", people=("ana-ribeiro",), text="„Danke“\nAna")
ASK = Entry(on=date(2026, 11, 2), kind="ask", people=("ana-ribeiro",), purpose="reference-call")


def test_entries_are_added_and_read_by_their_day(tmp_path: Path) -> None:
    folder = tmp_path / "programme"
    append(folder, THANKS)
    before = (folder / LOG).read_bytes()
    append(folder, ASK)
    assert (folder / LOG).read_bytes().startswith(before)
    assert read_log(folder) == ([ASK, THANKS], [])
    assert (folder / LOG).stat().st_mode & 0o077 == 0


def test_an_entry_follows_a_line_without_an_end(tmp_path: Path) -> None:
    append(tmp_path, ASK)
    (tmp_path / LOG).write_bytes((tmp_path / LOG).read_bytes().rstrip())
    append(tmp_path, THANKS)
    assert read_log(tmp_path) == ([ASK, THANKS], [])


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("{", "is not valid JSON"),
        ('{"on": "2026-11-20", "kind": "thank", "people": ["ana"]}', "kind may not be"),
        ('{"on": 5, "kind": "thanks", "people": ["ana"]}', "on must be a date"),
        ('{"on": "2026-11-20", "kind": "thanks", "people": []}', "people"),
        ('{"on": "2026-11-20", "kind": "call", "people": ["a"], "due": "2026-12-01"}', "promise"),
        ("[" * 9999, "is not valid JSON"),
    ],
)
def test_a_line_that_cannot_be_read_costs_no_other(tmp_path: Path, line: str, what: str) -> None:
    append(tmp_path, ASK)
    with (tmp_path / LOG).open("a") as log:
        log.write(f"{line}\n")
    append(tmp_path, THANKS)
    entries, problems = read_log(tmp_path)
    assert entries == [ASK, THANKS]
    (problem,) = problems
    assert (problem.line, problem.code) == (2, "log-invalid")
    assert what in problem.message


def request(*states: str) -> Request:
    steps = [
        {"day": date(2026, 11, day), "state": state, "person": "ana-ribeiro" if day > 1 else None}
        for day, state in enumerate(states, 1)
    ]
    return Request.model_validate({"purpose": "reference-call", "by": "Kai", "steps": steps})


def test_a_request_is_written_and_read_back(tmp_path: Path) -> None:
    walk = request("new", "proposed", "accepted", "done")
    write_request(tmp_path, "northwind", walk)
    assert read_requests(tmp_path) == ({"northwind": walk}, [])
    assert (walk.state, walk.person) == ("done", "ana-ribeiro")


@pytest.mark.parametrize(
    "states",
    [
        ("new", "done"),
        (),
        ("proposed",),
        ("new", "proposed", "declined", "done"),
        ("new", "accepted"),
    ],
)
def test_a_state_follows_only_one_that_it_can_follow(states: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match=r"follow|begin"):
        request(*states)


def test_a_request_that_cannot_be_read_costs_no_other(tmp_path: Path) -> None:
    write_request(tmp_path, "northwind", request("new"))
    (tmp_path / REQUESTS / "other.yml").write_text(
        "purpose: reference-call\nby: Kai\nsteps:\n  - {day: 2026-11-20, state: don}\n"
    )
    (tmp_path / REQUESTS / "third.yml").write_text("purpose: [\n")
    requests, problems = read_requests(tmp_path)
    assert list(requests) == ["northwind"]
    assert [problem.code for problem in problems] == ["request-invalid"] * 2
    assert "steps.0.state may not be 'don'" in problems[0].message
    assert problems[0].line == 4


def test_steps_name_the_person_last_proposed() -> None:
    steps = (
        Step(day=date(2026, 11, 1), state="new"),
        Step(day=date(2026, 11, 2), state="proposed", person="ana-ribeiro"),
        Step(day=date(2026, 11, 3), state="declined"),
        Step(day=date(2026, 11, 4), state="proposed", person="bo-lind"),
    )
    assert Request(purpose="media", by="Kai", steps=steps).person == "bo-lind"


def test_a_request_says_whom_it_was_proposed_to_and_what_came_of_it() -> None:
    steps = (
        Step(day=date(2026, 11, 1), state="new", person="cy-olsen"),
        Step(day=date(2026, 11, 2), state="proposed", person="ana-ribeiro"),
        Step(day=date(2026, 11, 3), state="declined"),
        Step(day=date(2026, 11, 4), state="proposed", person="bo-lind"),
        Step(day=date(2026, 11, 5), state="accepted"),
    )
    first, last = Request(purpose="media", by="Kai", steps=steps).proposals
    assert (first.person, first.is_open, first.accepted) == ("ana-ribeiro", False, None)
    assert (last.person, last.is_open, last.accepted) == ("bo-lind", True, date(2026, 11, 5))
    assert [step.day.day for step in first.steps] == [2, 3]


@pytest.mark.parametrize(
    ("person", "answered_by", "what"),
    [(None, None, "needs the person"), ("ana-ribeiro", "bo-lind", "names bo-lind, and ana-")],
)
def test_a_request_knows_whose_answer_it_has(
    person: str | None, answered_by: str | None, what: str
) -> None:
    day = date(2026, 11, 1)
    steps = (
        Step(day=day, state="new"),
        Step(day=day, state="proposed", person=person),
        Step(day=day, state="accepted", person=answered_by),
    )
    with pytest.raises(ValueError, match=what):
        Request(purpose="media", by="Kai", steps=steps)


@pytest.mark.parametrize(
    ("field", "value", "what"),
    [
        ("purpose", "lunch", "purpose may not be 'lunch'"),
        ("stages", ["deciding"], "stages.0 may not be 'deciding'"),
        ("prospect", "one\ntwo", "prospect must be one line"),
        ("when", 5, "when must be a local date and time"),
        ("when", "2026-12-03T15:00", "when and timezone belong together"),
        ("minutes", 0, "minutes must be at least 5"),
    ],
)
def test_a_field_of_a_request_that_does_not_fit_is_named(
    field: str, value: object, what: str
) -> None:
    fields = {**request("new").model_dump(), field: value}
    with pytest.raises(ValueError, match=what):
        request_of(**fields)
