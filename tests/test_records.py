"""Records: typed, frozen, and every mistake located with what to do about it."""

from __future__ import annotations

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
        (Story, story(title="x" * 200), "has 200 characters; at most 160 fit"),
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
