"""The private log and the requests: their words are withheld, in records and in built files."""

from __future__ import annotations

from datetime import date

import pytest

from rooftop.logbook import Entry, Request, Step, append, write_request
from rooftop.translations import translation_for
from tests.project import PRODUCT, REPOSITORY, Project, story

GIFT = "Offered her a weekend in Lisbon for two"
CALL = Entry(on=date(2026, 11, 2), kind="call", people=("ana-ribeiro",), text=GIFT)


def log(project: Project, text: str, day: date = CALL.on) -> None:
    append(project.root / "programme", CALL.model_copy(update={"text": text, "on": day}))


def request(project: Project, **fields: str) -> None:
    steps = (Step(day=date(2026, 11, 2), state="new", note=fields.pop("note", None)),)
    made = Request(purpose="reference-call", by="Kai", steps=steps, **fields)
    write_request(project.root / "programme", "kestrel", made)


def test_a_word_of_the_log_in_a_built_file_fails_the_build(project: Project) -> None:
    log(project, GIFT)
    project.write("overrides/thanks.html", f"<p>{GIFT.upper()}</p>")
    done = project.run("rooftop", "build")
    assert done.returncode == 1
    assert "thanks/index.html" in done.stdout + done.stderr
    assert not project.site.exists()


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"note": "They would pay **double** for audits. OK?"}, "they would pay double for audits"),
        ({"place": "although the price rose by a third"}, "although the price rose by a third"),
        ({"feedback": "Tired, she said, and asked too often"}, "tired, she said, and asked too often"),
        ({"prospect": "Kestrel Bank"}, "Kestrel Bank"),
        ({"deal": "OPP-22917"}, "OPP-22917"),
    ],
)  # fmt: skip
def test_a_story_that_says_a_word_of_a_request_is_withheld(
    project: Project, fields: dict[str, str], said: str
) -> None:
    request(project, **fields)
    project.write("content/stories/month-end.md", story(body=f"We were happy: {said}."))
    checked = project.check()
    assert "content/stories/month-end.md" in checked.stderr
    assert "consent-withheld-mention" in checked.stderr


def test_what_the_log_says_is_in_no_file_of_the_site(project: Project) -> None:
    log(project, GIFT)
    project.write("content/stories/month-end.md", story(body=f"{GIFT}."))
    project.build()
    assert not (project.site / "stories/month-end/index.html").exists()
    assert not project.holds(GIFT)


QUOTATION = "The first of the month is a day like any other"


def says_the_quotation(project: Project, **fields: str) -> bool:
    """Whether a story that says what the log quotes passes."""
    project.write("content/stories/month-end.md", story(body=f"{QUOTATION}.", **fields))
    return "consent-withheld-mention" not in project.check().stderr


def test_words_that_went_out_before_the_log_quotes_them_stay(project: Project) -> None:
    stamps = {"published": "2026-11-01T09:00:00Z", "permalink": "stories/month-end/"}
    log(project, f"She wrote: {QUOTATION}.", date(2026, 11, 2))
    assert says_the_quotation(project, **stamps)
    log(project, QUOTATION, date(2026, 10, 31))
    assert not says_the_quotation(project, **stamps)


def test_words_that_the_advocate_approved_are_theirs(project: Project) -> None:
    log(project, QUOTATION)
    assert not says_the_quotation(project)
    done = project.run("rooftop", "consent", "approve", "month-end", "--yes")
    assert done.returncode == 0, done.stderr
    assert "consent-withheld-mention" not in project.check().stderr


def test_a_draft_of_what_the_log_quotes_can_be_sent_for_approval(project: Project) -> None:
    log(project, QUOTATION)
    text = story("status: requested\n", body=f"{QUOTATION}.")
    project.write("drafts/stories/first.md", text)
    (project.root / "consent-terms").symlink_to(REPOSITORY / "consent-terms")
    done = project.run("rooftop", "consent", "request", "first")
    assert done.returncode == 0, done.stderr
    assert QUOTATION in (project.root / "drafts/requests/first.ana-ribeiro.page.html").read_text()


def test_words_of_the_interface_and_of_products_are_not_private(project: Project) -> None:
    words = translation_for("en").keys()["story.report"]
    project.write("content/products/ledger.md", PRODUCT.replace("The books.", QUOTATION))
    log(project, f"{words}\n{QUOTATION}\nHarbourlight")
    request(project, prospect="Harbourlight Ltd")
    assert says_the_quotation(project)
    project.build()


def test_a_page_of_the_company_that_says_a_word_of_the_log_is_withheld(project: Project) -> None:
    log(project, GIFT)
    project.write("content/about.md", f"---\ntitle: About\n---\n\n{GIFT}.\n")
    assert "content/about.md" in project.check().stderr
