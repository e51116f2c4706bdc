"""A request from the first word to the thanks: who may be asked, what is written to whom, what is
due, and what mail programs and calendars read.
"""

from __future__ import annotations

import email
import json
import subprocess
from datetime import UTC, date, datetime
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from rooftop.logbook import Entry, Request, append, read_requests, write_request
from rooftop.translations import LANGUAGES, translation_for
from tests.commands import Done
from tests.project import CONSENT, Project, advocate, story

PROFILE = "content/advocates/ana-ribeiro.md"
RULES = """\
asks:
  rest_days: 30
  answer_days: 3
  may_ask: {reference-call: [sales]}
  approvers: [Mira Holt]
"""
NEW = (
    "new", "northwind", "--for", "reference-call", "--by", "Kai Brandt", "--department", "sales",
    "--prospect", "Northwind Foods", "--product", "ledger", "--stage", "decision",
    "--deal", "D-77",
)  # fmt: skip
APPROVED = ("--approved-by", "Mira Holt")
AGREED = ("--when", "2026-12-03T15:00", "--timezone", "Europe/Lisbon")


def profile(**fields: str) -> str:
    usual = {
        "languages": "[pt, en]",
        "open_to": "[reference-call, speaking]",
        "preferred_contact": "A short written question first.",
    }
    return advocate(**usual | fields)


@pytest.fixture
def community(project: Project) -> Project:
    project.write(PROFILE, profile())
    project.write("programme.yml", RULES)
    return project


def request(project: Project, *words: str, as_of: str = "2026-11-22") -> Done:
    return project.run("rooftop", "request", *words, as_of=as_of)


def do(project: Project, *words: str, as_of: str = "2026-11-22") -> str:
    done = request(project, *words, as_of=as_of)
    assert done.returncode == 0, done.stderr
    return done.stdout


