"""The pages of the handbook that say what the code says: settings, front matter, commands and
problems. ``scripts/reference`` writes them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from inspect import cleandoc
from pathlib import Path
from typing import Any

import click
import yaml

from handbook.values import Schema, default, flow, groups, schema_of, spaced, value
from rooftop.cli.main import commands
from rooftop.forms import FormLinks, issue_forms
from rooftop.logbook import Request
from rooftop.problems import CODES
from rooftop.programme import Programme
from rooftop.records import ConsentRecord
from rooftop.records.record import Record
from rooftop.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
EXAMPLES = ROOT / "handbook" / "examples"


def pages() -> dict[str, str]:
    """The text of each page, by its path below ``docs/``."""
    written = {
        "reference/settings.md": _settings(),
        "reference/front-matter.md": _front_matter(),
        "reference/commands.md": _commands(),
        "problems/index.md": _problems(),
    }
    return {path: "\n\n".join(blocks) + "\n" for path, blocks in written.items()}


def _head(title: str, source: str) -> Iterator[str]:
    yield f"<!-- Written by scripts/reference from {source}. Change it there. -->"
    yield f"# {title}"


def _settings() -> Iterator[str]:
    yield from _head("Settings", "rooftop/settings.py")
    yield (
        "Rooftop's settings stand below `extra.rooftop` in `mkdocs.yml`. An unknown setting is an "
        "error. For everything else in that file, see [Configuration](../configuration.md)."
    )
    schema = schema_of(Settings)
    fields = schema["properties"]
    example = "".join(_setting(each, fields[each]) for each in ("company", "topics", "accent"))
    yield _fenced("yaml", "extra:\n  rooftop:\n" + _indented(example, 4), "mkdocs.yml")
    for name, written in fields.items():
        field = _whole_group(written)
        yield from _setting_section("##", name, field, name in schema["required"])
        if "$ref" in field:
            group = schema["$defs"][field["$ref"].rpartition("/")[2]]
            for key, each in group["properties"].items():
                is_required = key in group.get("required", ())
                yield from _setting_section("###", f"{name}.{key}", each, is_required)


def _whole_group(field: Schema) -> Schema:
    """``field``; a group that may be left out as one that is always there."""
    references = [each for each in field.get("anyOf", ()) if "$ref" in each]
    return {**field, **references[0]} if references else field


def _setting_section(level: str, name: str, field: Schema, is_required: bool) -> Iterator[str]:
    yield f"{level} `{name}`"
    yield field["description"]
    kind = "" if "$ref" in field else f"Value: {value(field)}."
    fallback = "Required." if is_required else f"Default: {default(field) or 'none'}."
    yield f"{kind} {'' if '$ref' in field else fallback}".strip() or "It has these settings:"
    outer, _, inner = name.partition(".")
    example = _setting(inner or outer, field)
    yield _fenced("yaml", f"{outer}:\n{_indented(example)}" if inner else example)


def _setting(name: str, field: Schema) -> str:
    example = field["examples"][0]
    if isinstance(example, dict):
        return f"{name}:\n" + "".join(f"  {key}: {flow(each)}\n" for key, each in example.items())
    return f"{name}: {flow(example)}\n"


def _front_matter() -> Iterator[str]:
    yield from _head("Front matter", "rooftop/records/")
    yield (
        "Every file in `content/` and `drafts/` begins with front matter: YAML between two lines "
        "of `---`. An unknown field is an error. For the rules of files, prose and media, see "
        "[Content](../content.md)."
    )
    shared = schema_of(ConsentRecord)
    apart = {"ConsentRecord", *shared.get("$defs", {})}
    for kind in sorted(Record.__subclasses__(), key=lambda each: each.folder or "~"):
        name = kind.__name__
        yield f"## {name}"
        yield f"`content/{kind.folder}/<slug>.md`" if kind.folder else "`content/<slug>.md`"
        yield from _example(name.lower(), f"content/{kind.folder}".rstrip("/"))
        yield from _groups(schema_of(kind), apart)
    yield "## Consent record"
    yield from _groups(shared, set())
    yield "## Programme"
    yield "`programme.yml`"
    yield from _groups(schema_of(Programme), set())
    yield "## Request"
    yield "`programme/requests/<name>.yml`"
    yield from _groups(schema_of(Request), set())


def _example(name: str, folder: str) -> Iterator[str]:
    for file in EXAMPLES.glob(f"{name}/*.md"):
        yield _fenced("markdown", file.read_text(encoding="utf-8"), f"{folder}/{file.name}")


def _groups(schema: Schema, apart: set[str]) -> Iterator[str]:
    """The fields of a file, and of each group of fields within it."""
    yield from _fields(schema)
    definitions = schema.get("$defs", {})
    for name in dict.fromkeys(groups(schema, definitions)):
        if name not in apart:
            yield f"### {spaced(name).capitalize()}"
            yield from _fields(definitions[name])


def _fields(schema: Schema) -> Iterator[str]:
    yield _prose(schema["description"])
    required = schema.get("required", [])
    rows = []
    for name, field in schema["properties"].items():
        fallback = f" Default: {default(field)}." if default(field) else ""
        mark = "yes" if name in required else ""
        rows.append((f"`{name}`", value(field), mark, field["description"] + fallback))
    yield _table(("field", "value", "required", "meaning"), rows)


def _commands() -> Iterator[str]:
    yield from _head("Commands", "rooftop/cli/")
    yield _help(commands)
    context = click.Context(commands, info_name="rooftop")
    yield from _below(commands, context)


def _below(group: click.Group, context: click.Context) -> Iterator[str]:
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if command is None or command.hidden:
            continue
        inner = click.Context(command, parent=context, info_name=name)
        yield f"## `{inner.command_path}`"
        yield _help(command)
        if isinstance(command, click.Group):
            yield from _below(command, inner)
        else:
            yield from _usage(command, inner)


def _usage(command: click.Command, context: click.Context) -> Iterator[str]:
    usage = " ".join(command.collect_usage_pieces(context))
    yield _fenced("text", f"{context.command_path} {usage}\n")
    options = filter(None, (each.get_help_record(context) for each in command.params))
    if rows := [(f"`{name}`", text) for name, text in options if text]:
        yield _table(("option", "meaning"), rows)
    if command.epilog:
        yield _fenced("bash", command.epilog.removeprefix("Example: "))


def _help(command: click.Command) -> str:
    return _prose(cleandoc(command.help or ""))


def _problems() -> Iterator[str]:
    yield from _head("Problems", "rooftop/problems.py")
    yield (
        "`rooftop check` reports everything that is wrong with the content and the settings: the "
        "file, the line and column, the code, what is wrong, and what to do. An **error** fails "
        "the check. A **note** does not: its cause is the passing of time, or somebody else."
    )
    rows = []
    for code, severity in CODES.items():
        title = (DOCS / "problems" / f"{code}.md").read_text(encoding="utf-8").splitlines()[0]
        rows.append((f"[{code}]({code}.md)", str(severity), title.partition(": ")[2]))
    yield _table(("code", "severity", "what happened"), rows)


def _prose(text: str) -> str:
    """A docstring as Markdown: each paragraph one line, code in single backticks. What Click may
    not wrap, it shows as it is.
    """
    paragraphs = re.split(r"\n\s*\n", text.strip("\n "))
    return "\n\n".join(
        _fenced("text", each.removeprefix("\b\n"))
        if each.startswith("\b\n")
        else " ".join(each.split()).replace("``", "`")
        for each in paragraphs
    )


def _table(heads: Iterable[str], rows: Iterable[Iterable[Any]]) -> str:
    lines = [list(heads), *(list(row) for row in rows)]
    lines.insert(1, ["---"] * len(lines[0]))
    return "\n".join(
        "| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines
    )


def _fenced(language: str, text: str, title: str = "") -> str:
    heading = f'{language} title="{title}"' if title else language
    return f"```{heading}\n{text.rstrip()}\n```"


def _indented(text: str, by: int = 2) -> str:
    return "".join(" " * by + line + "\n" for line in text.splitlines())


def demo_forms() -> dict[str, bytes]:
    """The issue forms of the demo, by their paths in this repository."""
    config = yaml.load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"), yaml.SafeLoader)
    settings = Settings.model_validate(config["extra"]["rooftop"])
    ways = settings.contribute
    links = FormLinks((ways.form or "").partition("?")[0] or None, ways.email)
    return issue_forms("github", settings.company, [config["theme"]["language"]], links)


if __name__ == "__main__":
    for path, content in demo_forms().items():
        (ROOT / path).write_bytes(content)
    for path, text in pages().items():
        file = DOCS / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
