"""The comment on a pull request: what it says, in which language, and that nothing a stranger wrote
becomes more than text on the way.
"""

from __future__ import annotations

import io
import json
import re
import subprocess
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import cmarkgfm
import lxml.html
import pytest
from PIL import Image, PngImagePlugin

from rooftop.problems import CODES
from rooftop.pull_requests import MARK, Occasion, Report, write_comment
from rooftop.pull_requests.artefact import (
    MAX_PICTURE,
    MAX_REPORT,
    MAX_SIDE,
    ArtefactError,
    read_artefact,
)
from rooftop.pull_requests.report import MAX_CONSENTS, MAX_PAGES, MAX_PROBLEMS
from rooftop.translations import LANGUAGES, translation_for
from tests.project import CONSENT, Project, advocate, story

TELLS = "content/stories/month-end.md"
OCCASION = Occasion(
    words=translation_for("en"),
    revision="0123456789abcdef",
    site="https://voices.example/",
    pictures="https://pictures.example/7/",
    handbook="https://handbook.example/",
)
HOSTILE = (
    "@everyone #1 `x` ``y`` <img src=x onerror=alert(1)> [a](javascript:b) ![](//evil.example/x) "
    "<!-- --> </details> \n/close\n# Title | https://evil.example GH-7 \u202e\x1b[31m `"
)


def problem(**fields: Any) -> dict[str, Any]:
    return {
        "path": TELLS,
        "line": 5,
        "column": 12,
        "code": "reference-unknown",
        "severity": "error",
        "message": "there is no product 'leger'",
        "hint": "Did you mean 'ledger'?",
    } | fields


def consent(**fields: Any) -> dict[str, Any]:
    return {
        "path": TELLS,
        "person": "ana-ribeiro",
        "state": "given",
        "until": "2028-05-02",
    } | fields


def page(**fields: Any) -> dict[str, Any]:
    return {
        "path": TELLS,
        "title": "The month-end",
        "address": "stories/month-end/",
        "change": "changed",
        "is_shown": True,
        "picture": "page-1.png",
    } | fields


def report(**parts: Any) -> Report:
    return Report.model_validate_json(json.dumps(parts))


def comment(occasion: Occasion = OCCASION, **parts: Any) -> str:
    return write_comment(report(**parts), occasion)


def test_a_pull_request_without_problems_hears_that_it_is_fine() -> None:
    said = comment(consents=[consent()], pages=[page()])
    assert said == (
        f"{MARK}\n\nThank you for your contribution!\n\n**Your files are in order.**\n\n"
        "### Who has to agree\n\n"
        f"- ✅ `ana-ribeiro` has agreed, until 2 May 2028. `{TELLS}`\n\n"
        "A maintainer has to accept this change as well.\n\n"
        "### Pages that change\n\n"
        "- [`The month-end`](https://voices.example/stories/month-end/) changes.\n\n"
        "<details open><summary>The page as it will look</summary>\n\n`The month-end`\n\n"
        "![The page as it will look](https://pictures.example/7/page-1.png)\n\n</details>\n\n"
        "<sub>The build of this change drew the pictures. They are removed once it is accepted or "
        "closed.</sub>\n\n"
        "<sub>This comment is about `0123456789ab` and is replaced after each change.</sub>\n"
    )


def test_a_problem_is_told_with_file_line_meaning_and_its_page() -> None:
    said = comment(problems=[problem()])
    assert "**One thing needs mending before this can be accepted.**" in said
    assert f"`{TELLS}`\n\n- **Line 5:** The file names a person, a product or a topic" in said
    assert "[What to do](https://handbook.example/problems/reference-unknown.md)<br>" in said
    assert "`there is no product 'leger'` `Did you mean 'ledger'?`" in said


def test_a_consent_that_is_awaited_is_no_fault_of_the_contributor() -> None:
    missing = problem(code="consent-missing", message="the consent of ben is missing")
    said = comment(problems=[missing], consents=[consent(person="ben", state="missing")])
    assert "Your files are in order." in said
    assert f"- ⏳ `ben` has not been asked yet. `{TELLS}`" in said
    assert "Please do not write a consent for another person." in said
    assert "consent-missing" not in said


def test_errors_elsewhere_and_notes_stand_apart() -> None:
    other = problem(path="content/stories/audit.md", message="elsewhere")
    said = comment(elsewhere=[other], problems=[problem(severity="note", message="a note")])
    assert "Your files are in order." in said
    assert "<details><summary>Errors in files that you did not change</summary>" in said
    assert said.index("elsewhere") < said.index("### Good to know") < said.index("a note")


def test_who_is_new_is_welcomed_and_hears_what_happens_next() -> None:
    said = comment(replace(OCCASION, is_first=True))
    assert "Welcome, and thank you for your first contribution!" in said
    assert "1. Each time you change your files" in said
    assert "Welcome" not in comment()


