"""The handbook: pages made from the code are current, links lead somewhere, examples work."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
import yaml

from handbook.reference import DOCS, EXAMPLES, pages
from handbook.values import schema_of
from rooftop.cli.main import commands
from rooftop.logbook import Request
from rooftop.problems import CODES
from rooftop.programme import Programme
from rooftop.records import ConsentRecord
from rooftop.records.record import Record
from rooftop.settings import Settings
from rooftop.site_links import check_links
from tests.examples import do, examples, read_only
from tests.project import REPOSITORY, Project

PAGES = sorted(DOCS.rglob("*.md"))
DOCUMENTS = [REPOSITORY / f"{name}.md" for name in ("README", "SECURITY", "CONTRIBUTING")]
PROBLEMS = [DOCS / "problems" / f"{code}.md" for code in CODES]
#: Pages whose examples are no fields or commands of the small community.
WITHOUT = {"architecture.md", "dependencies.md", "glossary.md", "scale.md", "threat-model.md"}
RUN = [page for page in PAGES if page.parent.name not in ("reference", "problems")]


def named(page: Path) -> str:
    return page.relative_to(REPOSITORY).as_posix()


def test_pages_made_from_the_code_are_current() -> None:
    """When this fails, run `scripts/reference`."""
    for path, text in pages().items():
        assert (DOCS / path).read_text(encoding="utf-8") == text, f"run scripts/reference: {path}"


def test_every_setting_and_every_field_is_described() -> None:
    for model in (Settings, Programme, Request, ConsentRecord, *Record.__subclasses__()):
        schema = schema_of(model)
        for group in (schema, *schema.get("$defs", {}).values()):
            for name, field in group["properties"].items():
                assert field.get("description", "").endswith("."), (model.__name__, name)


def test_every_setting_has_an_example_that_is_valid() -> None:
    for name, field in Settings.model_fields.items():
        assert field.examples, name
        Settings.model_validate({"company": "Harbourlight", name: field.examples[0]})
    editor = Settings.model_fields["web_editor"].examples[0]
    for example in examples(DOCS / "reference" / "settings.md"):
        if not example.title:
            values = yaml.safe_load(example.text)
            if "web_editor" in values:  # a part of it is shown; others are needed with it
                values["web_editor"] = editor | values["web_editor"]
            Settings.model_validate({"company": "Harbourlight"} | values)


def test_the_example_of_each_record_is_published_as_it_is(tmp_path: Path) -> None:
    project = Project.empty(tmp_path / "community")
    for example in examples(DOCS / "reference" / "front-matter.md"):
        do(example, project)
    done = project.check()
    assert done.returncode == 0, done.stderr
    assert len(list(EXAMPLES.iterdir())) == len(Record.__subclasses__())
    assert set(project.plan().published.stories) == {"month-end"}


def every_command(group: click.Group, context: click.Context) -> Iterator[click.Command]:
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command
        yield command
        if isinstance(command, click.Group):
            yield from every_command(command, context)


def test_every_command_and_option_says_what_it_does() -> None:
    for command in every_command(commands, click.Context(commands)):
        assert command.help, command.name
        for option in command.params:
            assert not isinstance(option, click.Option) or option.help, (command.name, option.name)
        if command.epilog:
            read_only(commands, command.epilog.removeprefix("Example: rooftop ").split())


def anchor(heading: str) -> str:
    """The anchor that GitHub gives a heading."""
    plain = re.sub(r"\[([^\]]*)\]\([^)]*\)|`", r"\1", heading).strip().lower()
    letters = (c for c in plain if c in " -_" or unicodedata.category(c)[0] in "LN")
    return "".join(letters).replace(" ", "-")


def without_code(page: Path) -> str:
    return re.sub(r"^ *```.*?^ *```$|`[^`\n]*`", "", page.read_text("utf-8"), flags=re.M | re.S)


@pytest.mark.parametrize("page", [*PAGES, *DOCUMENTS], ids=named)
def test_every_link_leads_to_a_file_and_a_heading(page: Path) -> None:
    for target, fragment in re.findall(r"\]\(([^)\s#]*)(#[^)\s]*)?\)", without_code(page)):
        if re.match(r"[a-z]+:", target):
            continue
        file = (page.parent / target).resolve() if target else page
        assert file.exists(), f"{page.name}: {target}"
        if fragment:
            headings = re.findall(r"^#+ (.*)$", file.read_text("utf-8"), re.M)
            assert fragment[1:] in map(anchor, headings), f"{page.name}: {target}{fragment}"


@pytest.mark.parametrize("page", PROBLEMS, ids=lambda page: page.stem)
def test_the_page_of_a_problem_says_what_happened_and_how_to_fix_it(page: Path) -> None:
    text = page.read_text("utf-8")
    assert re.findall(r"^## (.*)$", text, re.M) == ["What happened", "Example", "How to fix it"]
    assert re.match(rf"# {page.stem}: \S.*[^.]\n", text), text.splitlines()[0]
    shown = [found for found in examples(page) if found.language == "text"]
    severity = CODES[page.stem]
    assert any(re.search(rf": {severity} {page.stem}: ", each.text) for each in shown), page.stem


#: Problems that take more than a few lines of a file: a history, another machine, a huge text. What
#: stands in `start` is typed by tests/test_start.py; tests/test_guard.py makes what guard finds.
ELSEWHERE = {
    "answers-invalid", "consent-approval-removed", "consent-profile-changed", "consent-signature",
    "consent-unverified", "criticism-missing", "extra-missing", "file-too-large", "file-too-slow", "file-unreadable",
    "guard-conflict", "guard-field", "guard-kind", "guard-name", "guard-outside", "guard-owner",
    "guard-rename", "guard-size", "import-incomplete", "import-unmapped", "leak", "link-dead",
    "link-moved", "maintainers-missing", "programme-public", "record-failed", "reply-changed",
    "start", "web-editor-missing",
}  # fmt: skip


@pytest.mark.parametrize("page", [*RUN, *PROBLEMS], ids=named)
def test_every_example_does_what_the_page_says(page: Path, tmp_path: Path) -> None:
    project = Project.small(tmp_path / "community")
    (project.root / "consent-terms").symlink_to(REPOSITORY / "consent-terms")
    found = list(examples(page))
    assert found or page.name in WITHOUT, f"{page.name} has no example"
    for example in found:
        if page.stem not in ELSEWHERE:
            do(example, project)


def test_the_handbook_is_built_and_searched(tmp_path: Path) -> None:
    """In strict mode: a link or an anchor that leads nowhere, and a page that is in no menu, fail."""
    project = Project(REPOSITORY)
    site = tmp_path / "handbook"
    command = ("mkdocs", "build", "--quiet", "--config-file", "handbook.yml", "--site-dir")
    done = project.run(*command, str(site))
    assert done.returncode == 0, done.stderr
    for page in ("index.html", "legal/index.html", "problems/leak/index.html"):
        assert (site / page).is_file()
    assert "consent-approval-removed" in (site / "search" / "search_index.json").read_text()
    links = check_links(site, "https://handbook.example/")
    assert links.followed > 1_000
    assert links.broken == ()


def test_every_page_of_a_problem_says_what_happened_and_how_to_fix_it() -> None:
    for page in PROBLEMS:
        text = page.read_text()
        headings = re.findall(r"^## (.*)$", text, re.M)
        assert headings == ["What happened", "Example", "How to fix it"], page.name
        sections = re.split(r"^## .*$", text, flags=re.M)[1:]
        assert all(re.search(r"\w", section) for section in sections), page.name
        assert text.startswith(f"# {page.stem}: "), page.name
