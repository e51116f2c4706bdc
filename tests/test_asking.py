"""What somebody does who asks for consent: a letter, the page as it will look, and the record."""

from __future__ import annotations

import email
import re
import shutil
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import cast

import lxml.html
import pytest

from rooftop.consent_request import Sentences, ask, compose_as_if_agreed, latest_version, read_terms
from rooftop.settings import Asking
from rooftop.summary import describe_plan
from rooftop.translations import LANGUAGES, translation_for
from tests.project import REPOSITORY, TODAY, Project, advocate

ASKING = (
    "  rooftop:\n    consent: {asked_by: 'Mara Lopes, marketing', answer_to: voices@example.com, "
    "answer_days: 14}\n"
)
DRAFT = """\
---
# Told by telephone, written down by us.
title:   The night shift
date: 2026-11-02
advocates: [ana-ribeiro, bo-lund]
summary: Nobody waits for the morning.
results:
  - {what: Waiting, before: 1200, after: 3, unit: minutes, how_measured: The log of one month.}
turnaround:
  - {on: 2026-10-01, what: The import failed., by: company}
promises: [{made: 2026-10-02, what: A fix., due: 2026-10-30, kept: 2026-10-20}]
disclosure: {relationship: customer, incentive: none, conditional: false}
---

We load at night.
"""
BO = {"name": "Bo Lund", "role": "Dock master", "company": "{name: Lund Docks}"}
STORY = "drafts/stories/night-shift.md"
LETTER = "drafts/requests/night-shift.ana-ribeiro"


def community(root: Path) -> Project:
    """A community with its terms, a draft of a story without a record of consent, and a second
    person who tells it and has not answered either.
    """
    made = Project.small(root)
    shutil.copytree(REPOSITORY / "consent-terms", made.root / "consent-terms")
    settings = (made.root / "mkdocs.yml").read_text()
    made.write("mkdocs.yml", settings.replace("  rooftop:\n", ASKING))
    made.write("drafts/advocates/bo-lund.md", advocate("status: requested\n", **BO))
    made.write(STORY, DRAFT)
    return made


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The community after one person was asked."""
    made = community(tmp_path_factory.mktemp("asked") / "community")
    made.build()  # so that the letter draws nothing that is kept already
    command = ("rooftop", "consent", "request", STORY, "--person", "ana-ribeiro")
    done = made.run(*command)
    assert done.returncode == 0, done.stderr
    assert "asked on 2026-11-22, to be answered by 2026-12-06" in done.stdout
    return made


def mail_of(project: Project) -> EmailMessage:
    data = (project.root / f"{LETTER}.eml").read_bytes()
    return cast(EmailMessage, email.message_from_bytes(data, policy=default))


def test_the_record_says_that_she_was_asked_and_nothing_else_changes(asked: Project) -> None:
    record = """\
consent:
  ana-ribeiro:
    status: requested
    requested: 2026-11-22
    asked_by: "Mara Lopes, marketing"
    answer_by: 2026-12-06
    terms: 2026-11