def test_without_a_handbook_and_pictures_nothing_leads_nowhere() -> None:
    said = comment(
        replace(OCCASION, handbook="", pictures=""), problems=[problem()], pages=[page()]
    )
    assert "What to do" not in said
    assert "![" not in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_comment_speaks_the_language_of_the_community(language: str) -> None:
    words = translation_for(language)
    states = ("missing", "requested", "refused", "withdrawn", "expired", "not-yet", "invalid")
    states = (*states, "unapproved", "unsigned", "language")
    said = comment(
        replace(OCCASION, words=words, is_first=True),
        problems=[problem()],
        consents=[consent(), *(consent(state=state) for state in states)],
        pages=[page(), page(change="added", is_shown=False), page(change="removed")],
    )
    assert words("problems.reference-unknown") in said
    assert words("comment.welcome") in said
    for state in states:
        assert words(f"comment.{state}", person="`ana-ribeiro`") in said
    if language != "en":
        english = translation_for("en").keys()
        texts = {text for key, text in english.items() if key.startswith("comment.")}
        assert not [text for text in texts if "{" not in text and len(text) > 14 and text in said]


#: Problems that only settings, commands and the software cause.
NOT_OF_CONTRIBUTIONS = {
    *("answers-invalid", "colour-contrast", "contact-missing", "contribute-missing"),
    *("criticism-missing", "gift-undisclosed", "programme-public", "reply-changed"),
    *("extra-missing", "import-incomplete", "import-unmapped", "leak", "leftover-demo"),
    *("leftover-signer", "log-invalid", "maintainers-missing", "nav-withheld", "programme-invalid"),
    *("request-invalid", "setting-invalid", "setting-warning", "web-editor-missing"),
}


def test_every_problem_that_a_contribution_can_cause_is_explained() -> None:
    keys = translation_for("en").keys()
    explained = {key.removeprefix("problems.") for key in keys if key.startswith("problems.")}
    assert explained == set(CODES) - NOT_OF_CONTRIBUTIONS


def test_nothing_a_stranger_wrote_becomes_more_than_text() -> None:
    """Read by GitHub's own parser, every word of theirs is in a code span: no markup, no mention,
    no line of its own.
    """
    said = comment(
        problems=[problem(path=HOSTILE, message=HOSTILE, hint=HOSTILE, code="made-up")],
        elsewhere=[problem(path=HOSTILE, message=HOSTILE)],
        consents=[consent(path=HOSTILE)],
        pages=[page(path=HOSTILE, title=HOSTILE), page(title=HOSTILE, is_shown=False)],
    )
    assert not re.search(r"^\s*(/|#[^#])", said, re.MULTILINE)
    assert not re.search("[\x00-\x09\x0b-\x1f\u202e]", said)
    html = lxml.html.fromstring(f"<div>{cmarkgfm.github_flavored_markdown_to_html(said)}</div>")
    for code in list(html.iter("code")):
        code.drop_tree()
    left = lxml.html.tostring(html, encoding="unicode")
    for trick in ("@everyone", "evil.example", "onerror", "javascript", "/close", "GH-7"):
        assert trick not in left
    addresses = {link.get("href") or link.get("src") for link in html.iter("a", "img")}
    assert addresses == {
        "https://voices.example/stories/month-end/",
        "https://pictures.example/7/page-1.png",
        "https://handbook.example/problems/made-up.md",
        "https://handbook.example/problems/reference-unknown.md",
    }


def test_the_longest_report_makes_a_comment_that_github_takes() -> None:
    text = "`x" * 300
    said = comment(
        replace(OCCASION, is_first=True),
        problems=[
            problem(path=f"{n}{text[4:]}", message=text, hint=text) for n in range(MAX_PROBLEMS)
        ],
        elsewhere=[
            problem(path=f"{n}{text[4:]}", message=text, hint=text) for n in range(MAX_PROBLEMS)
        ],
        consents=[consent(path=text, person="a" * 64)] * MAX_CONSENTS,
        pages=[page(title=text, is_shown=False)] * MAX_PAGES,
    )
    assert len(said) < 65_536
    assert "and 185 more" in said


