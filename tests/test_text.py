"""Names that are not what they seem, and what may be printed."""

from __future__ import annotations

import pytest

from rooftop.text import Lookalikes, as_cell, find_phone_numbers, shown_plainly, skeleton
from tests.project import CONSENT, Project, advocate, story

NAMES = ("Ana Ribeiro", "Ledger", "Norte Cargo", "Søren Ås", "Ђорђе")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("\u0410na Ribeiro", ["Ana Ribeiro"]),  # Cyrillic
        ("we use L\u0435dger", ["Ledger"]),
        ("\uff2c\uff45\uff44\uff47\uff45\uff52", ["Ledger"]),  # full width
        ("\U0001d40bedger", ["Ledger"]),  # mathematics
        ("L\u0435dger and N\u043erte Cargo", ["Ledger", "Norte Cargo"]),
        ("Ledger and Ana Ribeiro", []),
        ("ledger, LEDGER", []),
        ("S\u00f8ren \u00c5s, caf\u00e9, \u00bd", []),
        ("\u0402\u043e\u0440\u0452\u0435 \u043f\u0438\u0448\u0435", []),  # a Serbian name is itself
        ("\u041c\u043e\u0441\u043a\u0432\u0430 \u0438 \u043c\u0438\u0440", []),
    ],
)
def test_words_that_look_like_a_name_are_found(text: str, found: list[str]) -> None:
    assert [name for _, _, name in Lookalikes(NAMES).find(text)] == found


def test_a_skeleton_is_what_a_name_looks_like() -> None:
    assert skeleton("\u0440\u0430\u0443\u0440\u0430l.com") == "paypal.com"
    assert skeleton("Ana  Ribeiro") == "ana ribeiro"


def test_a_name_in_letters_that_only_look_the_same_is_reported(project: Project) -> None:
    project.write("content/advocates/ana-ribeiro-2.md", advocate(name="\u0410na Ribeiro"))
    company = "{name: Norte Cargo, industry: logistics, url: https://norte-cargo.example/}"
    project.write("content/advocates/ana-ribeiro.md", advocate(company=company))
    body = (
        "See [them](https://n\u043erte-cargo.example/) and [us](https://xn--vices-jye.example/), "
        "who sell L\u0435dger."
    )
    project.write("content/stories/month-end.md", story(CONSENT, body=body))
    found = {
        (each.path, each.line) for each in project.plan().problems if each.code == "text-lookalike"
    }
    assert found >= {
        ("content/advocates/ana-ribeiro-2.md", 2),
        ("content/stories/month-end.md", 21),
    }
    said = [each.message for each in project.plan().problems if each.code == "text-lookalike"]
    assert sum("norte-cargo.example" in each for each in said) == 1
    assert sum("'voices.example'" in each for each in said) == 1
    assert sum("'Ledger'" in each for each in said) == 1
    assert project.check().returncode == 1


def test_telephone_numbers_are_found_as_people_write_them() -> None:
    def offsets(text: str) -> list[int]:
        return [finding.offset for finding in find_phone_numbers(text, ("PT", "DE"))]

    assert offsets("Ring +351 912 345 678 or 912 345 678, or (030) 901820.") == [5, 25, 41]
    assert (
        offsets("On 2026-05-04 we had 1,234,567 pallets, 9000 of them cold, in 12 months: 99.95 %.")
        == []
    )
    assert offsets("Version 2.361.4, build 20261122, CR-2026-0193, 192.168.10.1") == []


def test_what_is_printed_drives_no_terminal() -> None:
    assert shown_plainly("a\x1b[2J\r\nb\u2028c\u202ed") == "a\\x1b[2J\\r\\nb\\u2028c\\u202ed"
    assert shown_plainly("Søren – “quoted”, 李伟") == "Søren – “quoted”, 李伟"


OURS, THEIRS = "https://norte-cargo.example/", "https://n\u043erte-cargo.example/x"
PUNYCODE = "https://xn--nrte-cargo-evi.example/x"


def lookalike_lines(project: Project, path: str, text: str) -> list[int]:
    project.write(path, text)
    found = project.plan().problems
    return [each.line for each in found if each.code == "text-lookalike" and each.path == path]


@pytest.mark.parametrize("url", [THEIRS, PUNYCODE, THEIRS.replace("//", "//www.")])
def test_an_address_that_only_looks_the_same_is_found_in_every_field(
    project: Project, url: str
) -> None:
    project.write("content/products/ledger.md", f"---\nname: Ledger\nurl: {OURS}\n---\n")
    fields = {
        "source": f"{{network: x, url: '{url}', posted: 2026-05-01}}",
        "media": f"[{{kind: video, src: '{url}', alt: A film}}]",
        "social": f"[{{text: 'See {url} and more', networks: [mastodon]}}]",
        "summary": f"See {url} for more.",
        "challenge": f"See [them]({url}).",
        "thanks": f"Thanks, {url.removeprefix('https://')}",
    }
    for name, value in fields.items():
        text = story(**{name: value})
        line = 1 + next(n for n, each in enumerate(text.split("\n")) if each.startswith(name))
        assert lookalike_lines(project, "content/stories/month-end.md", text) == [line], name
    event = (
        "---\ntitle: x\nkind: talk\nstarts: 2026-09-03T17:00\ntimezone: Europe/Lisbon\n"
        f"online_url: {url}\nsign_up: {url}\n---\n"
    )
    assert lookalike_lines(project, "content/events/talk.md", event) == [6, 7]
    person = advocate(links=f"{{mastodon: '{url}'}}", company=f"{{name: X, url: '{url}'}}")
    assert len(lookalike_lines(project, "content/advocates/bo.md", person)) == 2
    assert lookalike_lines(project, "content/products/x.md", f"---\nname: x\nurl: {url}\n---\n")
    assert lookalike_lines(project, "content/about.md", f"---\ntitle: About\n---\n{url}\n")


def test_other_addresses_in_other_letters_are_theirs_to_have(project: Project) -> None:
    project.write("content/products/ledger.md", f"---\nname: Ledger\nurl: {OURS}\n---\n")
    words = "[a](https://\u043f\u043e\u0440\u0442.example/) [b](https://b\u00fccher.norte-cargo.example/)"
    assert not lookalike_lines(project, "content/stories/month-end.md", story(body=words))


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_a_cell_never_begins_as_a_formula(sign: str) -> None:
    assert as_cell(f"{sign}1+1") == f"'{sign}1+1"
    assert as_cell(f"{sign}1+1", " ") == f" {sign}1+1"
    assert as_cell(f"1{sign}1") == f"1{sign}1"
