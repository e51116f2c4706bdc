"""What the fields of a source hold: how many records have them, and what their values look like."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from rooftop.importing.dates import Days, read_day
from rooftop.importing.guess.vocabulary import words_of
from rooftop.importing.paths import TEXT, as_text, leaves, show_place
from rooftop.importing.sources import SourceRecord
from rooftop.importing.texts import holds_html
from rooftop.media import ACCEPTED_ENDINGS
from rooftop.text import find_email_addresses

#: Values of a field that are looked at, and characters of each.
_SAMPLE, _LONGEST = 200, 20_000
#: Names and days are shorter than this.
_LINE = 60
_ADDRESS = re.compile(r"https?://\S+")
_PICTURE_ENDINGS = "|".join(map(re.escape, sorted({*ACCEPTED_ENDINGS, ".svg", ".gif"})))
_PICTURE = re.compile(rf"\S+({_PICTURE_ENDINGS})(\?\S*)?", re.IGNORECASE)
_PERSON = re.compile(r"[^\W\d_][\w'’.-]*(?: [\w'’.&-]+){1,4}")
_ACCOUNT = re.compile(r"@?[A-Za-z0-9][A-Za-z0-9-]{0,38}")
_MARKDOWN = re.compile(r"\*\*\w|\]\(https?:")
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)+")
_OFFSET = re.compile(r"\d{1,2}:\d{2}.*(Z|[+-]\d{2}:?\d{2})$")
#: A moment as seconds or milliseconds since 1970, from 2001 on.
_UNIX = re.compile(r"1\d{9}(\d{3})?")
_NUMERIC = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](?:\d{4}|\d{2})\b")
#: Characters from which on a text is a story rather than a line.
LONG = 160


@dataclass
class SourceField:
    """One field: its ``path``, the records that have it, the most values that one of them has, and
    some of these.
    """

    path: str
    label: str
    parent: str
    count: int = 0
    most: int = 0
    values: list[str] = field(default_factory=list)

    @property
    def sample(self) -> str:
        """The first value."""
        return self.values[0] if self.values else ""

    @cached_property
    def length(self) -> int:
        """Characters of the value in the middle, by length."""
        return sorted(map(len, self.values))[len(self.values) // 2]

    @cached_property
    def holds_html(self) -> bool:
        """Whether some of its values have tags or character references."""
        return self._share(holds_html) > 0.1

    @cached_property
    def holds_markdown(self) -> bool:
        """Whether some of its values have bold words or links of Markdown."""
        return self._share(_MARKDOWN.search) > 0.1

    @cached_property
    def has_shortcodes(self) -> bool:
        """Whether some of its values call templates of Hugo."""
        return self._share(lambda text: "{{<" in text or "{{%" in text) > 0

    @cached_property
    def addresses(self) -> float:
        """The share of values that are addresses on the web."""
        return self._share(_ADDRESS.fullmatch)

    @cached_property
    def pictures(self) -> float:
        """The share of values that name a picture."""
        return self._share(_PICTURE.fullmatch)

    @cached_property
    def people(self) -> float:
        """The share of values that may be the name of a person."""
        return self._share(lambda text: len(text) < _LINE and _PERSON.fullmatch(text))

    @cached_property
    def accounts(self) -> float:
        """The share of values that may be the name of an account."""
        return self._share(_ACCOUNT.fullmatch)

    @cached_property
    def slugs(self) -> float:
        """The share of values that may be the name of a file of somebody: ``ana-silva``."""
        return self._share(_SLUG.fullmatch)

    @cached_property
    def has_offsets(self) -> bool:
        """Whether some of its values are moments with an offset from UTC."""
        return self._share(lambda text: len(text) < _LINE and _OFFSET.search(text)) > 0

    @cached_property
    def mails(self) -> float:
        """The share of values that are e-mail addresses."""
        return self._share(lambda text: len(text) < 200 and any(find_email_addresses(text)))

    @cached_property
    def distinct(self) -> float:
        """The share of values that no other record has."""
        return len(set(self.values)) / len(self.values)

    @cached_property
    def day_rule(self) -> str | None:
        """How ``day`` reads most of the values: as they are (empty), ``unix``, ``day-first`` or
        ``month-first``; None where they are no days. Where either order may be meant, none is said.
        """
        if self._share(_UNIX.fullmatch) > 0.9:
            return "unix"
        numbers = [match for text in self.values if (match := _NUMERIC.match(text))]
        order = ""
        if any(int(match[1]) > 12 for match in numbers):
            order = "day-first"
        elif any(int(match[2]) > 12 for match in numbers):
            order = "month-first"
        days = Days.model_validate(order or {})
        readable = self._share(lambda text: _is_day(text, days))
        is_unclear = len(numbers) > 0.7 * len(self.values)
        return order if readable > 0.7 or is_unclear else None

    def _share(self, test: object) -> float:
        return sum(bool(test(text)) for text in self.values) / len(self.values)  # type: ignore[operator]


def _is_day(text: str, days: Days) -> bool:
    if len(text) > _LINE:
        return False
    try:
        read_day(text, days)
    except ValueError:
        return False
    return True


def survey(records: Iterable[SourceRecord]) -> list[SourceField]:
    """The fields of ``records`` that say anything, in the order in which they are met."""
    fields: dict[str, SourceField] = {}
    for record in records:
        seen: Counter[str] = Counter()
        for place, value in leaves(record.fields):
            steps = _steps(place)
            text = as_text(value).strip()
            if steps is None or not text:
                continue
            path = show_place(steps)
            here = fields.setdefault(path, _field(path, steps))
            if len(here.values) < _SAMPLE:
                here.values.append(text[:_LONGEST])
            here.count += path not in seen
            seen[path] += 1
            here.most = max(here.most, seen[path])
    return list(fields.values())


def _steps(place: Sequence[str | int]) -> tuple[str | int, ...] | None:
    """``place`` without the number of a single value in a list; None for what only later entries of
    a list of groups have.
    """
    steps = list(place)
    while steps and (isinstance(steps[-1], int) or steps[-1] == TEXT):
        steps.pop()
    return None if any(isinstance(step, int) and step > 0 for step in steps) else tuple(steps)


def _field(path: str, steps: tuple[str | int, ...]) -> SourceField:
    names = [words_of(step) for step in steps if isinstance(step, str)]
    return SourceField(path, names[-1] if names else "", names[-2] if len(names) > 1 else "")