def refused(project: Project, *words: str, as_of: str = "2026-11-22") -> str:
    folder = project.root / "programme"
    before = {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    done = request(project, *words, as_of=as_of)
    assert done.returncode in (1, 2), done.stdout
    assert {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()} == before
    return done.stderr


def mail(project: Project, name: str) -> EmailMessage:
    file = project.root / "programme" / "letters" / f"{name}.eml"
    message = email.message_from_bytes(file.read_bytes(), policy=default)
    assert isinstance(message, EmailMessage)
    return message


def words_of(message: EmailMessage) -> str:
    part = message.get_body(("plain",))
    assert part
    text = part.get_content()
    assert isinstance(text, str)
    return text


def calendar_in(message: EmailMessage) -> Calendar:
    (part,) = message.iter_attachments()
    assert part.get_content_type() == "text/calendar"
    calendar = Calendar.from_ical(part.get_payload(decode=True))
    assert part.get_param("method") == str(calendar["METHOD"])
    return calendar


def stored(project: Project) -> Request:
    requests, problems = read_requests(project.root / "programme")
    assert not problems
    return requests["northwind"]


def test_a_request_is_walked_through_from_the_ask_to_the_thanks(community: Project) -> None:
    said = do(community, *NEW)
    assert "1. Ana Ribeiro (ana-ribeiro)\n   Meets 2 of 2: uses ledger, tells a story" in said
    assert "Next: rooftop request propose northwind SLUG" in said

    do(community, "propose", "northwind", "ana-ribeiro", *APPROVED)
    question = mail(community, "northwind.proposed.advocate")
    assert question["Subject"] == "Um pedido da Harbourlight"
    assert question["X-Unsent"] == "1"
    for words in ("Olá, Ana Ribeiro,", "Kai Brandt", "Northwind Foods", "25 de novembro de 2026"):
        assert words in words_of(question)

    do(community, "accept", "northwind", *AGREED, "--place", "https://meet.example/northwind",
       as_of="2026-11-24")  # fmt: skip
    for recipient, subject in {
        "advocate": "Obrigado por aceitar",
        "seller": "Ana Ribeiro said yes",
        "prospect": "Ana Ribeiro said yes",
    }.items():
        message = mail(community, f"northwind.accepted.{recipient}")
        assert message["Subject"] == subject
        assert "15:00" in words_of(message)
        assert "<https://meet.example/northwind>" in words_of(message)
        assert calendar_in(message).events[0].start.hour == 15
    assert "A short written question first." in words_of(
        mail(community, "northwind.accepted.seller")
    )

    listing = do(community, "list", as_of="2026-12-04")
    assert "  late, was due 2026-12-03: say whether it took place\n" in listing
    do(community, "done", "northwind", as_of="2026-12-04")
    thanks = words_of(mail(community, "northwind.done.advocate"))
    assert "Não lhe pediremos nada semelhante antes de 3 de janeiro de 2027." in thanks
    assert "What became of the deal?" in words_of(mail(community, "northwind.done.seller"))

    listing = do(community, "list", as_of="2026-12-12")
    assert "  late, was due 2026-12-11: Kai Brandt has not said how it went\n" in listing
    assert "  due 2027-01-03: thank ana-ribeiro\n" in listing
    do(community, "note", "northwind", "--feedback", "They signed.", "--outcome", "won",
       "--thanked", as_of="2026-12-12")  # fmt: skip
    assert do(community, "list", as_of="2026-12-12") == (
        "Nothing is open or due.\n1 request done, for 1 deal: 1 won.\n"
    )
    end = stored(community)
    assert [step.state for step in end.steps] == ["new", "proposed", "accepted", "done"]
    assert (end.deal, end.outcome, end.thanked) == ("D-77", "won", date(2026, 12, 12))
    assert "2026-11-24 accepted" in do(community, "show", "northwind")


def test_calendars_follow_one_appointment_through_every_change(community: Project) -> None:
    do(community, *NEW)
    do(community, "propose", "northwind", "ana-ribeiro", *APPROVED)
    file = community.root / "programme" / "letters" / "northwind.ics"
    do(community, "accept", "northwind", as_of="2026-11-23")
    assert not file.exists()
    assert "Que horas lhe dão mais jeito?" in words_of(
        mail(community, "northwind.accepted.advocate")
    )
    assert not (file.parent / "northwind.accepted.prospect.eml").exists()
    states, sequence = [], 0
    for day, words in {
        "2026-11-24": ("accept", "northwind", *AGREED),
        "2026-11-25": ("accept", "northwind", "--when", "2026-12-04 09:30", "--minutes", "45"),
        "2026-11-26": ("decline", "northwind"),
    }.items():
        do(community, *words, as_of=day)
        calendar = Calendar.from_ical(file.read_bytes())
        (event,) = calendar.events
        assert event["DTSTAMP"].dt == datetime.fromisoformat(f"{day}T12:00Z")
        assert event["UID"] == "https://voices.harbourlight.example/requests/northwind"
        assert event["DTSTART"].params["TZID"] == "Europe/Lisbon"
        assert [str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")] == ["Europe/Lisbon"]
        states.append(
            (str(calendar["METHOD"]), str(event["STATUS"]), event.start.astimezone(UTC), event.end)
        )
        assert event["SEQUENCE"] > sequence
        sequence = event["SEQUENCE"]
    lisbon = ZoneInfo("Europe/Lisbon")
    first = datetime(2026, 12, 3, 15, tzinfo=UTC), datetime(2026, 12, 3, 15, 30, tzinfo=lisbon)
    moved = datetime(2026, 12, 4, 9, 30, tzinfo=UTC), datetime(2026, 12, 4, 10, 15, tzinfo=lisbon)
    assert states == [
        ("PUBLISH", "CONFIRMED", *first),
        ("PUBLISH", "CONFIRMED", *moved),
        ("CANCEL", "CANCELLED", *moved),
    ]
    cancelled = mail(community, "northwind.declined.prospect")
    assert cancelled["Subject"] == "Cancelled: your appointment with Ana Ribeiro"
    assert str(calendar_in(cancelled)["METHOD"]) == "CANCEL"


def test_the_same_request_gives_the_same_bytes(community: Project) -> None:
    folder = community.root / "programme"
    texts = []
    for _ in range(2):
        do(community, *NEW)
        do(community, "propose", "northwind", "ana-ribeiro", *APPROVED)
        do(community, "accept", "northwind", *AGREED)
        files = [file for file in sorted(folder.rglob("*")) if file.is_file()]
        texts.append({file.name: file.read_bytes() for file in files})
        for file in files:
            file.unlink()
    assert texts[0] == texts[1]
    assert len(texts[0]) == 14


@pytest.mark.parametrize("language", LANGUAGES)
def test_letters_are_in_the_language_of_the_person(community: Project, language: str) -> None:
    community.write(PROFILE, profile(languages=f"[{language}]"))
    do(community, *NEW, "--language", language)
    do(community, "propose", "northwind", "ana-ribeiro", *APPROVED)
    do(community, "accept", "northwind", *AGREED)
    do(community, "missed", "northwind")
    words = translation_for(language)
    for name, key in {
        "proposed.advocate": "request.ask-subject",
        "accepted.advocate": "request.yes-subject",
        "accepted.prospect": "request.accepted-subject",
        "missed.advocate": "request.missed-subject",
    }.items():
        subject = words.keys()[key].format(company="Harbourlight", name="Ana Ribeiro")
        assert mail(community, f"northwind.{name}")["Subject"] == subject
        assert words("request_kinds.reference-call") in words_of(
            mail(community, f"northwind.{name}")
        )


def test_departments_ask_for_what_they_may(community: Project) -> None:
    said = refused(community, *NEW[:6], *NEW[8:])
    assert "Say which department asks: reference-call is for sales." in said
    said = refused(community, *NEW, "--department", "marketing")
    assert "reference-call is for sales, not for marketing." in said
    do(community, *NEW, "--for", "speaking", "--department", "marketing")


def test_nobody_hears_of_a_request_that_was_not_approved(community: Project) -> None:
    do(community, *NEW)
    said = refused(community, "propose", "northwind", "ana-ribeiro")
    assert "Nobody approved it yet. Mira Holt may." in said
    said = refused(community, "propose", "northwind", "ana-ribeiro", "--approved-by", "Kai")
    assert "Kai may not approve it." in said
    assert not (community.root / "programme" / "letters").exists()


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"open_to": "[speaking]"}, "is not open to reference-call"),
        ({"limits": "{asks_per_quarter: 0}"}, "the limit is 0"),
    ],
)
def test_nobody_is_asked_who_may_not_be(
    community: Project, fields: dict[str, str], reason: str
) -> None:
    do(community, *NEW)
    community.write(PROFILE, profile(**fields))
    assert reason in refused(community, "propose", "northwind", "ana-ribeiro", *APPROVED)


