"""YAML, JSON and TOML as plain data: text stays as it is written, whatever it looks like."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import yaml

#: Levels and values that a source file may have; aliases count as often as they are used.
MAX_DEPTH = 50
MAX_VALUES = 2_000_000

_BASE: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULL, _MERGE = "tag:yaml.org,2002:null", "tag:yaml.org,2002:merge"
_BLANK = re.compile(r"\s*")


class _Loader(_BASE):  # type: ignore[misc]
    """YAML without guesses: 1.10 stays 1.10, and NO is no false."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 — PyYAML's own way


_Loader.add_implicit_resolver(_NULL, re.compile(r"(~|null|Null|NULL|)$"), ["~", "n", "N", ""])
_Loader.add_implicit_resolver(_MERGE, re.compile(r"<<$"), ["<"])


class UnreadableError(ValueError):
    """What a file holds cannot be read; ``line`` counts from 1."""

    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(message)
        self.line = line


@dataclass
class Findings:
    """What was noticed while a file was read: (line, what)."""

    notes: list[tuple[int, str]] = field(default_factory=list)
    errors: list[tuple[int, str]] = field(default_factory=list)


def read_yaml(text: str, findings: Findings, first_line: int = 1) -> Iterator[Any]:
    """Each document of ``text``. A mistake ends the reading and is found; what comes before it is
    kept. Aliases and merge keys are resolved.
    """
    builder = _Builder(findings, first_line)
    try:
        _check_depth(text, first_line)
        for node in yaml.compose_all(text, Loader=_Loader):
            yield builder.build(node)
    except yaml.YAMLError as error:
        findings.errors.append(_syntax(error, text, first_line))
    except UnreadableError as error:
        findings.errors.append((error.line, str(error)))


def _syntax(error: yaml.YAMLError, text: str, first_line: int) -> tuple[int, str]:
    mark = getattr(error, "problem_mark", None)
    if mark is None:
        return first_line, "is no YAML"
    lines = text.split("\n")
    at = lines[mark.line] if mark.line < len(lines) else ""
    if at[: len(at) - len(at.lstrip())].count("\t"):
        return mark.line + first_line, "is indented by a tab, where YAML needs blanks"
    return mark.line + first_line, getattr(error, "problem", None) or "is no YAML"


def _check_depth(text: str, first_line: int) -> None:
    """libyaml crashes the process on deep nesting when it composes, not when it lists events. It
    composes nothing beyond a mistake.
    """
    depth = 0
    with suppress(yaml.YAMLError):
        for event in yaml.parse(text, Loader=_BASE):
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            if depth > MAX_DEPTH:
                line = event.start_mark.line + first_line if event.start_mark else first_line
                raise UnreadableError(f"is nested deeper than {MAX_DEPTH} levels", line)


@dataclass
class _Builder:
    findings: Findings
    first_line: int
    count: int = 0
    depth: int = 0

    def build(self, node: yaml.Node) -> Any:
        self.count += 1
        if self.count > MAX_VALUES or self.depth > MAX_DEPTH:
            raise UnreadableError("repeats its aliases without an end", self._line(node))
        if isinstance(node, yaml.ScalarNode):
            return None if node.tag == _NULL else node.value
        self.depth += 1
        value = (
            self._group(node)
            if isinstance(node, yaml.MappingNode)
            else [self.build(inner) for inner in node.value]
        )
        self.depth -= 1
        return value

    def _group(self, node: yaml.MappingNode) -> dict[str, Any]:
        group: dict[str, Any] = {}
        inherited: dict[str, Any] = {}
        for key, value in node.value:
            if key.tag == _MERGE:
                several = value.value if isinstance(value, yaml.SequenceNode) else [value]
                for each in several:
                    merged = self.build(each)
                    inherited = {**merged, **inherited} if isinstance(merged, dict) else inherited
                continue
            if not isinstance(key, yaml.ScalarNode):
                self.findings.notes.append((self._line(key), "a name that is no text was left out"))
                continue
            if key.value in group:
                self.findings.notes.append((self._line(key), _twice(key.value)))
            group[key.value] = self.build(value)
        return {**inherited, **group}

    def _line(self, node: yaml.Node) -> int:
        return int(node.start_mark.line) + self.first_line


def _twice(name: str) -> str:
    return f"{name}: is written twice; the last value counts"


def read_json(text: str, findings: Findings) -> Iterator[tuple[int, Any]]:
    """Each value of ``text`` and the line it begins on: one, or several, as in JSON Lines. Numbers
    stay as they are written; NaN and Infinity are no values.

    A line that cannot be read costs itself where each line is a value, and ends the reading
    elsewhere.
    """
    decoder = json_decoder(findings)
    at, line, counted = _skip(text, 0), 1, 0
    is_lines = all(line.startswith(("{", "[")) for line in text.split("\n") if line.strip())
    while at < len(text):
        line, counted = line + text.count("\n", counted, at), at
        try:
            value, end = decoder.raw_decode(text, at)
            yield line, value
        except json.JSONDecodeError as error:
            findings.errors.append((error.lineno, f"{error.msg[0].lower()}{error.msg[1:]}"))
            end = text.find("\n", at) if is_lines else -1
        if end < 0:
            return
        at = _skip(text, end)


def _skip(text: str, at: int) -> int:
    match = _BLANK.match(text, at)
    return match.end() if match else at


def json_decoder(findings: Findings) -> json.JSONDecoder:
    """A decoder for which numbers are text, as written, and NaN and Infinity are no values."""

    def group(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        values = dict(pairs)
        if len(values) < len(pairs):
            names = [name for name, _ in pairs]
            twice = sorted({name for name in names if names.count(name) > 1})
            findings.notes.extend((0, _twice(name)) for name in twice)
        return values

    return json.JSONDecoder(
        object_pairs_hook=group,
        parse_float=str,
        parse_int=str,
        parse_constant=lambda _name: None,
        strict=False,
    )


def read_toml(text: str, findings: Findings, first_line: int = 1) -> Iterator[Any]:
    """The table in ``text``, or nothing where it cannot be read."""
    try:
        yield tomllib.loads(text, parse_float=str)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"line (\d+)", str(error))
        line = int(place[1]) + first_line - 1 if place else first_line
        findings.errors.append((line, str(error).partition(" (at ")[0].lower()))


def is_too_deep(value: Any) -> bool:
    """Whether ``value`` is nested deeper than `MAX_DEPTH` levels."""
    level = [value]
    for _ in range(MAX_DEPTH + 1):
        level = [
            inner
            for each in level
            if isinstance(each, dict | list)
            for inner in (each.values() if isinstance(each, dict) else each)
        ]
        if not level:
            return False
    return True
