"""The layers of the library: imports go downwards, modules stay small, every code has its page."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from mkdocs.plugins import EVENTS

from rooftop.extras import EXTRAS
from rooftop.problems import CODES
from rooftop.site import events
from rooftop.theme import TEMPLATES
from tests.project import BIN, REPOSITORY

LIBRARY = sorted((REPOSITORY / "rooftop").rglob("*.py"))
TESTS = REPOSITORY / "tests"
LOOK = sorted(
    file
    for folder in (TEMPLATES, REPOSITORY / "overrides")
    for file in folder.rglob("*")
    if file.suffix in (".html", ".xml", ".css", ".js")
)


def functions(file: Path) -> Iterator[ast.FunctionDef]:
    yield from (
        node for node in ast.walk(ast.parse(file.read_text())) if isinstance(node, ast.FunctionDef)
    )


def test_rooms_import_only_from_rooms_below_them() -> None:
    done = subprocess.run(
        [BIN / "lint-imports"], cwd=REPOSITORY, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


def test_the_import_rule_catches_an_import_upward(tmp_path: Path) -> None:
    package = tmp_path / "rooftop"
    subprocess.run(
        ["cp", "-R", REPOSITORY / "rooftop", REPOSITORY / "pyproject.toml", tmp_path], check=True
    )
    (package / "problems.py").open("a").write("\nfrom rooftop.plan import Plan\n")
    done = subprocess.run(
        [BIN / "lint-imports"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode != 0


@pytest.mark.parametrize("file", LIBRARY, ids=lambda file: str(file.relative_to(REPOSITORY)))
def test_modules_and_functions_stay_small(file: Path) -> None:
    assert len(file.read_text().splitlines()) <= 255
    for function in functions(file):
        assert (function.end_lineno or 0) - function.lineno < 50, function.name


def test_hooks_hold_no_logic() -> None:
    for function in functions(REPOSITORY / "rooftop" / "site" / "events.py"):
        assert len(function.body) == 2, function.name  # a docstring and a call


def test_the_hook_takes_over_all_events_and_nothing_else() -> None:
    hook = ast.parse((REPOSITORY / "hooks" / "publish.py").read_text())
    assert [ast.unparse(node) for node in hook.body[1:]] == ["from rooftop.site.events import *"]
    written = {function.name for function in functions(Path(events.__file__))}
    assert {f"on_{name}" for name in EVENTS} >= set(events.__all__) == written


def test_the_library_reads_no_clock_and_prints_nothing() -> None:
    """Only the invocation and the command line know what day it is and that there is a terminal."""
    allowed = {"rooftop/site/invocation.py"}
    for file in LIBRARY:
        name = str(file.relative_to(REPOSITORY))
        text = file.read_text()
        if name not in allowed:
            assert not re.search(
                r"datetime\.now|date\.today|(?<!date)time\.time\(\)|utcnow", text
            ), name
        if not name.startswith("rooftop/cli/"):
            assert not re.search(r"\bprint\(|click\.echo|sys\.stdout", text), name


def test_only_the_gate_makes_views() -> None:
    for file in LIBRARY:
        if file.relative_to(REPOSITORY).as_posix() in (
            "rooftop/consent/show.py",
            "rooftop/consent/company_views.py",
        ):
            continue
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Call):
                name = ast.unparse(node.func).partition("[")[0]
                assert name not in (
                    "StoryView",
                    "AdvocateView",
                    "EventView",
                    "PageView",
                    "ProductView",
                    "Teller",
                    "SiteStory",
                    "FeedStory",
                ), file


def test_every_problem_code_has_a_page_and_every_page_a_code() -> None:
    assert {page.stem for page in (REPOSITORY / "docs" / "problems").glob("*.md")} == {
        *CODES,
        "index",
    }


def test_every_problem_code_is_raised_somewhere() -> None:
    source = "\n".join(file.read_text() for file in LIBRARY)
    for code in CODES:
        used = source.count(f'"{code}"') + source.count(f"error {code}:")
        assert used > 1, code


def test_templates_mark_nothing_safe() -> None:
    for template in LOOK:
        assert not re.search(r"\|\s*safe\b|autoescape\s+false|Markup", template.read_text()), (
            template.name
        )


def test_the_library_calls_nothing_safe_but_what_was_just_cleaned() -> None:
    """Markup is made of what stands in the source, in two places of what has just left the
    allowlist, and in one of a tree of ours that lxml writes, texts escaped.
    """
    for file in LIBRARY:
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "Markup":
                written_here = all(isinstance(each, ast.Constant) for each in node.args)
                cleaned = file.name == "prose.py" and ".clean(" in ast.unparse(node)
                drawn = file.name == "charts.py" and "etree.tostring(" in ast.unparse(node)
                assert written_here or cleaned or drawn, (file, ast.unparse(node))


def test_every_test_that_the_threat_model_names_exists() -> None:
    named = set(re.findall(r"`(test_\w+)`", (REPOSITORY / "docs/threat-model.md").read_text()))
    written = {
        name
        for file in TESTS.glob("test_*.py")
        for name in re.findall(r"^ *def (test_\w+)", file.read_text(), re.M)
    }
    assert named
    assert named <= written, named - written


def test_every_direct_dependency_has_its_line() -> None:
    listed = (REPOSITORY / "docs" / "dependencies.md").read_text()
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text())
    groups = project["dependency-groups"]
    extras = project["project"]["optional-dependencies"]
    optional = [each for name, extra in extras.items() if name != "all" for each in extra]
    needed = [*project["project"]["dependencies"], *optional]
    for requirement in [*needed, *groups["test"], *groups["build"]]:
        name = re.match(r"[A-Za-z0-9-]+", requirement)
        assert name
        assert f"`{name[0]}`" in listed, requirement


def test_every_extra_is_known_to_the_library() -> None:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text())["project"]
    assert set(project["optional-dependencies"]) == {*EXTRAS, "all"}
    assert project["optional-dependencies"]["all"] == [f"rooftop[{','.join(sorted(EXTRAS))}]"]


def test_nothing_tracked_names_this_machine_or_a_package_index() -> None:
    done = subprocess.run(
        ["git", "ls-files", "-z"], cwd=REPOSITORY, capture_output=True, text=True, check=False
    )
    for name in filter(None, done.stdout.split("\0")):
        file = REPOSITORY / name
        if file.suffix in (".webp", ".png", ".ogg", ".webm", ".jpg") or not file.is_file():
            continue
        text = file.read_text(errors="replace")
        assert str(REPOSITORY) + "/" not in text, name
        assert not re.search(r"--(extra-)?index" + r"-url [^.]|/sim" + r"ple/", text), name


def test_python_is_new_enough_for_what_is_promised() -> None:
    assert sys.version_info >= (3, 11)


#: Participles that say nothing of what a name holds; one in a function can be a comfort.
VAGUE = {"told", "found", "made", "shown", "kept", "said"}


@pytest.mark.parametrize("file", LIBRARY, ids=lambda file: str(file.relative_to(REPOSITORY)))
def test_local_names_are_nouns_of_what_they_hold(file: Path) -> None:
    for function in functions(file):
        names = {
            node.id
            for node in ast.walk(function)
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
        }
        assert len(names & VAGUE) <= 1, (function.name, names & VAGUE)


def test_no_module_is_hidden_by_a_name_of_its_package() -> None:
    for init in (REPOSITORY / "rooftop").rglob("__init__.py"):
        imports = [
            n for n in ast.walk(ast.parse(init.read_text())) if isinstance(n, ast.ImportFrom)
        ]
        names = {alias.asname or alias.name for each in imports for alias in each.names}
        modules = {file.stem for file in init.parent.glob("*.py")}
        assert not names & modules, init
