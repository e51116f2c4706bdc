"""Whom `rooftop ask` suggests, in which order and why; what is due, owed, and came of requests."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rooftop.desk.references import (
    Favours,
    Ranking,
    Wish,
    favours_by_person,
    influence_of,
    rank,
    refusals,
    things_due,
)
from rooftop.logbook import Entry, Request
from rooftop.plan import Plan, compose
from rooftop.programme import Asks, Programme
from rooftop.records import ConsentRecord
from rooftop.records.advocate import Limits
from tests.project import Project, advocate, story

TODAY = date(2026, 11, 22)
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
PEOPLE = ("ana-ribeiro", "bo-lind", "cy-olsen")
WISH = Wish("reference-call", products=("ledger",), industries=("logistics",))


def entry(kind: str, day: str, *people: str, **more: Any) -> Entry:
    values = {"on": date.fromisoformat(day), "kind": kind, "people": people, **more}
    return Entry.model_validate(values)


def request(*states: str, start: str = "2026-11-01", **fields: Any) -> Request:
    first = date.fromisoformat(start)
    steps = [{"day": first + timedelta(n), "state": state} for n, state in enumerate(states)]
    steps[0]["person"] = fields.pop("person", "ana-ribeiro")
    return Request.model_validate({"purpose": "media", "by": "Kai", "steps": steps, **fields})


def profile(name: str, **fields: str) -> str:
    return advocate(**{"name": name, "languages": "[en]", "open_to": "[reference-call]"} | fields)


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    """Three people who are open to reference calls: Ana, of logistics, who tells a story; Bo, who
    uses the product alone; Cy, who speaks Portuguese.
    """
    project = Project.small(tmp_path_factory.mktemp("references") / "community")
    write = project.write
    write("content/advocates/ana-ribeiro.md", profile("Ana Ribeiro"))
    write("content/advocates/bo-lind.md", profile("Bo Lind", company="{name: Lind, country: SE}"))
    write("content/advocates/cy-olsen.md", profile("Cy Olsen", languages="[pt-BR]"))
    promises = "[{made: 2026-01-02, what: A manual., due: 2026-02-01, kept: 2026-01-20}]"
    write("content/stories/month-end.md", story(promises=promises))
    return project.plan()


def ranking(
    plan: Plan, wish: Wish = WISH, *entries: Entry, requests: dict[str, Request] | None = None
) -> Ranking:
    return rank(wish, plan, Programme(), entries, requests or {}, TODAY)


def order(ranked: Ranking) -> list[str]:
    return [candidate.person for candidate in ranked.candidates]


def test_who_meets_more_comes_first_and_the_sentence_says_what(plan: Plan) -> None:
    ranked = ranking(plan, replace(WISH, stages=("decision", "renewal"), languages=("en",)))
    assert order(ranked) == ["ana-ribeiro", "bo-lind"]
    assert ranked.candidates[1].explain(TODAY) == (
        "Meets 1 of 3: uses ledger, does not work in logistics, tells no story for the stage "
        "decision or renewal; was never asked; 0 of 2 asks used in three months."
    )
    (left,) = ranked.left_out
    assert (left.person, left.reasons) == ("cy-olsen", ("does not speak en",))


def test_a_language_is_spoken_in_every_region(plan: Plan) -> None:
    assert order(ranking(plan, Wish("reference-call", languages=("pt",)))) == ["cy-olsen"]


def test_who_suits_nothing_is_left_out(plan: Plan) -> None:
    ranked = ranking(plan, Wish("reference-call", industries=("logistics",)))
    assert order(ranked) == ["ana-ribeiro", "cy-olsen"]
    assert ranked.left_out[0].reasons == ("suits nothing of it: does not work in logistics",)


def test_who_rested_longer_comes_before_who_got_more(plan: Plan) -> None:
    wish = Wish("reference-call", languages=("en",))
    asked = entry("ask", "2026-11-01", "ana-ribeiro")
    thanked = entry("thanks", "2026-11-02", "ana-ribeiro")
    assert order(ranking(plan, wish)) == ["ana-ribeiro", "bo-lind"]
    ranked = ranking(plan, wish, asked, thanked)
    assert order(ranked) == ["bo-lind", "ana-ribeiro"]
    assert ranked.candidates[1].explain(TODAY) == (
        "Had their last request on 2026-11-01, 21 days ago; 1 of 2 asks used in three months; got "
        "1 thanks, 1 promise kept from us in a year."
    )


def test_debts_come_before_favours(plan: Plan) -> None:
    wish = Wish("reference-call", languages=("en",))
    owed = entry("promise", "2026-06-01", "ana-ribeiro", text="A call.", due=date(2026, 7, 1))
    ranked = ranking(plan, wish, owed)
    assert order(ranked) == ["bo-lind", "ana-ribeiro"]
    assert "we owe them a promise that was due on 2026-07-01." in ranked.candidates[1].explain(
        TODAY
    )
    kept = entry("promise", "2026-07-02", "ana-ribeiro", text="A call.", kept=date(2026, 7, 2))
    assert order(ranking(plan, wish, owed, kept)) == ["ana-ribeiro", "bo-lind"]


def test_favours_and_debts_are_of_a_year_and_of_one_person(plan: Plan) -> None:
    entries = [
        entry("gift", "2025-11-22", "ana-ribeiro"),
        entry("gift", "2025-11-23", "ana-ribeiro", "bo-lind"),
    ]
    done = request("new", "proposed", "accepted", "done", start="2026-10-01")
    late = favours_by_person(plan, Programme(), entries, {"northwind": done}, TODAY)
    assert late == {
        "ana-ribeiro": Favours(gifts=1, promises_kept=1, debts=("thanks for northwind",)),
        "bo-lind": Favours(gifts=1),
    }
    thanked = {"northwind": done.with_changes(thanked=date(2026, 11, 1))}
    assert favours_by_person(plan, Programme(), [], thanked, TODAY)["ana-ribeiro"] == Favours(
        thanks=1, promises_kept=1
    )


def test_asking_says_who_is_left_out_and_why(project: Project) -> None:
    project.write("content/advocates/ana-ribeiro.md", profile("Ana Ribeiro"))
    project.write("content/advocates/bo-lind.md", profile("Bo Lind", open_to="[speaking]"))
    command = ("rooftop", "ask", "--for", "reference-call", "--product", "ledger")
    done = project.run(*command)
    assert done.stdout.startswith("1. Ana Ribeiro (ana-ribeiro)\n   Meets 1 of 1: uses ledger; ")
    assert done.stdout.endswith("1 person is left out. --all says who, and why.\n")
    done = project.run(*command, "--all")
    assert done.stdout.endswith("Not bo-lind: is not open to reference-call.\n")
    data = json.loads(project.run(*command, "--format", "json").stdout)
    assert [each["person"] for each in data["suggested"]] == ["ana-ribeiro"]
    assert data["suggested"][0]["fit"] == {"met": {"products": ["ledger"]}, "unmet": {}}
    assert data["left_out"] == [{"person": "bo-lind", "reasons": ["is not open to reference-call"]}]


def days(first: date = date(2026, 5, 1), last: date = TODAY) -> st.SearchStrategy[date]:
    return st.dates(first, last)


@st.composite
def changes(draw: st.DrawFn) -> dict[str, Any]:
    """What a profile may say of consent, openness and limits."""
    given_on = draw(st.just(date(2026, 1, 1)) | days(date(2026, 1, 1), date(2026, 12, 31)))
    consent = {
        "status": draw(st.sampled_from([*["given"] * 8, "requested", "refused", "withdrawn"])),
        "given": given_on,
        "expires": draw(st.none() | days(given_on, date(2027, 12, 31))),
        "covers": ["name", "words"],
        "channels": ["site"],
    }
    words = st.sampled_from(["reference-call", "media", "speaking"])
    limit = draw(st.none() | st.integers(0, 4))
    return {
        "consent": draw(st.sampled_from([ConsentRecord.model_validate(consent)] * 8 + [None])),
        "open_to": draw(st.just(("reference-call",)) | st.sets(words).map(tuple)),
        "limits": None if limit is None else Limits(asks_per_quarter=limit),
    }


WALKS = [
    ("new",),
    ("new", "proposed"),
    ("new", "proposed", "declined"),
    ("new", "proposed", "accepted"),
    ("new", "proposed", "accepted", "missed"),
    ("new", "proposed", "accepted", "done"),
]
REQUESTS = st.dictionaries(
    st.sampled_from(["one", "two", "three"]),
    st.builds(
        lambda states, start, person: request(*states, start=start, person=person),
        st.sampled_from(WALKS),
        days(last=date(2026, 11, 18)).map(str),
        st.sampled_from(PEOPLE),
    ),
)
ENTRIES = st.lists(
    st.builds(
        entry, st.sampled_from(["ask", "thanks", "gift"]), days().map(str), st.sampled_from(PEOPLE)
    ),
    max_size=5,
)


@settings(max_examples=150, deadline=None)
@given(
    people=st.tuples(*[changes()] * len(PEOPLE)),
    entries=ENTRIES,
    requests=REQUESTS,
    asks=st.integers(0, 5),
    rest=st.integers(0, 200),
)
def test_nobody_is_ever_suggested_who_may_not_be_asked(
    plan: Plan, people: tuple[dict[str, Any], ...], entries: list[Entry], requests: dict[str, Request],
    asks: int, rest: int,
) -> None:  # fmt: skip
    profiles = plan.catalogue.advocates
    changed = {
        slug: profiles[slug].model_copy(update=update)
        for slug, update in zip(PEOPLE, people, strict=True)
    }
    catalogue = replace(plan.catalogue, advocates=changed)
    programme = Programme(asks=Asks(per_quarter=asks, rest_days=rest))
    today = compose(catalogue, plan.community, NOON)
    ranked = rank(Wish("reference-call"), today, programme, entries, requests, TODAY)
    assert {*order(ranked), *(each.person for each in ranked.left_out)} == set(PEOPLE)
    for person in order(ranked):
        record = catalogue.advocates[person]
        consent = record.consent
        assert consent
        assert consent.status == "given"
        assert consent.given
        assert consent.given <= TODAY <= (consent.expires or date.max)
        assert "reference-call" in record.open_to
        own = [each for each in requests.values() if each.person == person]
        assert not [each for each in own if each.state in ("new", "proposed", "accepted")]
        limit = min(asks, record.limits.asks_per_quarter) if record.limits else asks
        recent = [each for each in own if (TODAY - each.steps[1].day).days < 89]
        logged = [
            each
            for each in entries
            if each.kind == "ask" and person in each.people and (TODAY - each.on).days < 89
        ]
        assert len(recent) + len(logged) < limit
        for step in (step for each in own for step in each.steps):
            assert step.state not in ("accepted", "done") or (TODAY - step.day).days >= rest


def test_a_ranking_does_not_depend_on_the_order_of_what_it_is_made_from(plan: Plan) -> None:
    entries = [entry("ask", "2026-11-01", person) for person in PEOPLE]
    assert ranking(plan, WISH, *entries) == ranking(plan, WISH, *reversed(entries))


@pytest.mark.parametrize(
    ("states", "kinds"),
    [
        (("new",), [("proposal", "2026-11-04")]),
        (("new", "proposed"), [("answer", "2026-11-05")]),
        (("new", "proposed", "accepted"), [("time", "2026-11-06")]),
        (("new", "proposed", "declined"), []),
        (
            ("new", "proposed", "accepted", "done"),
            [("feedback", "2026-11-11"), ("thanks", "2026-12-04")],
        ),
    ],
)
def test_what_is_due_follows_the_state_and_the_rhythms(
    states: tuple[str, ...], kinds: list[tuple[str, str]]
) -> None:
    due = things_due({"northwind": request(*states)}, Programme(), [], date(2026, 11, 11))
    assert [(each.kind, each.by.isoformat()) for each in due] == kinds
    assert all(each.is_late is (each.by < date(2026, 11, 11)) for each in due)


def test_a_request_waits_long_after_seven_days_but_not_for_its_appointment() -> None:
    waiting = request("new", "proposed")
    for day, is_long in (("2026-11-09", False), ("2026-11-10", True)):
        (due,) = things_due({"a": waiting}, Programme(), [], date.fromisoformat(day))
        assert due.has_waited_long is is_long
    agreed = request(
        "new", "proposed", "accepted", when=datetime(2026, 12, 1, 23, 45), timezone="Europe/Lisbon"
    )
    (due,) = things_due({"a": agreed}, Programme(), [], date(2026, 11, 30))
    assert (due.kind, due.by, due.has_waited_long) == ("result", date(2026, 12, 2), False)


def test_influence_counts_each_deal_once_by_its_latest_outcome() -> None:
    done = ("new", "proposed", "accepted", "done")
    influence = influence_of(
        [
            request(*done, start="2026-11-05", deal="D-1", outcome="won"),
            request(*done, start="2026-11-01", deal="D-1", outcome="open"),
            request(*done, start="2026-11-07", deal="D-1"),
            request(*done, deal="D-2", outcome="lost"),
            request(*done, deal="D-3"),
            request(*done),
            request("new", "proposed", deal="D-4", outcome="won"),
        ]
    )
    assert (influence.requests, influence.deals, influence.without_deal) == (6, 3, 1)
    assert influence.outcomes == {"": 1, "lost": 1, "won": 1}


def test_what_nobody_may_ask_for_or_approve_is_refused_by_name() -> None:
    asks = Asks(may_ask={"media": ("Press office", "pr")}, approvers=("Mira", "Tom"))
    plain = request("new", person=None)
    assert list(refusals(plain, Asks(), is_proposed=True)) == []
    assert list(refusals(plain, asks)) == [
        "Say which department asks: media is for Press office or pr."
    ]
    asked = plain.with_changes(department="pr", approved_by="mira")
    assert list(refusals(asked, asks, is_proposed=True)) == []
    assert list(refusals(asked.with_changes(approved_by=None), asks, is_proposed=True)) == [
        "Nobody approved it yet. Mira or Tom may."
    ]
