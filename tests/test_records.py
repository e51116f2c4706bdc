"""Records: typed, frozen, and every mistake located with what to do about it."""

from __future__ import annotations

import pickle

import pytest
from pydantic import ValidationError

from rooftop.frontmatter import split
from rooftop.records import Advocate, Event, Product, Record, Story, parse
from tests.project import advocate, story


def problems_of(kind: type[Record], text: str) -> list[str]:
    document, found = split(text, "x.md")
    if document:
        found = found + parse(kind, document, "x")[1]
    return [
        f"{each.line}:{each.column} {each.code} {each.message} {each.hint}".strip()
        for each in found
    ]


def test_a_good_record_is_frozen_and_knows_its_origin() -> None:
    document, _ = split(story(), "content/stories/x.md")
    assert document
    record, problems = parse(Story, document, "x")
    assert not problems
    assert record is not None
    assert (record.slug, record.origin.path) == ("x", "content/stories/x.md")
    assert record.origin.at("quote", "text")[0] == 9
    with pytest.raises(ValidationError):
        record.title = "Other"  # type: ignore[misc]


def test_a_record_knows_where_each_of_its_fields_stands() -> None:
    document, _ = split(story(), "content/stories/x.md")
    assert document
    record, _ = parse(Story, document, "x")
    assert record
    assert record.origin.positions == document.positions
    assert ("advocates", 0) in record.origin.positions
    assert record.origin.at("advocates", 0) == document.positions["advocates", 0]


def test_unknown_keys_and_words_name_the_nearest() -> None:
    found = problems_of(Story, story(titel="x", kind="case-studi"))
    assert any(
        "titel is not a field of story files Did you mean 'title'?" in each for each in found
    )
    assert any("kind may not be 'case-studi' Did you mean 'case-study'?" in each for each in found)


def test_a_slip_inside_a_consent_record_is_found() -> None:
    found = problems_of(
        Advocate, advocate().replace("channels: [site, feeds]", "chanels: [site, fedes]")
    )
    assert any("consent.chanels is not a field" in each and "'channels'" in each for each in found)


def test_a_consent_nobody_may_write_by_hand_in_front_matter() -> None:
    """``slug``, ``body`` and ``origin`` belong to the file, not to its author."""
    for name in ("slug", "body", "origin", "_origin"):
        text = story().replace("title:", f"{name}: x\ntitle:", 1)
        assert any("is not a field" in each for each in problems_of(Story, text))


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        (Story, story(title="5"), "must be text; put it in quotes"),
        (Story, story(title=""), "title is missing"),
        (Story, story(title="x" * 200), "has 200 characters; the limit is 160"),
        (Story, story(date='"2026-05-04"'), "must be a date, YYYY-MM-DD, without quotes"),
        (Story, story(date="20260504"), "must be a date"),
        (Story, story(advocates="ana-ribeiro"), "must be a list"),
        (Story, story(advocates="[]"), "advocates"),
        (Story, story(advocates="[Ana Ribeiro]"), "must be a slug"),
        (Story, story(language="English"), "language tag"),
        (Story, story(quote="{text: x, by: somebody-else}"), "who is not among the advocates"),
        (Story, story(published="2026-05-06T09:30:07"), "must end in Z"),
        (
            Story,
            story(media="[{kind: video, src: film.webm, alt: A film}]"),
            "a video needs captions",
        ),
        (
            Story,
            story(media="[{kind: audio, src: talk.ogg, alt: A talk}]"),
            "a recording needs a transcript",
        ),
        (
            Story,
            story(media="[{kind: image, src: ../../secret.webp, alt: x}]"),
            "must name a file below content/media/",
        ),
        (
            Story,
            story(disclosure="{relationship: friend, incentive: none, conditional: false}"),
            "relationship",
        ),
        (
            Story,
            story(disclosure='{relationship: customer, incentive: none, conditional: "false"}'),
            "must be true or false",
        ),
        (Advocate, advocate(pseudonym="Jo"), "either name or pseudonym"),
        (Advocate, advocate(photo="ana.webp"), "a photo needs photo_alt"),
        (
            Advocate,
            advocate(links="{website: javascript:alert(1)}"),
            "must be an address that begins with https://",
        ),
        (Product, "---\ntagline: x\n---\n", "name is missing"),
        (
            Event,
            "---\ntitle: x\nkind: talk\nstarts: 2026-09-03T17:00\ntimezone: Lisbon\nplace: "
            "Porto\n---\n",
            "time zone",
        ),
        (
            Event,
            "---\ntitle: x\nkind: talk\nstarts: 2026-09-03T17:00Z\ntimezone: "
            "Europe/Lisbon\nplace: Porto\n---\n",
            "local time",
        ),
    ],
)
def test_a_wrong_value_says_what_was_expected(kind: type[Record], text: str, expected: str) -> None:
    found = problems_of(kind, text)
    assert any(expected in each for each in found), found
    assert not any("pydantic" in each for each in found)


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        (Advocate, advocate(wthdrawn=" "), "wthdrawn is not a field"),
        (Advocate, advocate(stage="client", loyalty_stage="client"), "stage is not a field"),
        (
            Story,
            story(
                media="[{kind: video, src: 'https://a.example/x', url: 'https://b.example/y', alt: x}]"
            ),
            "src",
        ),
        (Story, story(results="[{what: x, after: 3, when: 2026.25, how_measured: y}]"), "text"),
        (Story, story(results="[{what: x, after: 3, when: true, how_measured: y}]"), "text"),
        (Story, story(results="[{what: x, after: 3, when: [1], how_measured: y}]"), "text"),
    ],
)
def test_nothing_written_is_left_out_in_silence(
    kind: type[Record], text: str, expected: str
) -> None:
    found = problems_of(kind, text)
    assert any(expected in each for each in found), found


