"""What people are sent and keep: requests, receipts, forecasts, and how long a build holds."""

from __future__ import annotations

import email
import json
import shutil
from dataclasses import replace
from email.policy import default
from pathlib import Path

import lxml.html
import pytest
from pyld import jsonld

from rooftop.ledger import Row, as_csv
from rooftop.plan import compose
from rooftop.records import CHANNELS, FIELDS
from tests.project import CONSENT, REPOSITORY, Project, story, warm_cache


@pytest.fixture
def asked(demo: Project, tmp_path: Path) -> Project:
    """The demo community with its letters, to be written to."""
    ignored = shutil.ignore_patterns("site", ".cache")
    made = Project(Path(shutil.copytree(demo.root, tmp_path / "community", ignore=ignored)))
    made.take_cache(warm_cache())
    shutil.copytree(REPOSITORY / "consent-terms", made.root / "consent-terms")
    return made


def request_of(project: Project, name: str, stem: str) -> tuple[str, str, bytes]:
    done = project.run("rooftop", "consent", "request", name, "--output", "requests")
    assert done.returncode == 0, done.stderr
    folder = project.root / "requests"
    return (
        (folder / f"{stem}.md").read_text(),
        (folder / f"{stem}.html").read_text(),
        (folder / f"{stem}.eml").read_bytes(),
    )


def test_a_request_holds_every_word_and_every_question(asked: Project) -> None:
    markdown, html, eml = request_of(
        asked, "month-end-in-three-days", "month-end-in-three-days.ana-ribeiro"
    )
    record = asked.plan().catalogue.stories["month-end-in-three-days"]
    for words in (record.title, record.summary, record.quote.text if record.quote else "", record.results[0].how_measured,
                  record.turnaround[0].what, record.promises[0].what, record.not_a_fit_for or "", record.media[0].alt,
                  record.social[0].text, "carrier invoices to Ledger first"):  # fmt: skip
        assert " ".join(words.split()) in " ".join(markdown.split()).replace("\\", "")
    uses = len(FIELDS) - 1 + len(CHANNELS)  # there is no recording to ask about
    assert markdown.count("yes [ ]   no [ ]") == uses
    for promise in ("24 months", "You can change your mind at any time", "Silence counts as no"):
        assert promise in markdown
    page = lxml.html.fromstring(html)
    assert len(page.xpath("//table//tr[td]")) == uses
    assert not page.xpath("//script | //link")
    assert all(source.startswith("data:") for source in page.xpath("//img/@src"))
    mail = email.message_from_bytes(eml, policy=default)
    assert mail["Subject"] == "May we publish your story?"
    assert mail["To"] is None
    assert "@" not in markdown
    assert mail.get_body(("plain",)).get_content().replace("\r\n", "\n").strip() == markdown.strip()  # type: ignore[union-attr]


def test_a_request_is_in_the_storys_language_where_there_is_one(asked: Project) -> None:
    german, _, mail = request_of(asked, "brunnen-sieben", "brunnen-sieben.marlene-koch")
    assert "Dürfen wir Ihre Geschichte veröffentlichen?" in german
    assert "Schweigen gilt als Nein" in german
    assert (
        email.message_from_bytes(mail, policy=default)["Subject"]
        == "Dürfen wir Ihre Geschichte veröffentlichen?"
    )


def test_a_request_is_the_same_every_time(asked: Project) -> None:
    assert request_of(asked, "li-wei", "li-wei") == request_of(asked, "li-wei", "li-wei")