def archive(members: Mapping[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as made:
        for name, data in members.items():
            made.writestr(name, data)
    return buffer.getvalue()


def png(size: tuple[int, int] = (40, 30), **options: Any) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", size, "teal").save(buffer, "PNG", **options)
    return buffer.getvalue()


REPORT = json.dumps({"pages": [page()]}).encode()


def test_an_artefact_gives_its_report_and_its_pictures_drawn_anew() -> None:
    secret = PngImagePlugin.PngInfo()
    secret.add_text("Comment", "<script>secret</script>")
    told = read_artefact(
        archive({"report.json": REPORT, "page-1.png": png(pnginfo=secret) + b"PK"})
    )
    assert told.report.pages[0].picture == "page-1.png"
    picture = told.pictures["page-1.png"]
    assert b"secret" not in picture
    assert picture.endswith(b"IEND\xaeB`\x82")
    with Image.open(io.BytesIO(picture)) as image:
        assert (image.format, image.size, image.info) == ("PNG", (40, 30), {})


@pytest.mark.parametrize(
    "picture",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"\x89PNG\r\n\x1a\n" + b"x" * 99,
        png()[:60],
        png((MAX_SIDE + 1, 1)),
    ],
)
def test_a_picture_that_is_none_costs_only_itself(picture: bytes) -> None:
    told = read_artefact(archive({"report.json": REPORT, "page-1.png": picture}))
    assert told.pictures == {}
    assert told.report.pages[0].picture is None


def test_what_the_report_does_not_name_is_not_read() -> None:
    more = {"../../evil": b"x", "page-2.png": png(), "comment.md": b"x", "/etc/passwd": b"x"}
    told = read_artefact(archive({"report.json": REPORT, "page-1.png": png(), **more}))
    assert set(told.pictures) == {"page-1.png"}


def _edited(**changes: Any) -> bytes:
    return json.dumps({"pages": [page(**changes)]}).encode()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"no archive", "is no ZIP archive"),
        (archive({"report.json": REPORT})[:-30], "is no ZIP archive"),
        (archive({"other.json": REPORT}), "holds report.json 0 times"),
        (archive({"report.json": b"{"}), "breaks its form"),
        (archive({"report.json": b"[" * 100_000}), "breaks its form"),
        (archive({"report.json": b"\xff\xfe"}), "breaks its form"),
        (archive({"report.json": b" " * (MAX_REPORT + 1)}), "larger than 1,000,000 bytes"),
        (archive({"report.json": REPORT, "page-1.png": b"0" * (MAX_PICTURE + 1)}), "larger than 8,000,000"),
        (archive({"report.json": _edited(picture="../page-1.png")}), "breaks its form: pages.0.picture"),
        (archive({"report.json": _edited(address="https://evil.example/")}), "breaks its form: pages.0.address"),
        (archive({"report.json": _edited(address="../../x/")}), "breaks its form: pages.0.address"),
        (archive({"report.json": _edited(title="x" * 601)}), "breaks its form: pages.0.title"),
        (archive({"report.json": _edited(number=7)}), "breaks its form: pages.0.number"),
        (archive({"report.json": b'{"number": 7}'}), "breaks its form: number"),
        (archive({"report.json": json.dumps({"problems": [problem()] * 201}).encode()}), "breaks its form: problems"),
        (archive({"report.json": json.dumps({"problems": [problem(code="a](b")]}).encode()}), "breaks its form: problems.0.code"),
    ],
)  # fmt: skip
def test_an_artefact_of_another_form_is_refused(data: bytes, says: str) -> None:
    with pytest.raises(ArtefactError, match=says.replace("(", r"\(")):
        read_artefact(data)


def test_an_archive_that_names_a_file_twice_is_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        made.writestr("report.json", REPORT)
        with pytest.warns(UserWarning, match="Duplicate"):
            made.writestr("report.json", b"{}")
    with pytest.raises(ArtefactError, match="2 times"):
        read_artefact(buffer.getvalue())