@pytest.mark.parametrize("when", ["2026", "2026-Q1", "2026-05-04", "in spring"])
def test_when_a_result_was_measured_is_shown_as_written(when: str) -> None:
    text = story(results=f"[{{what: x, after: 3, when: {when}, how_measured: y}}]")
    document, _ = split(text, "x.md")
    assert document
    record, problems = parse(Story, document, "x")
    assert record, problems
    assert record.results[0].when == when


def test_an_empty_field_is_one_that_is_left_out() -> None:
    for text in (advocate(role=" "), advocate(stage=" ")):
        assert not problems_of(Advocate, text)


def day_fields(day: str) -> list[tuple[type[Record], str]]:
    """A record for each field that takes a day or a moment, with ``day`` in it."""
    event = (
        "---\ntitle: x\nkind: talk\nstarts: {}T17:00\nends: {}T18:00\ntimezone: Europe/Lisbon\n"
        "place: Porto\n---\n"
    )
    consent = advocate().replace("given: 2026-05-02\n  covers", f"given: {day}\n  covers")
    return [
        (Story, story(date=day)),
        (Story, story(updated=day)),
        (Story, story(published=f"{day}T09:30:07Z")),
        (Story, story(turnaround=f"[{{on: {day}, what: x, by: customer}}]")),
        (Story, story(promises=f"[{{made: {day}, what: x, due: 2026-01-01}}]")),
        (Story, story(promises=f"[{{made: 2026-01-01, what: x, due: {day}}}]")),
        (Story, story(source=f"{{network: x, url: 'https://x.example/1', posted: {day}}}")),
        (Story, story(social=f"[{{text: x, networks: [x], not_before: {day}}}]")),
        (Advocate, advocate(joined=day)),
        (Advocate, consent),
        (Event, event.format(day, "2199-12-31")),
    ]


@pytest.mark.parametrize("day", ["0001-01-01", "1899-12-31", "2200-01-01", "9999-12-31"])
def test_a_day_nobody_can_have_meant_is_refused(day: str) -> None:
    for kind, text in day_fields(day):
        found = problems_of(kind, text)
        assert any("must lie in the years 1900 to 2199" in each for each in found), (text, found)


@pytest.mark.parametrize("day", ["1900-01-01", "2199-12-31"])
def test_the_first_and_the_last_day_there_can_be_are_read(day: str) -> None:
    for kind, text in day_fields(day):
        assert not any("years" in each for each in problems_of(kind, text)), text


def person(name: str) -> Advocate:
    document, problems = split(advocate(name=name), "x.md")
    assert document, problems
    record, problems = parse(Advocate, document, "x")
    assert record, problems
    return record


@pytest.mark.parametrize(
    ("name", "called", "given", "family"),
    [
        ("{given: Ana, family: Ribeiro}", "Ana Ribeiro", "Ana", "Ribeiro"),
        ("{family: Nagy, given: Éva}", "Nagy Éva", "Éva", "Nagy"),
        ("{family: 李, given: 伟}", "李伟", "伟", "李"),
        (
            "{given: Maria do Carmo, family: de Sá}",
            "Maria do Carmo de Sá",
            "Maria do Carmo",
            "de Sá",
        ),
        ("{given: Sukarno}", "Sukarno", "Sukarno", None),
        ("Ana Ribeiro", "Ana Ribeiro", None, None),
    ],
)
def test_a_name_in_parts_is_the_name_in_the_order_in_which_it_is_written(
    name: str, called: str, given: str | None, family: str | None
) -> None:
    record = person(name)
    assert (record.called, record.name) == (called, called)
    assert (record.given_name, record.family_name) == (given, family)
    assert record.model_dump()["name"] == called
    copy = pickle.loads(pickle.dumps(record))  # noqa: S301 — our own
    assert (copy.called, copy.given_name) == (called, given)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("{}", "2:1 value-invalid name needs given, family, or both"),
        ("{first: Ana}", "2:8 key-unknown name.first is not a field of advocate files"),
        ("{given: 5, family: x}", "2:8 value-invalid name.given must be text"),
        ("{given: " + "x" * 161 + "}", "2:8 value-invalid name.given has 161 characters"),
        ("{given: " + "x" * 90 + ", family: " + "y" * 90 + "}", "2:1 value-invalid name has 181"),
        ("[Ana, Ribeiro]", "2:1 value-invalid name must be text"),
    ],
)
def test_a_name_in_other_parts_is_told(name: str, expected: str) -> None:
    found = problems_of(Advocate, advocate(name=name))
    assert any(each.startswith(expected) for each in found), found
