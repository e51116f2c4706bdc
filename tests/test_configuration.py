"""One configuration file: whatever is wrong with it is said, all at once, with the place."""

from __future__ import annotations

import datetime
import logging
import os
import pty
import re
import subprocess
import threading
from pathlib import Path

import pytest
from click.testing import CliRunner

from rooftop.cli.main import commands
from rooftop.config_file import check, locate
from rooftop.problems import Problem
from rooftop.site.configuration import community_of, load, why_no_site_url
from rooftop.site.errors import SettingsError
from rooftop.site.invocation import Invocation, current_invocation, invoked, moment, now, today
from tests.project import BIN, REPOSITORY, Project

SITE_URL = "site_url: https://voices.harbourlight.example/"
PLUGINS = "plugins: []"


@pytest.fixture(scope="module")
def settings() -> str:
    """The configuration of the demo community."""
    return (REPOSITORY / "mkdocs.yml").read_text()


def problems_of(file: Path) -> list[str]:
    """Everything that is wrong with a configuration, as it is printed."""
    try:
        config, notes = load(file)
        community_of(config)
    except SettingsError as error:
        return [str(problem) for problem in error.problems]
    return [str(note) for note in notes]


def changed(project: Project, *changes: tuple[str, str]) -> list[str]:
    """What is wrong once each text in mkdocs.yml has been replaced by another."""
    file = project.root / "mkdocs.yml"
    text = file.read_text()
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    file.write_text(text)
    return problems_of(file)


def line_of(project: Project, words: str, name: str = "mkdocs.yml") -> str:
    """``mkdocs.yml:12`` for the line that holds ``words``."""
    lines = (project.root / name).read_text().splitlines()
    return f"{name}:{next(n for n, line in enumerate(lines, 1) if words in line)}"


def test_the_demo_configuration_has_nothing_wrong(project: Project) -> None:
    assert problems_of(project.root / "mkdocs.yml") == []