@pytest.fixture(scope="module")
def community(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A community whose last commit is a pull request: a new story that waits, a profile that
    changes, a story that is gone, and one that cannot be read.
    """
    made = Project.small(tmp_path_factory.mktemp("pull-request") / "community")
    made.write("content/stories/audit.md", story(title="The audit"))
    made.write(".gitignore", ".cache/\n")
    commands = [["init", "--quiet"], ["add", "--all"], ["commit", "--quiet", "--message", "Base"]]
    for command in commands:
        git(made, *command)
    made.write("content/stories/harvest.md", story(CONSENT.replace("given\n", "requested\n", 1)))
    made.write("content/stories/broken.md", story(kind="tlk"))
    made.write("content/advocates/ana-ribeiro.md", advocate(headline="New words."))
    (made.root / "content/stories/audit.md").unlink()
    git(made, "add", "--all")
    git(made, "commit", "--quiet", "--message", "Contribution")
    return made


def git(project: Project, *arguments: str) -> None:
    command = ["git", "-c", "user.name=A", "-c", "user.email=a@b.example", *arguments]
    subprocess.run(command, cwd=project.root, check=True)


def run(project: Project, *arguments: str) -> str:
    done = project.run("rooftop", "pull-request", *arguments)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.needs("git")
def test_a_report_says_what_the_pull_request_changes(community: Project) -> None:
    run(community, "report", "--base", "HEAD^1", "--output", "report")
    folder = community.root / "report"
    told = Report.model_validate_json((folder / "report.json").read_bytes())
    assert {(each.path, each.code) for each in told.problems if each.severity == "error"} == {
        ("content/stories/broken.md", "value-invalid"),
        ("content/stories/harvest.md", "consent-not-given"),
    }
    assert told.elsewhere == ()
    assert [(each.person, each.state) for each in told.consents] == [
        ("ana-ribeiro", "given"),
        ("ana-ribeiro", "requested"),
    ]
    pages = {each.address: (each.change, each.is_shown, each.picture) for each in told.pages}
    assert pages == {
        "advocates/ana-ribeiro/": ("changed", True, "page-2.png"),
        "stories/harvest/": ("added", False, "page-1.png"),
        "stories/audit/": ("removed", False, None),
    }
    harvest = (folder / "page-1.html").read_text()
    assert "Nine days became three." in harvest  # as if she had agreed
    assert "default-src 'none'" in harvest
    assert "New words." in (folder / "page-2.html").read_text()


@pytest.mark.needs("git")
def test_a_report_becomes_a_comment(community: Project, tmp_path: Path) -> None:
    report = {"pages": [page()], "problems": [problem()]}
    members = {"report.json": json.dumps(report).encode(), "page-1.png": png()}
    (tmp_path / "r.zip").write_bytes(archive(members))
    guard = {"problems": [problem(code="guard-owner", message="this is somebody else's")]}
    (tmp_path / "guard.json").write_text(json.dumps(guard))
    run(
        community, "comment", str(tmp_path / "r.zip"), "--output", str(tmp_path / "out"),
        "--revision", "0123", "--guard", str(tmp_path / "guard.json"), "--first-time",
        "--pictures", "https://pictures.example/7",
    )  # fmt: skip
    said = (tmp_path / "out/comment.md").read_text()
    assert "This belongs to another person." in said
    assert "![The page as it will look](https://pictures.example/7/page-1.png)" in said
    assert sorted(file.name for file in (tmp_path / "out").iterdir()) == [
        "comment.md",
        "page-1.png",
    ]


@pytest.mark.needs("git")
def test_an_archive_that_breaks_its_form_leaves_nothing(community: Project, tmp_path: Path) -> None:
    (tmp_path / "r.zip").write_bytes(b"nothing")
    out = tmp_path / "out"
    options = ("--output", str(out), "--revision", "0123")
    done = community.run("rooftop", "pull-request", "comment", str(tmp_path / "r.zip"), *options)
    assert done.returncode == 1
    assert "is no ZIP archive that can be read" in done.stderr
    assert not out.exists()


@pytest.mark.needs("git")
def test_a_revision_that_is_not_there_is_wrong_usage(community: Project) -> None:
    for base in ("nowhere", "--output=x"):
        options = ("--base", base, "--output", "other")
        done = community.run("rooftop", "pull-request", "report", *options)
        assert done.returncode == 2, done.stderr
        assert "Traceback" not in done.stderr


@pytest.mark.needs("git")
def test_settings_that_cannot_be_used_are_the_report(community: Project) -> None:
    file = community.root / "mkdocs.yml"
    settings = file.read_text()
    file.write_text(settings.replace("site_url:", "site_ulr:"))
    try:
        run(community, "report", "--base", "HEAD^1", "--output", "broken")
    finally:
        file.write_text(settings)
    told = Report.model_validate_json((community.root / "broken/report.json").read_bytes())
    assert {each.code for each in told.problems} == {"setting-invalid"}


@pytest.mark.needs("git")
@pytest.mark.parametrize(
    ("consent", "picture"),
    [
        (CONSENT.replace("employer, logo, ", ""), "page-1.png"),
        (CONSENT.replace("status: given", "status: withdrawn\nwithdrawn: 2026-10-01", 1), None),
    ],
)
def test_a_picture_keeps_to_the_terms_in_the_file(
    community: Project, consent: str, picture: str | None
) -> None:
    """What waits for approval is shown as its terms say; what was withdrawn is not shown at all."""
    settings, file = community.root / "mkdocs.yml", community.root / "content/stories/harvest.md"
    before = settings.read_text(), file.read_text()
    settings.write_text(before[0].replace("  rooftop:\n", "  rooftop:\n    approvals: required\n"))
    file.write_text(story(consent, title="Harvest"))
    try:
        run(community, "report", "--base", "HEAD", "--output", f"terms-{picture}")
    finally:
        settings.write_text(before[0])
        file.write_text(before[1])
    folder = community.root / f"terms-{picture}"
    told = Report.model_validate_json((folder / "report.json").read_bytes())
    (harvest,) = (each for each in told.pages if each.address == "stories/harvest/")
    assert harvest.picture == picture
    if picture:
        page = (folder / "page-1.html").read_text()
        assert "Nine days became three." in page
        assert "Norte Cargo" not in page
