"""One rule applied to one source record."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, field
from typing import Any

from markdownify import markdownify
from slugify import slugify

from rooftop.importing.mapping import Mapping, Rule
from rooftop.importing.sources import SourceRecord, as_text, pick
from rooftop.markup import parse_markdown
from rooftop.problems import Problem, problem
from rooftop.records.fields import MAX_SLUG

_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff]"
)
_HTML = re.compile(r"</?[a-zA-Z][^<>]*>")
_AUTOLINK = re.compile(r"<(https?://[^<>\s]+)>")


@dataclass
class Reader:
    """Applies rules to one record, remembering which source fields were used and what got lost."""

    mapping: Mapping
    record: SourceRecord
    used: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)

    def apply(self, name: str, rule: Rule) -> Any:
        """The value of our field ``name``: from the first of the rule's sources that yields one;
        None when none does.
        """
        if rule.value is not None:
            return rule.value
        for path in rule.source:
            raw = [self.record.stem] if path == "@file" else pick(self.record.fields, path)
            values = self._make(name, rule, [as_text(value) for value in raw])
            if values:
                self.used.add(path)
                return values if rule.many else values[0]
        return None

    def _make(self, name: str, rule: Rule, raw: list[str]) -> list[Any]:
        values: list[Any] = [
            text for text in (self._clean(name, rule, text) for text in raw) if text
        ]
        if rule.join is not None:
            values = [rule.join.join(values)] if values else []
        for step in (self._match, self._split, self._fold, self._shorten, self._slug, self._day):
            values = [made for value in values for made in step(name, rule, value)]
        values = list(dict.fromkeys(values))
        if len(values) > 1 and not rule.many:
            others = ", ".join(map(str, values[1:]))
            self.say(name, f"only the first of {len(values)} values was kept; the others: {others}")
        return values

    def say(self, name: str, message: str) -> None:
        """Tell that something of the source does not arrive as it was."""
        self.problems.append(
            problem(self.record.name, (0, 0), "import-unmapped", f"{name}: {message}")
        )

    def _clean(self, name: str, rule: Rule, text: str) -> str:
        if _EMAIL.search(text):
            self.say(name, "an e-mail address was left out")
            text = _EMAIL.sub("[…]", text)
        text = _INVISIBLE.sub("", text.replace("\r\n", "\n"))
        if rule.text == "plain":
            text = " ".join(parse_markdown(text).text_content().split())
        elif rule.text == "markdown" and _HTML.search(_AUTOLINK.sub("", text)):
            text = markdownify(
                _AUTOLINK.sub(r"\1", text),
                heading_style="ATX",
                escape_misc=False,
                escape_asterisks=False,
                escape_underscores=False,
            )
        return text.strip()

    def _match(self, name: str, rule: Rule, value: str) -> list[str]:
        if rule.pattern is None:
            return [value]
        match = re.search(rule.pattern, value)
        if match is None:
            self.say(name, f"the pattern finds nothing in: {value[:120]}")
            return []
        return [(match[1] if match.re.groups else match[0]).strip()]

    def _split(self, _name: str, rule: Rule, value: str) -> list[str]:
        if rule.split is None:
            return [value]
        parts = [part.strip() for part in re.split(rule.split, value) if part.strip()]
        if rule.part is None:
            return parts
        return parts[rule.part : rule.part + 1] if rule.part >= 0 else parts[rule.part :][:1]

    def _fold(self, name: str, rule: Rule, value: str) -> list[str]:
        if rule.terms is None:
            return [value]
        word = self.mapping.fold(rule.terms, value)
        if word is None:
            self.say(name, f"{value!r} is no word of the terms {rule.terms}")
        return [word] if word else []

    def _shorten(self, name: str, rule: Rule, value: str) -> list[str]:
        if rule.shorten is None or len(value) <= rule.shorten:
            return [value]
        cut = value[: rule.shorten - 1].rsplit(" ", 1)[0].rstrip(" ,;:–-")
        self.say(name, f"was shortened; the rest: {value[len(cut) :].strip()}")
        return [f"{cut}…"]

    def _slug(self, _name: str, rule: Rule, value: str) -> list[str]:
        if not rule.slug:
            return [value]
        slug = slugify(value, max_length=MAX_SLUG, word_boundary=True, save_order=True)
        return [slug] if slug else []

    def _day(self, name: str, rule: Rule, value: str) -> list[Any]:
        if not rule.day:
            return [value]
        try:
            return [datetime.date.fromisoformat(value[:10])]
        except ValueError:
            self.say(name, f"{value!r} is no date (YYYY-MM-DD)")
            return []
