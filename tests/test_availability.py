"""Who may be asked today: nobody above their limit, resting, pending, closed to it, or without
consent.
"""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rooftop.desk.availability import Availability, availability
from rooftop.logbook import Entry, Request
from rooftop.plan import Plan
from rooftop.programme import Programme
from tests.project import CONSENT, Project, advocate

TODAY = date(2026, 11, 22)
ANA = "ana-ribeiro"
OPEN = {"open_to": "[reference-call, speaking]"}


def request(*states: tuple[str, str], person: str = ANA) -> Request:
    steps = [{"day": date.fromisoformat(day), "state": state} for day, state in states]
    steps[0]["person"] = person
    return Request.model_validate({"purpose": "reference-call", "by": "Kai", "steps": steps})


def asked(day: str, *people: str) -> Entry:
    return Entry(on=date.fromisoformat(day), kind="ask", people=people or (ANA,))


def judge(
    plan: Plan,
    *entries: Entry,
    requests: dict[str, Request] | None = None,
    purpose: str | None = "reference-call",
    person: str = ANA,
    **asks: int,
) -> Availability:
    programme = Programme.model_validate({"asks": asks})
    return availability(person, purpose, plan, programme, entries, requests or {}, TODAY)


@pytest.fixture
def plan(project: Project) -> Plan:
    project.write("content/advocates/ana-ribeiro.md", advocate(**OPEN))
    return project.plan()


def test_somebody_who_is_open_and_was_not_asked_is_free(plan: Plan) -> None:
    assert judge(plan) == Availability(True, (), used=0, limit=2)
    assert judge(plan, purpose=None).is_free


def test_nobody_is_asked_for_what_they_are_not_open_to(plan: Plan) -> None:
    assert judge(plan, purpose="media").reasons == ("is not open to media",)


@pytest.mark.parametrize(
    ("consent", "reason"),
    [
        (CONSENT.replace("given\n", "refused\n", 1), "consent was refused"),
        (CONSENT.replace("given\n", "requested\n", 1), "consent was asked for and not given yet"),
        (CONSENT + "withdrawn: 2026-11-22\n", "consent was withdrawn"),
        (CONSENT + "expires: 2026-11-21\n", "consent has expired"),
        (CONSENT.replace("2026-05-02", "2026-11-23"), "consent begins on a later day"),
    ],
)
def test_nobody_without_consent_is_free(project: Project, consent: str, reason: str) -> None:
    project.write("content/advocates/ana-ribeiro.md", advocate(consent, **OPEN))
    for purpose in ("reference-call", None):
        result = judge(project.plan(), purpose=purpose)
        assert not result.is_free
        assert result.reasons == (f"has a profile that is withheld: {reason}",)


def test_nobody_waiting_in_drafts_is_free_even_in_a_preview(project: Project) -> None:
    project.write("drafts/advocates/bo-lind.md", advocate(name="Bo Lind", **OPEN))
    for drafts in (False, True):
        assert not judge(project.plan(drafts=drafts), person="bo-lind").is_free
    assert judge(project.plan(), person="no-one").reasons[0] == "has no profile"


def test_the_lower_limit_counts(project: Project) -> None:
    limits = {"limits": "{asks_per_quarter: 1}", **OPEN}
    project.write("content/advocates/ana-ribeiro.md", advocate(**limits))
    plan = project.plan()
    assert judge(plan, asked("2026-11-01")).reasons == (
        "was asked once in three months, and the limit is 1",
    )
    assert judge(plan, per_quarter=3).limit == 1
    assert judge(plan, per_quarter=0).reasons == (
        "was asked 0 times in three months, and the limit is 0",
    )


@pytest.mark.parametrize(("day", "used"), [("2026-08-22", 0), ("2026-08-23", 1)])
def test_asks_count_for_three_months(plan: Plan, day: str, used: int) -> None:
    assert judge(plan, asked(day)).used == used
    declined = request(("2026-01-02", "new"), (day, "proposed"), (day, "declined"))
    assert judge(plan, requests={"northwind": declined}).used == used


