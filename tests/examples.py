"""The examples of the handbook, done by a community of one advocate, one product and one story.

A fenced block with a ``title`` is a file: a whole one in Markdown or of another kind, and in YAML the
fields or settings that the example changes. A block of ``bash`` is run, a block of ``text`` is what
`rooftop check` says then.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
import yaml

from rooftop.cli.main import commands
from tests.project import Project

_BLOCK = re.compile(
    r'^(?P<indent> *)```(?P<language>\w+)(?: title="(?P<title>[^"]+)")?\n(?P<text>.*?)^(?P=indent)```$',
    re.M | re.S,
)
_PROBLEM = re.compile(r"^(?P<path>[\w./-]+?)(?::\d+)*: (?P<what>(?:error|note) [\w-]+: .*)$", re.M)
#: What never ends, asks the network, or has tests of its own.
_ONLY_READ = {
    "former", "guard", "pull-request", "init", "links", "merge", "new", "pack", "ping", "serve", "upgrade"
}  # fmt: skip


@dataclass(frozen=True)
class Example:
    """One fenced block of a page."""

    language: str
    title: str
    text: str


def examples(page: Path) -> Iterator[Example]:
    """Every fenced block of a page, in their order."""
    for block in _BLOCK.finditer(page.read_text(encoding="utf-8")):
        lines = (line.removeprefix(block["indent"]) for line in block["text"].splitlines(True))
        yield Example(block["language"], block["title"] or "", "".join(lines))


def do(example: Example, project: Project) -> None:
    """Carry out an example in ``project``; it must do what the page says."""
    if example.title == "mkdocs.yml":
        _set(project, yaml.safe_load(example.text))
    elif example.title and example.language == "yaml" and example.title.endswith(".md"):
        _change(project, example)
    elif example.title:
        project.write(example.title, example.text)
    elif example.language == "yaml":
        yaml.safe_load(example.text)
    elif example.language == "bash":
        for line in example.text.replace("\\\n", "").splitlines():
            _run(line, project)
    elif example.language == "text":
        _compare(example.text, project)


def _set(project: Project, changes: dict[str, Any]) -> None:
    """Change settings: those of Rooftop one by one, those of MkDocs whole."""
    settings = yaml.safe_load((project.root / "mkdocs.yml").read_text())
    own = changes.get("extra", {}).get("rooftop", {})
    extra = settings["extra"] | {"rooftop": settings["extra"]["rooftop"] | own}
    project.write("mkdocs.yml", yaml.safe_dump(settings | changes | {"extra": extra}))


def _change(project: Project, example: Example) -> None:
    """Put the fields of the example in the place of those the file has."""
    head, prose = (project.root / example.title).read_text().removeprefix("---\n").split("---\n", 1)
    fields = re.split(r"^(?=\w)", head, flags=re.M)
    changed = re.split(r"^(?=\w)", example.text, flags=re.M)
    names = {field.partition(":")[0] for field in changed}
    unchanged = [field for field in fields if field.partition(":")[0] not in names]
    project.write(example.title, f"---\n{''.join(unchanged + changed)}---\n{prose}")


def _run(line: str, project: Project) -> None:
    words = shlex.split(line.removeprefix("scripts/"), comments=True)
    if not words or words[0] != "rooftop":
        return
    if _ONLY_READ & set(words):
        read_only(commands, words[1:])
        return
    done = project.run(*words)
    expected = 1 if "# ends with 1" in line else 0
    assert done.returncode == expected, f"{line}\n{done.stdout}{done.stderr}"


def read_only(command: click.Command, words: list[str]) -> None:
    """See that there is such a command, with such options; raises `AssertionError` otherwise."""
    words = list(words)
    while isinstance(command, click.Group):
        found = command.get_command(click.Context(command), words.pop(0))
        assert found, words
        command = found
    known = {name for option in command.params for name in option.opts}
    assert {word for word in words if word.startswith("-")} <= known, (command.name, words)


def _compare(text: str, project: Project) -> None:
    """Each problem of the example is one that `rooftop check` reports."""
    done = project.check()
    reported = {(each["path"], each["what"]) for each in _PROBLEM.finditer(done.stderr)}
    for problem in _PROBLEM.finditer(text):
        assert (problem["path"], problem["what"]) in reported, f"{problem[0]}\n\n{done.stderr}"
