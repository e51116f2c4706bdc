"""The demo contradicts itself nowhere: nothing a story tells happened after its words were approved."""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Iterator
from functools import lru_cache

import pytest

from rooftop.catalogue import read_catalogue
from rooftop.markup import read_markdown
from rooftop.records import Story
from rooftop.settings import Settings
from tests.project import REPOSITORY

MONTHS = {
    name: number
    for names in (
        "January February March April May June July August September October November December",
        "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    )
    for number, name in enumerate(names.split(), 1)
}
WEEKDAYS = [*calendar.day_name]
MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
DATE = re.compile(
    rf"""(?x)
    (?P<iso>\b20\d\d-\d\d-\d\d\b)
    | (?P<last>\b(?:last|letzten)\s)?(?:(?P<weekday>{"|".join(WEEKDAYS)}),?\s)?
      (?:(?P<day>\d{{1,2}})\.?\s)?\b(?P<month>{MONTH})\b(?:\s(?P<year>20\d\d)\b)?
    | \b(?P<alone>20\d\d)\b
    """
)
#: Words that say a sentence tells what is to come.
AHEAD = re.compile(
    r"(?i)\b(will|shall|next|due|until|by the end|is to|are to|plan\w*|wird|werden|soll|bis)\b|['’]ll\b"
)
SENTENCE = re.compile(r"(?<=[.!?])\s+|\n")
#: May at the head of a sentence, or before a verb, is no month.
VERB = re.compile(r"\bMay (?=I|we|you|be|he|she|it|they)\b")
#: A month without a year that begins within so many months after the approval is not a past one.
NEAR = 3


def faults_in(text: str, approved: datetime.date) -> Iterator[str]:
    """What ``text`` says of days after ``approved`` as if they were over, and weekdays that no day
    has.
    """
    for sentence in SENTENCE.split(VERB.sub("", text)):
        for match in DATE.finditer(sentence):
            first, last = period_of(match, approved)
            if match["weekday"] and WEEKDAYS[first.weekday()] != match["weekday"]:
                yield f"{match[0]} was a {WEEKDAYS[first.weekday()]}: {sentence}"
            if first > approved and not AHEAD.search(sentence):
                yield f"{match[0]} begins after {approved}: {sentence}"
            assert first <= last


def period_of(match: re.Match[str], approved: datetime.date) -> tuple[datetime.date, datetime.date]:
    """The first and the last day that a date in a text means, said on the day ``approved``."""
    if match["iso"]:
        day = datetime.date.fromisoformat(match["iso"])
        return day, day
    if match["alone"]:
        return year_of(int(match["alone"]))
    month = MONTHS[match["month"]]
    year = int(match["year"]) if match["year"] else nearest_year(match, approved)
    if match["day"]:
        day = datetime.date(year, month, int(match["day"]))
        return day, day
    return month_of(year, month)


def nearest_year(match: re.Match[str], approved: datetime.date) -> int:
    """The year of a month without one: the last in which it began, or the one in which it is about
    to.
    """
    month = MONTHS[match["month"]]
    has_begun = datetime.date(approved.year, month, int(match["day"] or 1)) <= approved
    is_near = 0 < (month - approved.month) % 12 <= NEAR and not match["last"]
    year = approved.year if has_begun else approved.year - 1
    return year + 1 if is_near else year


def month_of(year: int, month: int) -> tuple[datetime.date, datetime.date]:
    last = calendar.monthrange(year, month)[1]
    return datetime.date(year, month, 1), datetime.date(year, month, last)


def year_of(year: int) -> tuple[datetime.date, datetime.date]:
    return datetime.date(year, 1, 1), datetime.date(year, 12, 31)


def last_day_of(when: str) -> datetime.date:
    """The last day of a result's ``when``: 2026, 2026-Q1, 2026-W08, 2026-03 or a day."""
    year, _, rest = when.partition("-")
    if not rest:
        return year_of(int(year))[1]
    if rest.startswith("Q"):
        return month_of(int(year), int(rest[1]) * 3)[1]
    if rest.startswith("W"):
        return datetime.date.fromisocalendar(int(year), int(rest[1:]), 7)
    if "-" in rest:
        return datetime.date.fromisoformat(when)
    return month_of(int(year), int(rest))[1]


@lru_cache(maxsize=1)
def stories() -> dict[str, Story]:
    found = read_catalogue(REPOSITORY / "content", Settings(company="Harbourlight"))
    return dict(found.stories)


SLUGS = sorted(path.stem for path in (REPOSITORY / "content" / "stories").glob("*.md"))


def days_given(story: Story) -> list[datetime.date]:
    return [consent.given for consent in story.consent.values() if consent.given]


def texts_of(story: Story) -> Iterator[str]:
    """Everything that a story says in words somebody approved."""
    approved = {"title", "summary", "quote", "results", "media", "not_a_fit_for", "social"}
    approved |= {"turnaround", "promises"}
    for _, value in sorted(story.model_dump(include=approved, exclude_none=True).items()):
        yield from strings_in(value)
    for text in story.markdown.values():
        for block in read_markdown(text).structure.split("\n"):
            yield re.sub("<[^>]*>", "", block)


def strings_in(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, each in value.items():
            if key not in ("when", "src", "poster", "captions", "url"):
                yield from strings_in(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from strings_in(each)


@pytest.mark.parametrize("slug", SLUGS)
def test_nothing_a_story_tells_happened_after_its_words_were_approved(slug: str) -> None:
    story = stories()[slug]
    approved = min(days_given(story))
    days = [turn.on for turn in story.turnaround] + [each.made for each in story.promises]
    days += [story.source.posted] if story.source else []
    days += [last_day_of(result.when) for result in story.results if result.when]
    assert [day for day in days if day > approved] == []
    assert [fault for text in texts_of(story) for fault in faults_in(text, approved)] == []


@pytest.mark.parametrize("slug", SLUGS)
def test_a_story_goes_out_after_everybody_approved_it(slug: str) -> None:
    story = stories()[slug]
    last = max(days_given(story))
    assert story.published
    assert last <= story.date <= story.published.date()
    later = [each.kept for each in story.promises if each.kept and each.kept > last]
    if story.updated or later:  # what changed since is what the company did, and says when
        assert story.updated == max(later)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("It came on 3 June 2026.", "3 June 2026 begins after"),
        ("Since August 2026 it runs.", "August 2026 begins after"),
        ("In July it broke.", "July begins after"),
        ("Im Juli fiel er aus.", "Juli begins after"),
        ("2027 was a good year.", "2027 begins after"),
        ("On Monday, 3 May 2026, it broke.", "was a Sunday"),
        ("It broke on 2026-05-30. It will be mended.", "2026-05-30 begins after"),
    ],
)
def test_a_slip_is_found(text: str, fault: str) -> None:
    (found,) = faults_in(text, datetime.date(2026, 5, 20))
    assert fault in found


@pytest.mark.parametrize(
    "text",
    [
        "It is due on 3 June 2026.",
        "They will have it by July.",
        "We moved in October, and in May it ran.",
        "On Sunday, 3 May, it broke; in 2026 that is rare.",
        "May I ask?",
    ],
)
def test_what_was_over_or_is_said_to_be_ahead_is_none(text: str) -> None:
    assert list(faults_in(text, datetime.date(2026, 5, 20))) == []


def test_nobody_denies_what_a_disclosure_states() -> None:
    denial = re.compile(r"(?i)\b(nobody|no one|never|not) (was |is |were |been )?paid\b|for free")
    pages = list((REPOSITORY / "content").glob("*.md"))
    rewarded = [s for s in stories().values() if s.disclosure and s.disclosure.incentive != "none"]
    assert rewarded
    texts = [path.read_text() for path in pages] + [story.body for story in rewarded]
    assert [text for text in texts if denial.search(text)] == []


def test_evidence_is_one_paper_for_one_record() -> None:
    """A translation is approved with its original; everything else on a paper of its own."""
    papers: dict[str, set[str]] = {}
    for story in stories().values():
        for consent in story.consent.values():
            subject = story.translation_of or story.slug
            papers.setdefault(consent.evidence or "", set()).add(subject)
    assert {paper: who for paper, who in papers.items() if len(who) > 1} == {}
