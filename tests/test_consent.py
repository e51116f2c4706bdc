"""The gate: who shows what, where, on which day, and the reason for the rest."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rooftop.consent import Decision, Reason, Standing, decide, last_day, standing
from rooftop.records import CHANNELS, FIELDS, Channel, ConsentRecord, EmployerApproval, Field
from tests.project import CONSENT, Project, advocate, story

DAY = date(2026, 5, 10)
EMPLOYER = EmployerApproval(status="given", given=date(2026, 5, 1))
ALL = ConsentRecord(
    status="given", given=date(2026, 5, 1), covers=FIELDS, channels=CHANNELS, employer=EMPLOYER
)


def decided(record: ConsentRecord | None, channel: Channel, day: date, term: int) -> Decision:
    """What ``record`` shows on ``day``."""
    employer = standing(record.employer if record else None, day, term)
    return decide(record, channel, standing(record, day, term), employer)


def change(**fields: object) -> ConsentRecord:
    return ConsentRecord.model_validate(ALL.model_dump(exclude_none=True) | fields)


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        (None, Standing.MISSING),
        (ALL, Standing.GIVEN),
        (change(status="requested"), Standing.REQUESTED),
        (change(status="refused"), Standing.REFUSED),
        (change(status="withdrawn"), Standing.WITHDRAWN),
        (
            change(status="withdrawn", withdrawn=date(2030, 1, 1)),
            Standing.WITHDRAWN,
        ),  # at once, whatever the date says
        (
            change(withdrawn=date(2026, 5, 9)),
            Standing.WITHDRAWN,
        ),  # contradicts its status; the withdrawal counts
        (change(withdrawn=date(2027, 1, 1)), Standing.WITHDRAWN),
        (change(given=DAY), Standing.GIVEN),
        (change(given=DAY + timedelta(1)), Standing.NOT_YET),
        (change(expires=DAY), Standing.GIVEN),  # the last day counts whole
        (change(expires=DAY - timedelta(1)), Standing.EXPIRED),
        (change(expires=date(2026, 4, 30)), Standing.INVALID),  # before it was given
        (change(channels=["feeds"]), Standing.INVALID),
        (change(covers=[]), Standing.INVALID),
        (ConsentRecord(status="given", covers=FIELDS, channels=CHANNELS), Standing.INVALID),
    ],
)
def test_where_a_record_stands(record: ConsentRecord | None, expected: Standing) -> None:
    assert standing(record, DAY, 24) is expected
    assert bool(decided(record, "site", DAY, 24)) is (expected is Standing.GIVEN)


def test_without_an_end_a_consent_lasts_the_default_term() -> None:
    assert last_day(date(2026, 5, 1), None, 24) == date(2028, 5, 1)
    assert last_day(date(2024, 2, 29), None, 12) == date(2025, 2, 28)
    assert last_day(date(2026, 12, 31), None, 2) == date(2027, 2, 28)
    assert standing(ALL, date(2028, 5, 1), 24) is Standing.GIVEN
    assert standing(ALL, date(2028, 5, 2), 24) is Standing.EXPIRED


def test_only_listed_channels_and_fields() -> None:
    record = change(channels=["site"], covers=["name", "words"])
    assert decided(record, "site", DAY, 24).shown == {"name", "words"}
    assert decided(record, "site", DAY, 24).why["photo"] is Reason.NOT_COVERED
    assert decided(record, "feeds", DAY, 24).why["words"] is Reason.CHANNEL


@pytest.mark.parametrize(
    "employer",
    [
        None,
        {"status": "requested"},
        {"status": "withdrawn", "given": "2026-05-01"},
        {"status": "given"},
        {"status": "given", "given": date(2026, 5, 1), "expires": date(2026, 5, 9)},
        {"status": "given", "given": date(2026, 5, 11)},
    ],
)
def test_without_the_employer_company_logo_and_numbers_stay_out(employer: object) -> None:
    if isinstance(employer, dict) and isinstance(employer.get("given"), str):
        employer = {**employer, "given": date.fromisoformat(employer["given"])}
    decision = decided(change(employer=employer), "site", DAY, 24)
    assert decision.shown == {"name", "photo", "words", "voice"}
    assert decision.why == {
        "employer": Reason.EMPLOYER,
        "logo": Reason.EMPLOYER,
        "numbers": Reason.EMPLOYER,
    }


days = st.dates(date(2025, 1, 1), date(2029, 12, 31))
records = st.builds(
    ConsentRecord,
    status=st.sampled_from(["given", "given", "given", "requested", "refused", "withdrawn"]),
    given=st.none() | days,
    expires=st.none() | days,
    withdrawn=st.none() | st.none() | days,
    covers=st.lists(st.sampled_from(FIELDS), unique=True).map(tuple),
    channels=st.lists(st.sampled_from(CHANNELS), unique=True).map(tuple),
    employer=st.none()
    | st.builds(
        EmployerApproval, status=st.sampled_from(["given", "refused"]), given=st.none() | days
    ),
)


@settings(max_examples=400)
@given(records, st.sampled_from(CHANNELS), days)
def test_nothing_is_shown_that_is_not_fully_valid(
    record: ConsentRecord, channel: Channel, day: date
) -> None:
    decision = decided(record, channel, day, 24)
    assert set(decision.shown) | set(decision.why) == set(FIELDS)
    if decision.shown:
        assert record.status == "given"
        assert record.withdrawn is None
        assert record.given is not None
        assert record.given <= day <= last_day(record.given, record.expires, 24)
        assert {"site", channel} <= set(record.channels)
        assert decision.shown <= set(record.covers)


@settings(max_examples=400)
@given(records, st.sampled_from(CHANNELS), days, st.data())
def test_a_restriction_never_shows_more(
    record: ConsentRecord, channel: Channel, day: date, data: st.DataObject
) -> None:
    before = decided(record, channel, day, 24).shown
    field: Field = data.draw(st.sampled_from(FIELDS))
    restricted = [
        record.model_copy(update={"withdrawn": day}),
        record.model_copy(update={"status": "refused"}),
        record.model_copy(update={"employer": None}),
        record.model_copy(
            update={"covers": tuple(each for each in record.covers if each != field)}
        ),
        record.model_copy(
            update={"channels": tuple(each for each in record.channels if each != channel)}
        ),
    ]
    assert all(decided(each, channel, day, 24).shown <= before for each in restricted)
    assert decided(record, channel, day, 12).shown <= before or record.expires is not None


def story_with(project: Project, consent: str, **fields: str) -> tuple[bool, list[str]]:
    """Whether the story is shown, and what of it is withheld."""
    project.write("content/stories/month-end.md", story(consent, **fields))
    plan = project.plan()
    return "month-end" in plan.published.stories, [
        each.what for each in plan.withheld if "stories" in each.path
    ]


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("", "", True),
        ("status: given", "status: withdrawn", False),
        ("given: 2026-05-02", "given: 2024-11-21", False),
        ("given: 2026-05-02", "given: 2024-11-22", True),
        ("channels: [site, feeds]", "channels: [feeds]", False),
        ("words, ", "", False),
        ("numbers, ", "", True),
        ("name, ", "", True),
        ("channels: [site, feeds]", "channels: [site, feeds]\nlanguages: [de]", False),
        ("channels: [site, feeds]", "channels: [site, feeds]\nlanguages: [en, de]", True),
    ],
)
def test_a_story_needs_its_words(project: Project, old: str, new: str, shown: bool) -> None:
    assert story_with(project, CONSENT.replace(old, new, 1) if old else CONSENT)[0] is shown


def test_disclosure_is_needed_and_praise_for_pay_never_published(project: Project) -> None:
    assert not story_with(project, CONSENT, disclosure="")[0]
    assert not story_with(
        project, CONSENT, disclosure="{relationship: customer, incentive: a car, conditional: true}"
    )[0]
    assert story_with(
        project,
        CONSENT,
        disclosure="{relationship: customer, incentive: a mug, conditional: false}",
    )[0]


def test_in_a_shared_story_the_narrowest_consent_rules(project: Project) -> None:
    second = advocate(CONSENT).replace("Ana Ribeiro", "Bo Lund").replace("Norte Cargo", "Sund Oy")
    project.write("content/advocates/bo-lund.md", second)
    both = story(CONSENT, advocates="[ana-ribeiro, bo-lund]")
    narrow = CONSENT.replace("numbers, ", "").replace("employer, ", "")
    extra = "  bo-lund:\n" + "".join(f"    {line}\n" for line in narrow.splitlines())
    project.write("content/stories/month-end.md", both.replace("---\n\nWe", f"{extra}---\n\nWe"))
    view = project.plan().published.stories["month-end"]
    assert view.results == ()
    assert [teller.company.name if teller.company else None for teller in view.tellers] == [
        "Norte Cargo",
        None,
    ]

    gone = extra.replace("status: given", "status: withdrawn")
    project.write("content/stories/month-end.md", both.replace("---\n\nWe", f"{gone}---\n\nWe"))
    plan = project.plan()
    assert not plan.published.stories
    assert set(plan.published.advocates) == {"ana-ribeiro", "bo-lund"}


def test_without_the_name_a_story_is_a_customers(project: Project) -> None:
    project.write(
        "content/advocates/ana-ribeiro.md",
        advocate(CONSENT.replace("status: given", "status: withdrawn")),
    )
    shown, withheld = story_with(project, CONSENT.replace("name, ", ""))
    assert shown
    assert "name" in withheld
    teller = project.plan().published.stories["month-end"].tellers[0]
    assert (teller.name, teller.slug, teller.role, teller.photo) == ("A customer", None, None, None)


def test_a_translation_needs_its_language(project: Project) -> None:
    project.write(
        "content/stories/monatsende.md", story(CONSENT, language="de", translation_of="month-end")
    )
    assert set(project.plan().published.stories) == {"month-end"}
    project.write(
        "content/stories/monatsende.md",
        story(CONSENT + "languages: [en, de]\n", language="de", translation_of="month-end"),
    )
    assert set(project.plan().published.stories) == {"month-end", "monatsende"}


def test_whoever_is_withheld_is_not_named_in_anothers_words(project: Project) -> None:
    """Nobody edits an approved text, so the whole text waits; with it goes whatever it alone made
    public.
    """
    project.write(
        "content/advocates/bo-lund.md",
        advocate(CONSENT.replace("status: given", "status: withdrawn")).replace(
            "Ana Ribeiro", "Bo Lund"
        ),
    )
    project.write("content/stories/month-end.md", story(CONSENT, body="I learned it from Bo Lund."))
    plan = project.plan()
    assert not plan.published.stories
    assert [each.code for each in plan.problems if "stories" in each.path] == [
        "consent-withheld-mention"
    ]


def test_an_address_does_not_say_what_the_page_withholds(project: Project) -> None:
    project.write(
        "content/advocates/ana-ribeiro.md",
        advocate(CONSENT.replace("status: given", "status: withdrawn")),
    )
    (project.root / "content/stories/month-end.md").unlink()
    project.write("content/stories/how-ana-ribeiro-closes.md", story(CONSENT.replace("name, ", "")))
    plan = project.plan()
    assert not plan.published.stories
    assert "consent-name-shown" in [each.code for each in plan.problems]