"""
    expected = DRAFT.replace("conditional: false}\n", f"conditional: false}}\n{record}")
    assert (asked.root / STORY).read_text() == expected


def test_the_letter_says_who_asks_for_what_how_to_answer_and_by_when(asked: Project) -> None:
    letter = (asked.root / f"{LETTER}.md").read_text()
    for words in (
        "Dear Ana Ribeiro,",
        "Harbourlight would like to publish",
        "Harbourlight Voices, <https://voices.harbourlight.example/>",
        "Mara Lopes, marketing asks for your consent",
        "Please answer by 6 December 2026",
        "Send your answers to voices@example.com",
        "lasts 24 months",
        "You can take back all of it or part of it",
    ):
        assert words in letter


def test_each_use_is_a_question_of_its_own_and_nothing_is_asked_twice(asked: Project) -> None:
    letter = (asked.root / f"{LETTER}.md").read_text()
    questions = [line for line in letter.splitlines() if line.endswith("yes [ ] / no [ ] |")]
    # name, employer, words and numbers; in five places; two uses by AI systems
    assert len(questions) == 4 + 5 + 2
    assert len(set(questions)) == len(questions)
    for words in ("who you are: Ana Ribeiro, Head of Finance", "your employer, Norte Cargo",
                  "publish these words", "publish the numbers", "on Harbourlight Voices?", "feeds",
                  "social media posts", "show it on their own websites", "the press"):  # fmt: skip
        assert sum(words in question for question in questions) == 1, words


def test_the_letter_says_everything_in_sentences(asked: Project) -> None:
    letter = (asked.root / f"{LETTER}.md").read_text()
    for sentence in (
        "Waiting: from 1,200 to 3 minutes. How it was measured: The log of one month.",
        "On 1 October 2026, Harbourlight: The import failed.",
        "On 2 October 2026, Harbourlight promised to do this by 30 October 2026: A fix. Kept on "
        "20 October 2026.",
        "The page says that you are a customer of Harbourlight. You receive nothing in return.",
    ):
        assert sentence in letter
    for raw in ("none", "customer;", "→", "{", "conditional"):
        assert raw not in letter


def test_somebody_who_has_not_answered_is_not_shown_to_her(asked: Project) -> None:
    for kind in ("md", "html", "eml", "page.html"):
        text = (asked.root / f"{LETTER}.{kind}").read_text()
        assert not re.search("Bo Lund|Dock master|Lund Docks|bo-lund", text), kind
    assert "Told by Ana Ribeiro, Head of Finance, Norte Cargo and A customer." in (
        asked.root / f"{LETTER}.md"
    ).read_text().replace("\\", "")


def test_the_page_that_goes_along_is_the_page_and_loads_nothing(asked: Project) -> None:
    page = lxml.html.fromstring((asked.root / f"{LETTER}.page.html").read_bytes())
    assert page.findtext(".//h1") == "The night shift"
    assert page.xpath("//dl[@class='rt-results']")
    (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none'")
    assert not page.xpath("//script | //link | //iframe | //*[@srcset]")
    styles = "".join(page.xpath("//style/text()"))
    assert "@font-face" in styles
    assert set(re.findall(r"url\(['\"]?([a-z]+:)?", styles)) <= {"data:", ""}
    assert "url(/" not in styles
    links = page.xpath("//@href")
    assert all(link.startswith(("#", "https://")) for link in links)


def test_the_letter_shows_the_page_and_the_mail_brings_it(asked: Project) -> None:
    letter = lxml.html.fromstring((asked.root / f"{LETTER}.html").read_bytes())
    page = (asked.root / f"{LETTER}.page.html").read_bytes()
    assert letter.xpath("//iframe/@srcdoc") == [page.decode()]
    mail = mail_of(asked)
    assert mail["To"] is None
    (attachment,) = mail.iter_attachments()
    assert attachment.get_filename() == "night-shift.ana-ribeiro.page.html"
    assert attachment.get_content().encode().splitlines() == page.splitlines()
    images = [part for part in mail.walk() if part.get_content_maintype() == "image"]
    assert len(images) == len(letter.xpath("//img"))
    for image in images:
        html = mail.get_body(("html",))
        assert html is not None
        assert f"cid:{image['Content-ID'].strip('<>')}" in html.get_content()


def test_check_knows_the_letters_and_takes_none_for_a_record(asked: Project) -> None:
    done = asked.check()
    assert done.returncode == 0, done.stderr
    assert "requests" not in done.stderr
    assert "1 story waits for consent" in done.stdout


def test_a_request_that_nobody_answered_is_told(asked: Project) -> None:
    line = f"  {STORY}, ana-ribeiro: asked on 2026-11-22, to be answered by 2026-12-06."
    assert line not in describe_plan(asked.plan("2026-12-06"))
    late = list(describe_plan(asked.plan("2026-12-07")))
    assert late[-2:] == ["No answer came in time to 1 request:", line]
    assert line in asked.check(as_of="2026-12-07").stdout.splitlines()
    done = asked.run("rooftop", "consent", "status", "night-shift", as_of="2026-12-07")
    assert re.search(r"ana-ribeiro +waiting +.*2026-12-06", done.stdout)


def test_asking_again_sets_another_day(asked: Project, tmp_path: Path) -> None:
    again = Project(Path(shutil.copytree(asked.root, tmp_path / "again")))
    options = ("--person", "ana-ribeiro", "--answer-by", "2027-01-15", "--asked-by", "Joe Baker")
    done = again.run("rooftop", "consent", "request", "night-shift", *options)
    assert done.returncode == 0, done.stderr
    text = (again.root / STORY).read_text()
    assert text.count("answer_by: 2027-01-15") == 1
    assert 'asked_by: "Joe Baker"' in text
    assert "2026-12-06" not in text


@pytest.mark.parametrize(
    ("path", "text", "said"),
    [
        (STORY, DRAFT.replace("bo-lund", "li-wei"), "there is no such advocate"),
        (
            STORY,
            DRAFT.replace("at night", "at night with Eva Rosen"),
            "it says the withheld name 'Eva Rosen'",
        ),
        (STORY, re.sub("disclosure: .*\n", "", DRAFT), "relationship and incentive are not stated"),
        (
            STORY,
            DRAFT.replace("---\n\n", "consent: {ana-ribeiro: {status: refused}}\n---\n\n"),
            "ana-ribeiro refused",
        ),
        (STORY, DRAFT.replace("title:", "example: true\ntitle:"), "night-shift.md is an example"),
        (
            "consent-terms/2026-11.en.md",
            "---\nsubjct: Please\n---\n\nWe are {firm}.\n",
            "2026-11.en.md:5: error value-invalid: {firm} stands for nothing",
        ),
    ],
)
def test_nothing_is_written_when_anything_is_wrong(
    tmp_path: Path, path: str, text: str, said: str
) -> None:
    made = community(tmp_path / "community")
    made.write("content/advocates/eva-rosen.md", advocate("status: refused\n", name="Eva Rosen"))
    made.write(path, text)
    before = (made.root / STORY).read_text()
    done = made.run("rooftop", "consent", "request", "night-shift")
    assert done.returncode == 1, done.stdout
    assert said in done.stderr
    assert (made.root / STORY).read_text() == before
    assert not (made.root / "drafts/requests").exists()


def test_a_person_and_their_story_are_asked_together_or_not_at_all(tmp_path: Path) -> None:
    made = community(tmp_path / "community")
    letters = made.root / "drafts/requests"
    done = made.run("rooftop", "consent", "request", "bo-lund", "nite-shift")
    assert done.returncode == 2, done.stdout
    assert not letters.exists()
    done = made.run("rooftop", "consent", "request", "bo-lund", "night-shift", STORY)
    assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in letters.glob("*.md")) == [
        "bo-lund.md",
        "night-shift.ana-ribeiro.md",
        "night-shift.bo-lund.md",
    ]
    assert done.stdout.count("asked on 2026-11-22") == 2


def test_an_asker_is_no_mail_address_and_a_day_lies_ahead(tmp_path: Path) -> None:
    made = community(tmp_path / "community")
    for options in (("--asked-by", "mara@example.com"), ("--answer-by", "2026-11-21")):
        assert made.run("rooftop", "consent", "request", STORY, *options).returncode == 2
    assert (made.root / STORY).read_text() == DRAFT


def test_without_settings_the_company_asks_and_a_reply_answers() -> None:
    assert Asking() == Asking(asked_by=None, answer_to=None, answer_days=21)


@pytest.mark.parametrize(
    ("version", "language"),
    [("2025-01", "en"), ("2025-01", "de"), *(("2026-11", tongue) for tongue in LANGUAGES)],
)
def test_the_terms_of_the_demo_can_be_sent(version: str, language: str) -> None:
    terms, problems = read_terms(REPOSITORY / "consent-terms", version, language)
    assert problems == []
    assert terms is not None
    assert terms.language == language
    assert latest_version(REPOSITORY / "consent-terms") == "2026-11"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_sentence(demo: Project, language: str) -> None:
    plan = demo.plan()
    sentences = Sentences(translation_for(language), "Harbourlight")
    letters = ["\n".join(sentences.of_story(each)) for each in plan.published.stories.values()]
    people = plan.published.advocates.values()
    letters += ["\n".join(sentences.of_profile(each)) for each in people]
    assert letters
    assert not [text for text in letters if re.search(r"\{[a-z]+\}|: none|\bTrue\b", text)]


def test_a_signed_community_asks_too(project: Project) -> None:
    plan = project.plan(approvals="required", signatures="required")
    person = plan.catalogue.advocates["ana-ribeiro"]
    asked = ask(plan.catalogue.stories["month-end"], person, plan.catalogue)
    agreed = compose_as_if_agreed(asked, plan.catalogue, plan.community, plan.now)
    assert list(agreed.published.stories) == ["month-end"]
    assert agreed.published.advocates == {}  # her profile is not signed, so nothing shows it
    assert not plan.published.stories
    assert plan.today.isoformat() == TODAY