def test_whom_a_new_request_names_is_kept_for_it(community: Project) -> None:
    do(community, *NEW, "--person", "ana-ribeiro")
    other = ("new", "other", *NEW[2:])
    assert "There is nobody to suggest." in do(community, *other)
    said = refused(community, "propose", "other", "ana-ribeiro", *APPROVED)
    assert "has an open request, northwind, since 2026-11-22" in said
    do(community, "propose", "northwind", "ana-ribeiro", *APPROVED)


def test_a_name_that_is_withdrawn_is_told_to_nobody(community: Project) -> None:
    do(community, *NEW)
    do(community, "propose", "northwind", "ana-ribeiro", *APPROVED)
    community.write(PROFILE, profile().replace(CONSENT.splitlines()[0], "status: withdrawn", 1))
    said = refused(community, "accept", "northwind", *AGREED)
    assert "ana-ribeiro has no profile that is published today" in said
    said = do(community, "decline", "northwind")
    assert "No letter was written" in said
    assert not list((community.root / "programme" / "letters").glob("*.declined.*"))


def test_letters_about_somebody_are_erased_with_them(community: Project) -> None:
    do(community, *NEW)
    do(community, "propose", "northwind", "ana-ribeiro", *APPROVED)
    letters = community.root / "programme" / "letters"
    assert len(list(letters.iterdir())) == 3
    done = community.run("rooftop", "consent", "erase", "advocates/ana-ribeiro", "--yes")
    assert "programme/letters/northwind.proposed.advocate.eml" in done.stdout, done.stderr
    assert not list(letters.iterdir())


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("show", "nothing"), "There is no request called nothing."),
        (("show", "../x"), "There is no request called x."),
        (("new", "Not A Name", *NEW[2:]), "is no name for a file"),
        ((*NEW, "--product", "ledgr"), "there is no ledgr. Did you mean 'ledger'?"),
        ((*NEW, "--person", "no-one"), "no-one has no profile"),
        (("note", "northwind"), "Give at least one of"),
    ],
)
def test_what_does_not_fit_is_said_and_nothing_is_written(
    community: Project, words: tuple[str, ...], said: str
) -> None:
    assert said in refused(community, *words)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("done", "northwind"), "done cannot follow proposed"),
        (("accept", "northwind", "--when", "2026-12-03T15:00"), "when and timezone belong"),
        (("accept", "northwind", *AGREED[:3], "Lisbon"), "must be a time zone such as"),
        (("accept", "northwind", "--when", "2027-03-28T01:30", *AGREED[2:]), "does not exist in"),
        (("note", "northwind", "--outcome", "We won!"), "outcome must be a slug"),
        (("propose", "northwind", "ana-ribeiro", "--approved-by", "a\nb"), "must be one line"),
        ((*NEW,), "There is a request called northwind already."),
        (("propose", "northwind", "ana-ribeiro", *APPROVED), "has an open request, northwind"),
    ],
)
def test_a_step_that_does_not_fit_changes_nothing(
    community: Project, words: tuple[str, ...], said: str
) -> None:
    do(community, *NEW)
    do(community, "propose", "northwind", "ana-ribeiro", *APPROVED)
    assert said in refused(community, *words)


