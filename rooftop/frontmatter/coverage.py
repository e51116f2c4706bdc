"""Finds text that YAML would silently drop, or join to the text above.

YAML takes ` #` for the beginning of a comment (YAML 1.2.2, 6.6), even in the middle of a sentence,
and joins the lines of one value (6.5).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from rooftop.text import Finding

_COMMENT = re.compile(r"#[^\n]*")
#: Events at which a value begins or ends.
_OF_VALUES = (yaml.NodeEvent, yaml.CollectionEndEvent)
_SHOWN = 40
_COMMENT_HINT = (
    "Put the whole value in quotation marks, or move the comment to a line of its own between "
    "two fields, indented no further than they are."
)
_LIST_HINT = (
    "Indent all items of a list alike. For text of several lines, write | after the name of the "
    "field."
)
_QUOTE_HINT = "Close it where the text ends; indent the lines of a long text deeper than the field."
_COMMA_HINT = 'Put text with a comma in straight quotation marks: "…".'


class Coverage:
    """Follows the events of ``source`` in their order, and finds what of it they leave out.

    Offsets count characters from the beginning of ``source``.
    """

    def __init__(self, source: str) -> None:
        self._source = source
        self._end = 0
        self._last: yaml.Event | None = None
        self._last_is_key = False
        #: The column of each open block, -1 for a list or group in brackets.
        self._columns: list[int] = []

    def check(self, event: yaml.Event, *, is_key: bool = False) -> list[Finding]:
        """What is lost before ``event`` or within it. ``is_key`` says that it names a field."""
        if event.start_mark is None or event.end_mark is None:
            return []
        start, end = event.start_mark.index, event.end_mark.index
        found: list[Finding] = []
        if self._source.find("#", self._end, start) >= 0:
            found += self._comments(start, event)
        if isinstance(event, yaml.ScalarEvent):
            if event.style in ("|", ">"):
                found += self._header_comment(start, end)
            if start == end:
                found += self._cut_at_comma(start, is_key=is_key)
            elif self._source.find("\n", start, end) >= 0:
                found += self._joined_lines(start, end, event)
        elif isinstance(event, yaml.CollectionStartEvent):
            self._columns.append(-1 if event.flow_style else event.start_mark.column)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._columns.pop()
        self._end = max(self._end, end)
        if isinstance(event, _OF_VALUES):
            self._last, self._last_is_key = event, is_key
        return found

    def rest(self) -> Iterator[Finding]:
        """The comment on the line on which the last event ended, when no other follows it."""
        line = self._source[self._end :].partition("\n")[0]
        if self._last and (match := _COMMENT.search(line)):
            yield _comment(self._end + match.start(), match[0])

    @property
    def _block(self) -> int:
        """The column of the innermost block."""
        return next((column for column in reversed(self._columns) if column >= 0), -1)

    @property
    def _in_brackets(self) -> bool:
        return bool(self._columns) and self._columns[-1] < 0

    def _comments(self, start: int, event: yaml.Event) -> Iterator[Finding]:
        for match in _COMMENT.finditer(self._source, self._end, start):
            if not self._may_stand(match.start(), event):
                yield _comment(match.start(), match[0])

    def _may_stand(self, at: int, event: yaml.Event) -> bool:
        """Whether a comment is one beyond doubt: on a line of its own, and where no value could go
        on.
        """
        begin = self._source.rfind("\n", 0, at) + 1
        if self._source[begin:at].strip() or self._in_brackets:
            return False
        opens_block = isinstance(event, yaml.CollectionStartEvent) and not event.flow_style
        is_first = self._last is None
        return is_first or at - begin <= self._block or (self._last_is_key and opens_block)

    def _header_comment(self, start: int, end: int) -> Iterator[Finding]:
        """The comment on the line where ``|`` or ``>`` starts a block of text."""
        header = self._source[start:end].partition("\n")[0]
        if match := _COMMENT.search(header):
            yield _comment(start + match.start(), match[0])

    def _cut_at_comma(self, start: int, *, is_key: bool) -> Iterator[Finding]:
        """``{text: We, the people}`` is read as two fields, the second without a value."""
        is_value = self._last_is_key and not is_key
        if is_value and self._in_brackets and isinstance(self._last, yaml.Event):
            name, mark = getattr(self._last, "value", ""), self._last.start_mark
            if mark and ":" not in self._source[self._end : start]:
                what = f"{name[:_SHOWN]!r} has no value: a comma in braces ends the text before it"
                yield Finding(mark.index, "yaml-syntax", what, _COMMA_HINT)

    def _joined_lines(self, start: int, end: int, event: yaml.ScalarEvent) -> Iterator[Finding]:
        """Lines of one value that do not look as if they belonged to it."""
        lines = self._source[start:end].split("\n")
        columns = [len(line) - len(line.lstrip()) for line in lines]
        base = min((columns[n] for n in range(1, len(lines)) if lines[n].strip()), default=0)
        offset = start
        for number in range(1, len(lines)) if event.style != "|" else ():
            above, line, column = lines[number - 1], lines[number], columns[number]
            offset += len(above) + 1
            if event.style in ("'", '"') and line.strip() and column <= self._block:
                what = "this quotation mark is not closed before the next field"
                yield Finding(start, "yaml-syntax", what, _QUOTE_HINT)
                return
            # Lines of a folded block (>) that are indented deeper than the first stay lines.
            is_kept = event.style == ">" and (
                number == 1 or max(column, columns[number - 1]) > base
            )
            if above.strip() and not is_kept and line.lstrip().startswith("- "):
                what = "this item of a list is read as one line with the text above it"
                yield Finding(offset + column, "yaml-ambiguous", what, _LIST_HINT)


def _comment(at: int, text: str) -> Finding:
    shown = text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
    what = f"“{shown}” is not read: after a blank, # begins a comment"
    return Finding(at, "yaml-comment", what, _COMMENT_HINT)