def test_a_request_counts_once_however_many_states_it_had(plan: Plan) -> None:
    days = ("2026-11-01", "2026-11-02", "2026-11-03", "2026-11-04")
    states = zip(days, ("new", "proposed", "accepted", "done"), strict=True)
    assert judge(plan, requests={"northwind": request(*states)}).used == 1


@pytest.mark.parametrize("states", [("new",), ("new", "proposed"), ("new", "proposed", "accepted")])
def test_an_open_request_counts_whatever_its_age(plan: Plan, states: tuple[str, ...]) -> None:
    walk = request(*(("2025-02-02", state) for state in states))
    result = judge(plan, requests={"northwind": walk})
    assert (result.is_free, result.used) == (False, 1)
    assert result.reasons == ("has an open request, northwind, since 2025-02-02",)


def test_whom_a_request_went_past_is_free_of_it(plan: Plan) -> None:
    steps = [
        {"day": date(2026, 11, 1), "state": "new", "person": ANA},
        {"day": date(2026, 11, 2), "state": "proposed", "person": "bo-lind"},
    ]
    walk = Request.model_validate({"purpose": "reference-call", "by": "Kai", "steps": steps})
    assert judge(plan, requests={"northwind": walk}).used == 0


@pytest.mark.parametrize(("day", "is_free"), [("2026-10-23", True), ("2026-10-24", False)])
def test_people_rest_after_they_said_yes(plan: Plan, day: str, is_free: bool) -> None:
    walk = request((day, "new"), (day, "proposed"), (day, "accepted"), (day, "done"))
    result = judge(plan, requests={"northwind": walk}, rest_days=30)
    assert result.is_free is is_free
    assert result.reasons == (() if is_free else (f"said yes on {day} and rests until 2026-11-23",))


DAYS = st.dates(date(2026, 6, 1), TODAY)
WALKS = st.sampled_from(
    [
        ("new",),
        ("new", "proposed"),
        ("new", "proposed", "accepted"),
        ("new", "proposed", "declined"),
        ("new", "proposed", "accepted", "done"),
        ("new", "proposed", "accepted", "missed", "accepted", "done"),
        ("new", "proposed", "declined", "proposed"),
    ]
)
SOMEBODY = st.sampled_from([ANA, "bo-lind"])


@st.composite
def walks(draw: st.DrawFn) -> Request:
    states = draw(WALKS)
    days = sorted(draw(st.lists(DAYS, min_size=len(states), max_size=len(states))))
    steps = [
        {
            "day": day,
            "state": state,
            **({"person": draw(SOMEBODY)} if state in ("new", "proposed") else {}),
        }
        for day, state in zip(days, states, strict=True)
    ]
    return Request.model_validate({"purpose": "reference-call", "by": "Kai", "steps": steps})


ENTRIES = st.builds(asked, DAYS.map(str), SOMEBODY)


@pytest.fixture(scope="module")
def shared_plan(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    project = Project.small(tmp_path_factory.mktemp("plan") / "community")
    project.write("content/advocates/ana-ribeiro.md", advocate(**OPEN))
    return project.plan()


@given(
    entries=st.lists(ENTRIES, max_size=4),
    many=st.lists(walks(), max_size=3),
    per_quarter=st.integers(0, 4),
    rest_days=st.integers(0, 90),
)
def test_nobody_above_their_limit_resting_or_pending_is_free(
    shared_plan: Plan, entries: list[Entry], many: list[Request], per_quarter: int, rest_days: int
) -> None:
    requests = {f"r{number}": each for number, each in enumerate(many)}
    result = judge(
        shared_plan, *entries, requests=requests, per_quarter=per_quarter, rest_days=rest_days
    )
    assert result.is_free is not bool(result.reasons)
    if not result.is_free:
        return
    recent = sum((TODAY - entry.on).days < 89 for entry in entries if ANA in entry.people)
    for each in many:
        person = None
        for step in each.steps:
            person = step.person or person
            age = (TODAY - step.day).days
            recent += person == ANA and step.state == "proposed" and age < 89
            assert person != ANA or step.state not in ("accepted", "done") or age >= rest_days
        assert each.person != ANA or each.state not in ("new", "proposed", "accepted")
    assert recent < per_quarter