def test_nobody_is_suggested_while_it_is_unknown_who_was_asked(community: Project) -> None:
    do(community, *NEW)
    community.write("programme/requests/other.yml", "purpose: [\n")
    community.write("programme/log.jsonl", "{\n")
    for words in (NEW, ("propose", "northwind", "ana-ribeiro", *APPROVED)):
        said = refused(community, *words)
        assert "programme/requests/other.yml" in said
        assert "programme/log.jsonl:1" in said
        assert "Nobody is suggested or asked until this is corrected." in said
    assert "Next:" not in do(community, "decline", "northwind")
    listing = do(community, "list", "--all")
    assert "northwind: reference-call, declined since 2026-11-22" in listing


def test_thanks_in_the_log_are_thanks(community: Project) -> None:
    folder = community.root / "programme"
    states = ("new", "proposed", "accepted", "done")
    steps = [
        {"day": date(2026, 11, 2), "state": state, "person": "ana-ribeiro"} for state in states
    ]
    values = {"purpose": "reference-call", "by": "Kai", "feedback": "Good.", "steps": steps}
    write_request(folder, "northwind", Request.model_validate(values))
    assert "thank ana-ribeiro" in do(community, "list")
    append(folder, Entry(on=date(2026, 11, 3), kind="thanks", people=("ana-ribeiro",)))
    assert "thank ana-ribeiro" not in do(community, "list")


def test_lists_are_data_too(community: Project) -> None:
    do(community, *NEW)
    (row,) = json.loads(do(community, "list", "--format", "json", as_of="2026-12-01"))
    assert (row["name"], row["state"], row["prospect"]) == ("northwind", "new", "Northwind Foods")
    (due,) = row["due"]
    assert (due["kind"], due["by"], due["has_waited_long"]) == ("proposal", "2026-11-25", True)


def test_what_strangers_write_is_text_in_letters(community: Project) -> None:
    community.write("content/stories/month-end.md", story())
    do(community, *NEW, "--prospect", "<script>alert(1)</script> [x](javascript:y)")
    do(community, "propose", "northwind", "ana-ribeiro", *APPROVED)
    html = mail(community, "northwind.proposed.advocate").get_body(("html",))
    assert html
    assert "<script" not in html.get_content()
    assert "javascript:y)" in html.get_content()
    assert "<a href" not in html.get_content()


def test_requests_are_private_to_their_owner(community: Project) -> None:
    do(community, *NEW)
    do(community, "propose", "northwind", "ana-ribeiro", *APPROVED)
    folder: Path = community.root / "programme"
    assert (folder / "letters").stat().st_mode & 0o077 == 0
    assert (folder / "requests" / "northwind.yml").stat().st_mode & 0o077 == 0


@pytest.mark.needs("git")
def test_nothing_is_written_where_git_would_publish_it(community: Project) -> None:
    subprocess.run(["git", "init", "-q"], cwd=community.root, check=True)
    assert "git does not ignore programme/, so it would be published." in refused(community, *NEW)
    community.write(".gitignore", "/programme/\n")
    do(community, *NEW)
