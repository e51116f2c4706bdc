"""The form on the site: filled in by a browser without scripts, and what a service makes of it, read
into private drafts.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route

from rooftop.settings import Settings
from rooftop.site.headers import policy
from tests.filing import STORY
from tests.project import Project
from tests.test_contributing import configure
from tests.web import serve

ACTION = "https://forms.harbourlight.example/send"
FIELDS = {
    "_gotcha": "",
    "form": "story",
    "language": "en",
    "email": "fay@acme-mail.com",
    "title": "No more counting on Fridays",
    "happened": "Every Friday we counted by hand.\n\nname: Mira Holt\nemail: x@y.test\n\nNow it is noon.",
    "name": "Fay Ngo",
    "role": "Warehouse lead",
    "employer": "",
    "relationship": "customer",
    "incentive": "",
    "conditional": "",
    "covers": "words, name",
    "channels": "site, feeds",
}
TOLD, PROFILE = "drafts/stories/no-more-counting-on-fridays.md", "drafts/advocates/fay-ngo.md"


@pytest.fixture(scope="module")
def address(demo: Project) -> Iterator[str]:
    with serve(demo.site) as url:
        yield url


def fill(page: Page) -> None:
    for name in ("title", "happened", "name", "role"):
        page.locator(f"[name={name}]").fill(str(STORY[name]))
    page.locator("[name=email]").fill("fay@acme-mail.com")
    page.locator("[name=relationship]").select_option("customer")
    for name in ("covers", "channels"):
        for word in STORY[name]:
            page.locator(f"[name={name}][value={word}]").check()


def test_a_browser_without_scripts_sends_what_becomes_a_draft(
    browser: Browser, address: str, project: Project, tmp_path: Path
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page, sent = context.new_page(), []

    def receive(route: Route) -> None:
        sent.append(route.request.post_data or "")
        route.fulfill(body="Thanks")

    page.route(f"{ACTION}**", receive)
    page.goto(f"{address}contribute/")
    page.get_by_role("link", name="Share your story without an account").click()
    assert "Harbourlight receives what you write here" in page.locator("main").inner_text()
    fill(page)
    page.get_by_role("button", name="Send").click()
    assert sent == []  # the required tick is missing
    page.get_by_label("I understand that Harbourlight receives this text.").check()
    page.get_by_role("button", name="Send").click()
    page.wait_for_url(ACTION)
    context.close()
    pairs = parse_qsl(sent[0], keep_blank_values=True)
    names = {name for name, _ in pairs}
    data = {name: [value for each, value in pairs if each == name] for name in names}
    file = tmp_path / "netlify.json"
    file.write_text(json.dumps({"number": 3, "form_name": "story", "data": data}))
    take(project, "--json", file)
    assert "Every Friday we counted by hand." in (project.root / TOLD).read_text()


def test_the_form_can_be_used_by_everybody(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}tell/")
    assert Axe().run(page).response["violations"] == []
    assert page.locator("[name=_gotcha]").bounding_box()["x"] < 0  # type: ignore[index]
    page.close()


def test_without_an_address_there_is_no_form(tmp_path: Path) -> None:
    project = configure(Project.small(tmp_path / "community"), {"email": "us@x.test"})
    project.build()
    assert not (project.site / "tell").exists()
    assert "tell/" not in (project.site / "contribute/index.html").read_text()


def test_the_policy_lets_the_form_send_to_its_address_alone() -> None:
    ways = {"form_action": "https://formspree.io/f/abc"}
    assert "form-action 'self' https://formspree.io" in policy(
        Settings.model_validate({"company": "A", "contribute": ways})
    )
    assert policy(Settings(company="A")).endswith("form-action 'self'")


def take(project: Project, option: str, file: Path) -> str:
    done = project.run("rooftop", "intake", option, str(file))
    assert done.returncode == 0, done.stderr
    return done.stdout


def mail(text: str, **options: str) -> bytes:
    message = EmailMessage()
    message["From"] = "noreply@formspree.io"
    message["Subject"] = "New submission"
    message.set_content(text, **options)
    return bytes(message)


def formspree() -> bytes:
    text = "".join(f"{name}:\n{value}\n\n" for name, value in FIELDS.items())
    return mail(f"You have a new submission.\n\n{text}Submitted 2026-11-20\n")


def netlify() -> bytes:
    text = "".join(f"{name.title()}: {value}\n\n" for name, value in FIELDS.items() if value)
    return mail(f"A new form submission\n\n{text}", charset="iso-8859-1", cte="quoted-printable")


def basin() -> bytes:
    cells = "".join(
        f"<tr><td>{name}</td><td>{value.replace(chr(10), '<br>')}</td></tr>"
        for name, value in FIELDS.items()
    )
    return mail(f"<table>{cells}</table><script>x</script>", subtype="html", cte="base64")


def with_attachments() -> bytes:
    message = EmailMessage()
    text = "".join(f"{name}: {value}\n" for name, value in FIELDS.items())
    message.set_content(text)
    message.add_alternative("<p>Something else</p>", subtype="html")
    message.add_attachment(
        b"MZ" * 9000, maintype="application", subtype="x-msdownload", filename="../x.exe"
    )
    return bytes(message)


MAILS = {each.__name__: each() for each in (formspree, netlify, basin, with_attachments)}


@pytest.mark.parametrize("data", MAILS.values(), ids=MAILS)
def test_a_mail_becomes_a_private_draft(project: Project, tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "form.eml"
    file.write_bytes(data)
    said = take(project, "--mail", file)
    assert "Nobody knows who sent them" in said
    assert "Sent by fay@acme-mail.com" in said
    texts = [(project.root / path).read_text() for path in (TOLD, PROFILE)]
    assert all("status: requested" in text and "given" not in text for text in texts)
    assert "- fay-ngo\n" in texts[0]
    assert "name: Mira Holt" in texts[0]  # words of the story, not who tells it
    assert not any("@" in text for text in texts)
    assert "name: Fay Ngo\n" in texts[1]
    assert project.check().returncode == 0
    assert "there already" in take(project, "--mail", file)
    assert len(list((project.root / "drafts").rglob("*"))) == 4


EXPORTS = {
    "formspree": {"form": "abc", "submission": {"_date": "2026-11-20T09:30:00Z", **FIELDS}},
    "formspree export": {"submissions": [{"_status": "ok", **FIELDS}]},
    "netlify": {"id": "1", "number": 4, "data": {**FIELDS, "ip": "192.0.2.1"}},
    "netlify export": [{"id": "1", "data": FIELDS}, {"id": "2", "data": {**FIELDS, "_gotcha": "x"}}],
    "basin": {**FIELDS, "covers": ["words", "name"]},
}  # fmt: skip


@pytest.mark.parametrize("values", EXPORTS.values(), ids=EXPORTS)
def test_json_of_a_service_becomes_a_private_draft(
    project: Project, tmp_path: Path, values: object
) -> None:
    file = tmp_path / "form.json"
    file.write_text(json.dumps(values))
    assert "1 form." in take(project, "--json", file)
    assert "name: Fay Ngo" in (project.root / PROFILE).read_text()


def test_two_people_of_one_name_get_a_file_each(project: Project, tmp_path: Path) -> None:
    file = tmp_path / "form.json"
    other = FIELDS | {"role": "Pilot", "title": "Flying"}
    file.write_text(json.dumps([{"data": FIELDS}, {"data": other}]))
    take(project, "--json", file)
    assert "role: Pilot" in (project.root / "drafts/advocates/fay-ngo-2.md").read_text()
    text = (project.root / "drafts/stories/flying.md").read_text()
    assert text.count("fay-ngo-2") == 2
    assert project.check().returncode == 0


@pytest.mark.parametrize(
    ("option", "data"),
    [
        ("--mail", b""),
        ("--mail", b"\xff\xfe\x00"),
        ("--mail", mail("Buy now!")),
        ("--mail", b"Content-Type: text/plain; charset=nonsense\n\nname: x"),
        ("--mail", b"Content-Type: multipart/mixed; boundary=x\n\n" + b"--x\n" * 9999),
        ("--json", b"{"),
        ("--json", b"[" * 99_999),
        ("--json", b"7"),
        ("--json", json.dumps([{}] * 1001).encode()),
        ("--json", b" " * 20_971_521),
    ],
    ids=range(10),
)
def test_what_is_no_form_is_refused_in_words(
    project: Project, tmp_path: Path, option: str, data: bytes
) -> None:
    file = tmp_path / "x"
    file.write_bytes(data)
    done = project.run("rooftop", "intake", option, str(file))
    assert done.returncode == 1
    assert done.stderr.startswith("Error: ")
    assert not (project.root / "drafts").exists()


def test_what_a_program_filled_in_becomes_nothing(project: Project, tmp_path: Path) -> None:
    file = tmp_path / "x"
    file.write_text(json.dumps(FIELDS | {"_gotcha": "spam"}))
    assert "0 forms." in take(project, "--json", file)
    assert not (project.root / "drafts").exists()
