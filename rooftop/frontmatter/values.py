"""YAML read from its events, never composed, so that depth, size and every surprise are seen before
anything is built.

libyaml's composer recurses and crashes the process on deep nesting; its event stream does not.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from rooftop.frontmatter.coverage import Coverage
from rooftop.frontmatter.locate import locate_in
from rooftop.frontmatter.scalars import ScalarError, is_plain_name, resolve
from rooftop.frontmatter.syntax import describe
from rooftop.problems import Problem, problem
from rooftop.text import Finding, find_unsafe

Path = tuple[str | int, ...]
Positions = dict[Path, tuple[int, int]]

MAX_DEPTH = 8
MAX_EVENTS = 4_000

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def parse_yaml(
    source: str, path: str, first_line: int = 1, allowed_contacts: Collection[str] = ()
) -> tuple[dict[str, Any] | None, Positions, list[Problem]]:
    """The mapping in ``source``, the place of each of its values, and everything wrong with it.

    ``first_line`` is the line of the file on which ``source`` begins. The mapping is None if it
    cannot be built.
    """
    reader = _Reader(path, first_line, source, Coverage(source), allowed_contacts)
    try:
        root = reader.read(iter(_LOADER(source).get_event, None))
    except yaml.YAMLError as error:
        reader.give_up(describe(error, source, path, first_line, _LOADER))
        return None, {}, reader.problems
    if root is None and not reader.problems:
        root = {}
    if root is not None and not isinstance(root, dict):
        hint = "Write one `name: value` a line."
        reader.problems.append(
            problem(
                path,
                (first_line, 1),
                "yaml-syntax",
                "the front matter is not a list of fields",
                hint,
            )
        )
        root = None
    return root, reader.positions, reader.problems


@dataclass
class _Open:
    """A mapping or list that is still being read."""

    value: dict[str, Any] | list[Any]
    path: Path
    key: str | None = None


@dataclass
class _Reader:
    path: str
    first_line: int
    source: str
    coverage: Coverage
    allowed_contacts: Collection[str]
    positions: Positions = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=list)
    root: Any = None
    count: int = 0

    def read(self, events: Iterator[yaml.Event]) -> Any:
        documents = 0
        for event in events:
            is_key = self._expects_key()
            if losses := self.coverage.check(event, is_key=is_key):
                self._lose(losses)
            if isinstance(event, yaml.ScalarEvent):
                self._scalar(event, is_key=is_key)
            elif isinstance(event, yaml.CollectionStartEvent):
                self._start(event, {} if isinstance(event, yaml.MappingStartEvent) else [])
            elif isinstance(event, yaml.CollectionEndEvent):
                self._end()
            elif isinstance(event, yaml.AliasEvent):
                self._alias(event)
            elif isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    what = "only one YAML document is read"
                    self._say(event, "yaml-feature", what, "Remove the extra ---.")
                    return None
            self.count += 1
            if self.count > MAX_EVENTS or len(self.stack) > MAX_DEPTH:
                deep = len(self.stack) > MAX_DEPTH
                what = (
                    f"nested deeper than {MAX_DEPTH} levels"
                    if deep
                    else f"more than {MAX_EVENTS} values and groups"
                )
                self._say(
                    event,
                    "file-too-large",
                    what,
                    "Front matter holds a few short fields; prose goes below it.",
                )
                return None
        return self.root

    def give_up(self, reason: Problem) -> None:
        """Read no further for ``reason``; a comment just before it is often the cause."""
        self._lose(self.coverage.rest())
        if (reason.line, reason.code) not in {(each.line, each.code) for each in self.problems}:
            self.problems.append(reason)

    def _lose(self, losses: Iterable[Finding]) -> None:
        for loss in losses:
            self.problems.append(locate_in(self.source, loss, self.path, self.first_line))

    def _say(self, event: yaml.Event, code: str, message: str, hint: str) -> None:
        self.problems.append(problem(self.path, self._at(event), code, message, hint))

    def _at(self, event: yaml.Event) -> tuple[int, int]:
        mark = event.start_mark
        return (mark.line + self.first_line, mark.column + 1) if mark else (self.first_line, 0)

    def _refuse_features(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
        if event.anchor:
            what = "anchors (&name) are not read here"
            self._say(event, "yaml-feature", what, "Write the value out where it is needed.")
        if event.tag:
            hint = "Remove the word that begins with an exclamation mark."
            self._say(event, "yaml-feature", f"the tag {event.tag} is not allowed here", hint)

    def _start(self, event: yaml.CollectionStartEvent, value: dict[str, Any] | list[Any]) -> None:
        self._refuse_features(event)
        if self._expects_key():
            hint = "Quote it if it begins with [ or {."
            self._say(event, "yaml-feature", "a name must be plain text", hint)
            self.stack.append(_Open(value, ()))  # read on, so that what follows is found too
            return
        path = self._add(value, event)
        self.stack.append(_Open(value, path))

    def _alias(self, event: yaml.AliasEvent) -> None:
        self._say(
            event, "yaml-feature", "aliases (*name) are not read here", "Write the value out."
        )
        if self._expects_key():
            self.stack[-1].key = ""
        else:
            self._add(None, event)

    def _end(self) -> None:
        closed = self.stack.pop()
        if not closed.path and self.stack:
            self.stack[-1].key = ""

    def _expects_key(self) -> bool:
        if not self.stack:
            return False
        top = self.stack[-1]
        return top.key is None and isinstance(top.value, dict)

    def _scalar(self, event: yaml.ScalarEvent, *, is_key: bool) -> None:
        self._refuse_features(event)
        if is_key:
            self._key(event)
        else:
            self._add(self._resolve(event), event)

    def _key(self, event: yaml.ScalarEvent) -> None:
        top, key = self.stack[-1], event.value
        assert isinstance(top.value, dict)
        if event.implicit[0] and key == "<<":
            self._say(
                event, "yaml-feature", "merge keys (<<) are not read here", "Write the fields out."
            )
        elif event.implicit[0] and not is_plain_name(key):
            what = f"the name {key or 'of this field'} could be read as something else"
            self._say(event, "yaml-ambiguous", what, f'Write "{key}", in quotes.')
        if key in top.value:
            first = self.positions[(*top.path, key)][0]
            self._say(
                event,
                "key-duplicate",
                f"{key!r} is written twice, first on line {first}",
                "Keep one of them.",
            )
        top.key = key
        self.positions.setdefault((*top.path, key), self._at(event))

    def _add(self, value: Any, event: yaml.Event) -> Path:
        if not self.stack:
            self.root = value
            self.positions[()] = self._at(event)
            return ()
        top = self.stack[-1]
        path: Path
        if isinstance(top.value, dict):
            assert top.key is not None
            path = (*top.path, top.key)
            top.value[top.key] = value
            top.key = None
        else:
            path = (*top.path, len(top.value))
            top.value.append(value)
            self.positions[path] = self._at(event)
        return path

    def _resolve(self, event: yaml.ScalarEvent) -> Any:
        """What a scalar means; quoted ones are text."""
        text: str = event.value
        if not event.implicit[0]:
            if event.style == '"':  # escapes may spell what nobody may write
                for finding in find_unsafe(text, self.allowed_contacts):
                    self._say(event, finding.code, finding.message, finding.hint)
            return text
        try:
            return resolve(text)
        except ScalarError as error:
            self._say(event, error.code, str(error), error.hint)
            return None if error.code == "value-invalid" else text
