"""E-mail addresses and telephone numbers: which are found, and what only looks like one."""

from __future__ import annotations

from pathlib import Path

import pytest

from rooftop.audit import find_leaks
from rooftop.text import find_email_addresses, find_phone_numbers, without_email_addresses
from tests.project import Project, story

COUNTRIES = ("PT", "DE", "US", "FR", "GB", "ES", "NO")

ADDRESSES = [
    "ana@example.org",
    "Write to <ana@example.org>.",
    "mailto:ana@example.org",
    "ana@host.dev",
    "ana@163.com",
    "ana@10.example.com",
    "@ana@gmail.com",
    "git@vger.kernel.org: the list",
    "git@github.com",
    "ana@example.com:call me",
    "ana@xn--bcher-kva.example",
    "react@17.0.2 and ana@example.org",
]
NO_ADDRESSES = [
    "react@17.0.2",
    "npm install @types/node@18.11.9-beta.next",
    "uses: actions/checkout@v4.1.2",
    "@ana@social.example",
    "Follow (@ana@social.example), @bo@other.example",
    "acct:ana@social.example",
    "git clone git@github.com:a/b",
    "git@git.example.org:b.git",
    "ssh://git@github.com/a/b",
    "logo@2x.png",
    "root@192.168.1.1",
    "3 @ 5.50 each",
]
NUMBERS = [
    "912 345 678",
    "912345678 or",
    "My number is 912 345 678",
    "reach me at 912 345 678 and ask for Ana",
    "número 912 345 678",
    "Telefonnummer: 030 901820",
    "T 030 901820 M 0171 1234567",
    "06 12 34 56 78",
    "(212) 555-0123",
    "020 7946 0958",
    "800 200 000",
    "Call 225 000 000",
    "Tel. 225 000 000",
    "To order, call 912 345 678",
    "To order: +351 912 345 678",
    "+351912345678 per day",
    "tel:+351912345678",
    "https://wa.me/351912345678",
]
NO_NUMBERS = [
    "225 000 000",
    "225.000.000",
    "We process 225 000 000 a year",
    "225 000 123 pallets",
    "912 345 678 invoices a year",
    "225 000 123 faturas por ano",
    "€225 000 123",
    "225 000 123 EUR",
    "$ 212 555 0123",
    "+225 000 000 €",
    "ISBN 978-3-16-148410-0",
    "978-3-16-148410-0",
    "Order number 912 345 678",
    "Bestellnummer 912345678",
    "commande n° 912345678",
    "NIF 225 000 123",
    "#912345678",
    "INV-912345678",
    "2026-05-04 12 30",
    "4.5.2026 12:30",
    "01/02/2024 10:30",
    "38.722252, -9.139337",
    "192.168.10.1",
    "IP 10.0.12.34",
]


@pytest.mark.parametrize("text", ADDRESSES)
def test_an_address_is_found(text: str) -> None:
    assert len(list(find_email_addresses(text))) == 1


@pytest.mark.parametrize("text", NO_ADDRESSES)
def test_what_only_looks_like_an_address_is_none(text: str) -> None:
    assert not list(find_email_addresses(text))
    assert without_email_addresses(text, "[…]") == text


@pytest.mark.parametrize("text", NUMBERS)
def test_a_telephone_number_is_found(text: str) -> None:
    assert list(find_phone_numbers(text, COUNTRIES))


@pytest.mark.parametrize("text", NO_NUMBERS)
def test_another_long_number_is_no_telephone_number(text: str) -> None:
    assert not list(find_phone_numbers(text, COUNTRIES))


def test_an_import_takes_out_addresses_alone() -> None:
    text = "react@17.0.2 by @ana@social.example: ana@example.org, bo@example.org"
    assert without_email_addresses(text, "[…]") == "react@17.0.2 by @ana@social.example: […], […]"


def test_check_and_audit_agree_on_what_is_an_address(project: Project) -> None:
    body = "We left react@17.0.2 and git@github.com:a/b; ask @ana@social.example."
    project.write("content/stories/month-end.md", story(body=body))
    plan = project.plan()
    assert not [each for each in plan.problems if each.code == "email-address"]
    for text in (*ADDRESSES, *NO_ADDRESSES):
        page = project.write("site/x.html", f"<p>{text.replace('<', '&lt;')}</p>").parent
        said = [leak.what for leak in find_leaks(page, plan) if "e-mail" in leak.what]
        assert bool(said) == bool(list(find_email_addresses(text))), text


BODY = "Write to press@harbourlight.example, or call 912 345 678, or **+351 912 345 679**."


def test_contacts_that_are_meant_are_listed_in_the_settings(project: Project) -> None:
    company = "{name: Norte Cargo, industry: logistics, country: PT}"
    profile = project.root / "content/advocates/ana-ribeiro.md"
    lines = profile.read_text().split("\n")
    profile.write_text(
        "\n".join(f"company: {company}" if each.startswith("company") else each for each in lines)
    )
    project.write(
        "content/stories/month-end.md",
        story(body=BODY, summary='"Mail press\\u0040harbourlight.example."'),
    )

    def codes(*allowed: str) -> set[str]:
        plan = project.plan(allowed_contacts=allowed)
        return {each.code for each in plan.problems} & {"email-address", "phone-number"}

    assert "email-address" in codes()
    assert codes("press@harbourlight.example") == {"phone-number"}
    assert codes("912 345 678", "+351 912 345 679") == {"email-address"}
    everything = ("press@harbourlight.example", "912 345 678", "+351 912 345 679")
    assert not codes(*everything)
    plan = project.plan(allowed_contacts=everything)
    assert "month-end" in plan.published.stories
    page = project.write("site/x.html", f"<p>{BODY}</p><p>bo@harbourlight.example</p>").parent
    assert [leak.what for leak in find_leaks(Path(page), plan)] == [
        "the e-mail address bo@harbourlight.example"
    ]


def test_addresses_and_numbers_of_a_file_are_all_told_at_once(project: Project) -> None:
    body = "Write to ana@example.org, or call +351 912 345 678."
    project.write("content/stories/month-end.md", story(body=body, summary="'Ask bo@example.org'"))
    plan = project.plan()
    told = [each.code for each in plan.problems if each.path == "content/stories/month-end.md"]
    assert told == ["email-address", "email-address", "phone-number"]
    assert "month-end" not in plan.published.stories


def test_a_contact_that_is_meant_may_stand_in_captions(project: Project) -> None:
    words = "Write to press@harbourlight.example."
    project.write("content/media/x.vtt", f"WEBVTT\n\n00:00.000 --> 00:01.000\n{words}\n")
    (problem,) = project.plan().problems
    assert (problem.path, problem.code) == ("content/media/x.vtt", "file-not-allowed")
    assert "allowed_contacts" in problem.hint
    plan = project.plan(allowed_contacts=["press@harbourlight.example"])
    assert plan.problems == ()
    assert plan.catalogue.media["x.vtt"].words == words