def test_a_receipt_is_linked_data_without_secrets(demo: Project) -> None:
    done = demo.run("rooftop", "consent", "receipt", "month-end-in-three-days")
    receipt = json.loads(done.stdout)
    assert "CR-2026" not in done.stdout
    assert receipt["consent_status"] == {"@id": "dpv:ConsentGiven"}
    assert (receipt["given"], receipt["expires"]) == ("2026-05-02", "2031-05-02")
    (expanded,) = jsonld.expand(receipt, {"documentLoader": refuse})
    keys = {key for key in receipt if not key.startswith("@")}
    assert len([key for key in expanded if not key.startswith("@")]) == len(
        keys
    )  # every key has a meaning
    assert "https://w3id.org/dpv#hasPersonalData" in expanded
    categories = {each["@id"] for each in expanded["https://w3id.org/dpv#hasPersonalData"]}
    assert "https://w3id.org/dpv/pd#Name" in categories


def refuse(url: str, _options: object) -> None:
    raise AssertionError(f"a receipt must be readable without {url}")


def test_a_withdrawn_consent_has_a_receipt_too(demo: Project) -> None:
    receipt = json.loads(demo.run("rooftop", "consent", "receipt", "ferry-forecast").stdout)
    assert receipt["consent_status"] == {"@id": "dpv:ConsentWithdrawn"}
    assert receipt["withdrawn"] == "2026-10-01"


def test_forecast_lists_what_goes_oldest_first(project: Project) -> None:
    project.write("content/stories/soon.md", story(CONSENT + "expires: 2026-12-31\n"))
    said = project.run(
        "rooftop", "consent", "forecast", "--until", "2028-12-31"
    ).stdout.splitlines()
    assert said[0] == "2027-01-01  stories/soon, ana-ribeiro: is withheld: the consent has expired"
    assert [line[:10] for line in said[:-1]] == sorted(line[:10] for line in said[:-1])
    assert any(line.startswith("2028-05-03  stories/month-end") for line in said)


def test_a_build_tells_until_when_it_holds(project: Project) -> None:
    project.write("content/stories/soon.md", story(CONSENT + "expires: 2026-12-31\n"))
    said = project.build()
    told = json.loads((project.site / "build.json").read_text())
    assert told.pop("feeds")
    assert told == {"as-of": "2026-11-22", "valid-until": "2027-01-01T00:00:00Z"}
    assert "Valid until 2027-01-01 00:00 UTC" in said
    last, first = project.plan("2026-12-31"), project.plan("2027-01-01")
    assert set(last.published.stories) == {"month-end", "soon"}
    assert set(first.published.stories) == {"month-end"}


def test_between_now_and_valid_until_nothing_changes(demo: Project) -> None:
    now = demo.plan().published
    assert now.valid_until is not None
    day_before = (now.valid_until.date()).fromordinal(now.valid_until.date().toordinal() - 1)
    later = demo.plan(day_before.isoformat()).published
    assert list(later.stories) == list(now.stories)
    assert list(later.advocates) == list(now.advocates)


def test_check_warns_thirty_days_before_a_consent_lapses(project: Project) -> None:
    assert "consent-lapses" not in project.check(as_of="2028-04-01").stderr
    done = project.check(as_of="2028-04-02")
    assert done.returncode == 0
    assert "note consent-lapses: the consent holds until 2028-05-02" in done.stderr


def test_the_order_of_files_changes_nothing(demo: Project) -> None:
    plan = demo.plan()
    backwards = replace(
        plan.catalogue,
        advocates=dict(reversed(plan.catalogue.advocates.items())),
        stories=dict(reversed(plan.catalogue.stories.items())),
        products=dict(reversed(plan.catalogue.products.items())),
    )
    again = compose(backwards, plan.community, plan.now)
    assert again.withheld == plan.withheld
    assert again.withheld_text == plan.withheld_text
    for name in ("stories", "advocates", "products", "related", "prose", "notices", "media"):
        one, other = getattr(plan.published, name), getattr(again.published, name)
        assert one == other
        assert not hasattr(one, "keys") or name in ("prose", "related") or list(one) == list(other)


def test_a_spreadsheet_takes_no_cell_for_a_formula() -> None:
    row = Row("content/x.md", "=HYPERLINK(1)", "given", "", "", "", "", "")
    assert "'=HYPERLINK(1)" in as_csv(iter([row]), Row)