@pytest.mark.parametrize(
    ("old", "new", "place", "reason"),
    [
        (PLUGINS, "plugins: [serach]", "serach", r"\"serach\" plugin is not installed\s+Did you mean 'search'"),
        (PLUGINS, "plugins: [tags]", "tags", r"\"tags\" plugin is not installed\s+Write `material/tags`"),
        (PLUGINS, "plugins:\n  - search:\n      lang: 5", "lang: 5", "search' option 'lang'"),
        (PLUGINS, "plugins: 5", "plugins: 5", "Expected a list or dict"),
        ("hooks/publish.py", "hooks/rooftopp.py", "rooftopp", "isn't an existing file"),
        ("hooks:\n", "hooks: hooks/publish.py\nnot_hooks:\n", "hooks: hooks", "Expected a list of items"),
        (SITE_URL, "site_url: voices.example", "site_url:", "it should include the http:// .scheme."),
        (SITE_URL, "site_url: https://voices.example/?a=1", "site_url:", "no query and no fragment"),
        (SITE_URL, "site_url: https://voices.example/#top", "site_url:", "no query and no fragment"),
        (SITE_URL, "site_url: ftp://voices.example/", "site_url:", "must begin with https://"),
        (SITE_URL, "site_url: 'https://a b.example/'", "site_url:", "no address may hold"),
        (SITE_URL, "site_url: https://me:secret@voices.example/", "site_url:", "no password"),
        (SITE_URL, "site_url: https://[::1/", "site_url:", "Invalid IPv6 URL"),
        (SITE_URL, "site_url: [a]", "site_url:", "Expected a string"),
        ("custom_dir: overrides", "custom_dir: overridez", "overridez", "does not exist"),
        ("name: rooftop", "name: material", "name: material", "theme.name must be rooftop, .* not 'material'"),
        ("  name: rooftop", "  name: null", "name: null", "theme.name must be rooftop, .* not None"),
        ("name: rooftop", "name: rooftpo", "rooftpo", "Unrecognised theme name.*\\s+Did you mean 'rooftop'"),
        ("language: en", "language: [en, de]", "language:", r"one language tag such as en or pt-BR, not \['en', 'de'\]"),
        ("language: en", "language: no", "language:", "not False"),
        ("language: en", "language: english", "language:", "not 'english'"),
        ("docs_dir: placeholder", "docs_dir: nowhere", "docs_dir:", "isn't an existing directory"),
        ("nav:\n", "nav: about.md\nnot_nav:\n", "nav: about", "Expected nav to be a list"),
        ("  - About: about/index.md", "  - About: {a: 1}", "About: {a", "Expected nav to be a list, got a int"),
        ("extra:\n", "extra: [1]\nmore:\n", "extra: [1]", "Expected a key-value mapping"),
        ("  rooftop:\n", "  rooftop: [1]\n  other:\n", "rooftop: [1]", "extra.rooftop must be a group of fields"),
        ("    company: Harbourlight\n", "", "rooftop:", "extra.rooftop.company is missing"),
        ("content: content", "content: contents", "contents", "there is not a folder contents"),
        ("site_name: Harbourlight Voices", "site_name: ' '", "site_name", "site_name is empty"),
        ("site_name: Harbourlight Voices", "site_name: [a]", "site_name", "Expected type: <class 'str'>"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_line(
    project: Project, old: str, new: str, place: str, reason: str
) -> None:
    said = changed(project, (old, new))
    where = line_of(project, place)
    assert [text for text in said if re.match(rf"{where}:\d+: error setting-invalid: ", text)], said
    assert re.search(reason, "\n".join(said)), said


def test_everything_wrong_is_said_at_once(project: Project) -> None:
    said = changed(
        project,
        (SITE_URL, "site_url: voices.example"),
        ("custom_dir: overrides", "custom_dir: overridez"),
        (PLUGINS, "plugins: [serach]"),
        ("hooks/publish.py", "hooks/rooftopp.py"),
        ("    demo: true", "    demos: true"),
    )
    for words in ("site_url", "overridez", "serach", "rooftopp", "extra.rooftop.demos"):
        assert any(words in text for text in said), words


@pytest.mark.parametrize(
    ("text", "place", "reason"),
    [
        ("site_name: [a\n", "2:1", "while parsing a flow sequence"),
        ("site_name: a\n\tsite_url: b\n", "2:1", "does not allow tabs"),
        ("site_name: a\nsite_url: !nonsense b\n", "2:11", "constructor for the tag '!nonsense'"),
        ("site_name: !!python/name:no.such.thing\n", "1:12", "cannot find module 'no.such'"),
        ("site_name: !!python/object/apply:os.getcwd [3]\n", "", "TypeError"),
        ("site_name: 'a\n", "2:1", "while scanning a quoted scalar"),
        ("- a\n- b\n", "1:1", "must hold settings, one `name: value` a line"),
        ("just words\n", "1:1", "must hold settings, one `name: value` a line"),
        ("5\n", "1:1", "must hold settings, one `name: value` a line"),
        ("a: " + "[" * 500, "", "RecursionError"),
        ("INHERIT: base.yml\n", "1:1", "Inherited config file 'base.yml' does not exist"),
        ("INHERIT: [base.yml]\n", "1:1", "INHERIT must be the path of one file"),
        ("INHERIT: mkdocs.yml\n", "1:1", "INHERIT leads back to mkdocs.yml"),
        ("INHERIT: .\n", "1:1", "Is a directory"),
        ("", "", "site_name: Required configuration not provided"),
        ("# nothing yet\n", "", "site_name: Required configuration not provided"),
    ],
)
def test_a_file_that_is_no_configuration_says_why(
    tmp_path: Path, text: str, place: str, reason: str
) -> None:
    file = tmp_path / "mkdocs.yml"
    file.write_text(text)
    (said,) = [each for each in problems_of(file) if reason in each]
    assert said.startswith(f"mkdocs.yml:{place}: error " if place else "mkdocs.yml: error "), said


@pytest.mark.parametrize("raw", [b"\xff", b"\x07", b"\x00"])
def test_bytes_that_are_no_yaml_are_located(tmp_path: Path, raw: bytes) -> None:
    file = tmp_path / "mkdocs.yml"
    file.write_bytes(b"site_name: a\nsite_description: b" + raw)
    (said,) = problems_of(file)
    assert said.startswith("mkdocs.yml:2:20: error setting-invalid: holds a character that YAML")


def test_a_file_in_utf_16_is_read(project: Project, settings: str) -> None:
    (project.root / "mkdocs.yml").write_bytes(settings.encode("utf-16"))
    assert problems_of(project.root / "mkdocs.yml") == []


def test_an_inherited_setting_is_located_where_it_stands(project: Project, settings: str) -> None:
    project.write("base.yml", settings.replace("    demo: true", "    demos: true"))
    project.write("mkdocs.yml", "INHERIT: base.yml\nsite_url: https://b.example/?x\n")
    base, own = sorted(problems_of(project.root / "mkdocs.yml"))
    assert base.startswith(line_of(project, "demos: true", "base.yml"))
    assert own.startswith("mkdocs.yml:2:1: ")


def test_a_setting_that_stands_twice_is_an_error(project: Project) -> None:
    text = (project.root / "mkdocs.yml").read_text()
    project.write("mkdocs.yml", f"{text}extra:\n  analytics: {{}}\n")
    said = "\n".join(problems_of(project.root / "mkdocs.yml"))
    assert re.search(r"mkdocs\.yml:\d+:1: error key-duplicate: extra is also on line \d+;", said)


def test_an_alias_that_holds_itself_ends_nothing(tmp_path: Path) -> None:
    file = tmp_path / "mkdocs.yml"
    file.write_text("a: &a [*a]\nb: &b {c: *b, d: *a}\n")
    assert locate(file, ("b", "d")) == ("mkdocs.yml", (2, 15))
    assert list(check(file)) == []


@pytest.mark.parametrize(
    ("code", "line", "reason"),
    [
        ("import os\n\ndef on_config(:\n", 3, "SyntaxError"),
        ("import os\n\nimport no_such_module\n", 3, "ModuleNotFoundError: No module named"),
        ("def fail():\n    raise SystemExit('no')\nfail()\n", 2, "SystemExit: no"),
    ],
)
def test_a_hook_that_cannot_be_loaded_says_where_it_stopped(
    project: Project, code: str, line: int, reason: str
) -> None:
    project.write("own.py", code)
    said = changed(project, ("  - hooks/publish.py\n", "  - own.py\n  - hooks/publish.py\n"))
    assert re.match(rf"own\.py:{line}(:\d+)?: error setting-invalid: hooks: {reason}", said[0])


def test_a_name_from_the_environment_is_read(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SITE", raising=False)
    wanted = (SITE_URL, "site_url: !ENV SITE")
    assert "site_url is missing" in "\n".join(changed(project, wanted))
    monkeypatch.setenv("SITE", "https://voices.example/")
    assert problems_of(project.root / "mkdocs.yml") == []


def test_what_mkdocs_warns_of_is_a_note_and_an_error_in_strict_mode(project: Project) -> None:
    (said,) = changed(project, ("edit_uri:", "site_ur: x\nedit_uri:"))
    where = line_of(project, "site_ur: x")
    assert said.startswith(f"{where}:1: note setting-warning: site_ur: Unrecognised")
    assert "Did you mean 'site_url'?" in said
    assert project.check().returncode == 0
    assert said in project.build()
    (said,) = changed(project, ("edit_uri:", "strict: true\nedit_uri:"))
    assert "error setting-warning" in said
    assert project.run("rooftop", "build").returncode == 1


def test_strict_in_the_file_counts_for_rooftop_too(project: Project) -> None:
    project.write("content/stories/broken.md", "no front matter\n")
    assert project.run("rooftop", "build").returncode == 0
    text = (project.root / "mkdocs.yml").read_text()
    project.write("mkdocs.yml", f"strict: true\n{text}")
    assert project.run("rooftop", "build").returncode == 1


class TestFolders:
    """What any generator publishes holds nobody."""

    @pytest.mark.parametrize("folder", ["content", "content/stories", "drafts", "linked", "has-link"])  # fmt: skip
    def test_docs_dir_may_not_reach_what_people_wrote(self, project: Project, folder: str) -> None:
        (project.root / "drafts").mkdir()
        (project.root / "linked").symlink_to("content")
        project.write("has-link/index.md", "Text.\n")
        (project.root / "has-link" / "people").symlink_to("../content/advocates")
        said = "\n".join(changed(project, ("docs_dir: placeholder", f"docs_dir: {folder}")))
        assert f"{line_of(project, 'docs_dir:')}:1: error setting-invalid: docs_dir: " in said
        assert "Set `docs_dir: placeholder`" in said
        assert "extra.rooftop.content" in said

    def test_templates_may_not_lie_with_the_content(self, project: Project) -> None:
        project.write("content/theme/page.html", "")
        said = "\n".join(changed(project, ("custom_dir: overrides", "custom_dir: content/theme")))
        assert "error setting-invalid: theme.custom_dir: any generator publishes" in said

    def test_drafts_may_not_lie_with_the_content(self, project: Project) -> None:
        said = "\n".join(changed(project, ("drafts: drafts", "drafts: content/drafts")))
        assert "extra.rooftop.drafts: content/drafts and content overlap" in said

    @pytest.mark.parametrize("folder", ["content/site", "content", "drafts", "overrides", "hooks", ".", ".."])  # fmt: skip
    def test_the_site_may_not_replace_its_sources(self, project: Project, folder: str) -> None:
        before = sorted(path for path in project.root.rglob("*") if ".cache" not in path.parts)
        done = project.run("rooftop", "build", "--site-dir", folder)
        assert done.returncode == 2
        assert f"--site-dir {folder}: the site would " in done.stderr
        said = "\n".join(changed(project, ("docs_dir:", f"site_dir: {folder}\ndocs_dir:")))
        assert f"{line_of(project, 'site_dir:')}:1: error setting-invalid: site_dir: " in said
        done = project.run("mkdocs", "build")
        assert done.returncode == 1
        after = sorted(path for path in project.root.rglob("*") if ".cache" not in path.parts)
        assert after == before

    def test_the_content_may_lie_anywhere(self, project: Project) -> None:
        (project.root / "content").rename(project.root.parent / "people")
        changed(project, ("content: content", "content: ../people"))
        project.build()
        assert "The month-end" in project.page("stories/month-end").text_content()

    def test_what_stands_in_docs_dir_is_not_on_the_site(self, project: Project) -> None:
        project.write("placeholder/extra.md", "# Extra page\n")
        project.write("placeholder/extra.txt", "Extra file")
        said = (project.root / "placeholder" / "index.md").read_text()
        project.build()
        assert not project.holds("Extra page")
        assert not project.holds("Extra file")
        assert not project.holds(said.splitlines()[0].removeprefix("# "))


class TestInvocation:
    """Every build has its own day, address and drafts."""

    def test_what_is_in_force_ends_with_its_block(self) -> None:
        day = datetime.date(2026, 2, 3)
        with invoked(Invocation(today=day)):
            with invoked(Invocation(drafts=True)):
                assert current_invocation() == Invocation(drafts=True)
            assert today() == day
            assert moment() == datetime.datetime(2026, 2, 3, 23, 59, 59, tzinfo=datetime.UTC)
        assert current_invocation() == Invocation()

    def test_an_exception_ends_it_too(self) -> None:
        with pytest.raises(ValueError, match="no"), invoked(Invocation(drafts=True)):
            raise ValueError("no")
        assert current_invocation() == Invocation()

    def test_another_thread_has_its_own(self) -> None:
        seen: list[Invocation] = []
        with invoked(Invocation(drafts=True)):
            thread = threading.Thread(target=lambda: seen.append(current_invocation()))
            thread.start()
            thread.join()
        assert seen == [Invocation()]

    @pytest.mark.parametrize("epoch", ["abc", "-1", "1e9", " 1", "1.5", "9" * 30, "9" * 5_000, "१"])
    def test_a_moment_that_is_none_is_a_setting_that_is_wrong(
        self, project: Project, epoch: str
    ) -> None:
        for command in (["check"], ["build"], ["stamp", "--dry-run"], ["consent", "status"]):
            done = project.run("rooftop", *command, SOURCE_DATE_EPOCH=epoch, as_of=None)
            assert done.returncode == 1, command
            assert "environment: error setting-invalid: SOURCE_DATE_EPOCH must be" in done.stderr
            assert "Traceback" not in done.stderr
        done = project.run("mkdocs", "build", SOURCE_DATE_EPOCH=epoch, as_of=None)
        assert done.returncode == 1
        assert not project.site.exists()

    def test_an_empty_one_is_none(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", "")
        assert abs(now() - datetime.datetime.now(datetime.UTC)) < datetime.timedelta(minutes=1)


def surroundings() -> tuple[object, ...]:
    """What commands could leave behind in a process."""
    loggers = [logging.getLogger(name) for name in (None, "mkdocs", "mkdocs.rooftop")]
    state = [(each.level, each.propagate, list(each.handlers), list(each.filters)) for each in loggers]  # fmt: skip
    return state, dict(os.environ), Path.cwd(), current_invocation()


def test_commands_leave_nothing_behind(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project.root)
    monkeypatch.delenv("NO_MKDOCS_2_WARNING", raising=False)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    before = surroundings()
    for arguments, code in (
        (["check", "--as-of", "2028-06-01", "--format", "xml"], 2),
        (["check", "--as-of", "2028-06-01"], 0),
        (["build", "--as-of", "2028-06-01", "--base-url", "https://other.example/"], 0),
        (["build", "--site-dir", "."], 2),
        (["build", "-f", "placeholder/index.md"], 1),
        (["audit", "site", "--as-of", "2028-06-01"], 0),
        (["consent", "status", "--as-of", "2028-06-01"], 0),
        (["serve", "--drafts", "--dev-addr", "nonsense"], 2),
    ):
        result = CliRunner().invoke(commands, arguments)
        assert result.exit_code == code, (arguments, result.output)
        assert surroundings() == before, arguments
    result = CliRunner().invoke(commands, ["build", "--as-of", "2026-11-22"])
    assert "Published for 2026-11-22" in result.output
    assert not project.holds("other.example")


@pytest.mark.parametrize("day", ["tomorrow", "2026-02-30", "2026-13-01", "20261122", ""])
def test_a_day_that_is_none_is_wrong_use(project: Project, day: str) -> None:
    done = project.run("rooftop", "check", "--as-of", day)
    assert done.returncode == 2
    assert "--as-of" in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["build", "--base-url", "voices.example"],
        ["build", "--base-url", "https://voices.example/?a"],
        ["serve", "--dev-addr", "127.0.0.1"],
        ["serve", "--dev-addr", "127.0.0.1:70000"],
    ],
)
def test_an_address_that_is_none_is_wrong_use(project: Project, arguments: list[str]) -> None:
    done = project.run("rooftop", *arguments)
    assert done.returncode == 2
    assert arguments[-1] in done.stderr


@pytest.mark.parametrize("url", ["http://localhost:8000/", "https://a.example/sub/", "https://bücher.example"])  # fmt: skip
def test_a_whole_address_is_a_site_url(url: str) -> None:
    assert why_no_site_url(url) is None


def last_line_on_a_terminal(project: Project, *arguments: str) -> str:
    """The last line that `rooftop build` shows to somebody who sits at a terminal."""
    ours, theirs = pty.openpty()
    done = subprocess.run(
        [BIN / "rooftop", "build", *arguments],
        cwd=project.root, env=project.environment(),
        stdout=theirs, stderr=subprocess.PIPE, text=True, check=False,
    )  # fmt: skip
    os.close(theirs)
    shown = os.read(ours, 100_000).decode()
    os.close(ours)
    assert done.returncode == 0, done.stderr
    return shown.splitlines()[-1]


def test_the_last_line_says_how_to_look_at_the_site(project: Project) -> None:
    project.write("scripts/serve", "#!/bin/sh\n").chmod(0o755)
    assert last_line_on_a_terminal(project) == (
        "The site is in site/. To look at it, run `scripts/serve` and open http://127.0.0.1:8000/."
    )
    changed(
        project,
        (SITE_URL, "site_url: https://a.example/voices/\ndev_addr: 127.0.0.1:9000"),
    )
    (project.root / "mkdocs.yml").rename(project.root / "other.yml")
    assert last_line_on_a_terminal(project, "-f", "other.yml", "--site-dir", "out/there") == (
        "The site is in out/there/. To look at it, run `rooftop serve -f other.yml` and open "
        "http://127.0.0.1:9000/voices/."
    )


def test_the_last_line_in_a_log_says_where_the_site_is_and_no_more(project: Project) -> None:
    assert project.build().splitlines()[-1] == "The site is in site/."


def test_a_problem_names_its_file_from_the_project(tmp_path: Path) -> None:
    """A configuration elsewhere is named as the reader of the message would look for it."""
    (tmp_path / "sub").mkdir()
    (tmp_path / "base.yml").write_text("site_url: nonsense\n")
    (tmp_path / "sub" / "mkdocs.yml").write_text("INHERIT: ../base.yml\n")
    assert locate(tmp_path / "sub" / "mkdocs.yml", ("site_url",)) == ("../base.yml", (1, 1))
    assert Problem("a", 1, 1, "setting-invalid", "b") < Problem("b", 1, 1, "setting-invalid", "a")
