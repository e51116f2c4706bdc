"""A guess as the text of a mapping file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from rooftop.importing.guess.fields import SourceField
from rooftop.importing.guess.layout import Layout
from rooftop.importing.guess.matches import Match
from rooftop.importing.guess.vocabulary import words_of
from rooftop.importing.targets import KINDS

#: What Hugo puts into prose: calls of templates, with ``<`` or ``%``.
SHORTCODES = r"(?s)\{\{[<%].*?[%>]\}\}"
Rules = dict[str, dict[str, Any]]

#: Text that YAML takes as it is, in a list and in a group too.
_BARE = re.compile(r"[A-Za-z_][\w.:/-]*(?: [\w./-]+)*")
#: The most characters of fields that take a line, and of those that take a passage.
_LENGTHS = {"title": 160, "summary": 280, "quote.text": 600, "role": 160, "tagline": 280}


def rules_of(matches: list[Match], layout: Layout) -> Rules:
    """The rules for ``matches``, by part and field of ours."""
    rules: Rules = {}
    for match in matches:
        section, _, name = match.target.partition(".")
        rules.setdefault(section, {})[name] = _rule(match, name, layout)
    for section in list(rules):
        rules[section] = _completed(section, rules, layout)
    return {section: rules[section] for section in KINDS if section in rules}


def _rule(match: Match, name: str, layout: Layout) -> dict[str, Any]:
    source = match.field
    rule: dict[str, Any] = {"from": source.path}
    if name in ("date", "updated", "starts", "ends") and source.day_rule:
        rule["day"] = source.day_rule
    if name in ("starts", "ends") and source.has_offsets:
        rule["day"] = {"zone": "UTC"}
    if name == "advocates":
        rule |= {"slug": True, "many": True}
    if name == "body" and source.most > 1:
        rule["join"] = "\n\n"
    if kind := _kind_of_text(source, name, layout):
        rule["text"] = kind
    if name == "body" and source.has_shortcodes:
        rule["remove"] = SHORTCODES
    if name == "github" and source.addresses > 0.5:
        rule["pattern"] = r"github\.com/([A-Za-z0-9-]+)"
    if name in _LENGTHS and source.length > 60:
        rule["shorten"] = _LENGTHS[name]
    return rule


def _kind_of_text(source: SourceField, name: str, layout: Layout) -> str:
    """What the text of ``source`` is; empty where it is plain."""
    if name == "body" and layout.files.format == "markdown":
        return "markdown"
    if source.holds_html:
        return "html"
    is_words = not name.startswith(("links.", "media."))
    return "markdown" if source.holds_markdown and is_words else ""


def _completed(section: str, rules: Rules, layout: Layout) -> dict[str, Any]:
    """The rules of one part with what can be made of other fields, as far as it is needed."""
    own = rules[section]
    if section == "advocate":
        own = _with_whole_name(own)
    if section == "story":
        words = next((name for name in ("body", "quote.text", "challenge") if name in own), "")
        if "title" not in own and (title := _title(layout, words)):
            own["title"] = title
        if words:
            own.setdefault("summary", {"like": words, "shorten": 280})
        own = {name: own[name] for name in sorted(own, key=_place)}
    if section == "event":
        own.setdefault("kind", {"value": "webinar" if "online_url" in own else "meetup"})
        own.setdefault("timezone", {"value": "UTC"})
    slug = _slug(section, rules, layout)
    return {"slug": slug, **own} if slug else own


def _with_whole_name(own: dict[str, Any]) -> dict[str, Any]:
    """One name: where the source has it whole, its parts are not needed."""
    parts = [own.pop(name)["from"] for name in ("name.given", "name.family") if name in own]
    if "name" in own or not parts:
        return own
    return {"name": {"from": parts, "join": " "} if len(parts) > 1 else {"from": parts[0]}, **own}


def _title(layout: Layout, words: str) -> dict[str, Any] | None:
    """What a story is called that has no title: as its customer or its file; else as it begins."""
    labels = {words_of(name): name for record in layout.records[:50] for name in record.fields}
    named = [
        labels[label] for label in ("company", "client", "customer", "name") if label in labels
    ]
    if layout.files.format == "markdown" and len(layout.records) > 1:
        return {"from": [*named[:1], _own_name(layout)]}
    return {"like": words, "shorten": 80} if words else None


def _place(name: str) -> int:
    order = ("title", "date", "updated", "summary", "quote.text", "challenge", "body")
    return order.index(name) if name in order else len(order)


def _slug(section: str, rules: Rules, layout: Layout) -> dict[str, Any] | None:
    """What files are called: as in the source, where it says so."""
    if section == "advocate" and "story" in rules:
        return None
    has_many = any("#" in record.name for record in layout.records[:50])
    paths = ["slug"] if any("slug" in record.fields for record in layout.records[:50]) else []
    paths += [_own_name(layout)] if not has_many and len(layout.records) > 1 else []
    return {"from": paths if len(paths) > 1 else paths[0]} if paths else None


def _own_name(layout: Layout) -> str:
    """What tells files apart: their names, or those of their folders."""
    stems = {record.path.stem for record in layout.records[:50]}
    return "@folder" if stems <= {"index", "_index"} else "@file"


def mapping_data(layout: Layout, rules: Rules) -> dict[str, Any]:
    """The whole mapping as data."""
    files = layout.files
    data: dict[str, Any] = {"format": files.format}
    if files.files != ("*",):
        data["files"] = files.files[0]
    if files.records != ("",):
        data["records"] = files.records[0]
    if layout.passed_over:
        data["unless"] = {"@file": list(layout.passed_over)}
    return {**data, **rules}


def write_mapping(data: dict[str, Any], notes: Mapping[str, str], head: list[str]) -> str:
    """``data`` as a mapping file, a rule a line; ``notes`` stand above the lines of our fields."""
    lines = [*(f"# {line}".rstrip() for line in head), *_lines(data, notes)]
    return "\n".join(lines) + "\n"


def _lines(data: dict[str, Any], notes: Mapping[str, str]) -> Iterator[str]:
    for name, value in data.items():
        if name not in KINDS:
            yield f"{name}: {_flow(value)}"
            continue
        yield f"{name}:"
        for field, rule in value.items():
            note = notes.get(f"{name}.{field}")
            short = rule["from"] if list(rule) == ["from"] else rule
            if note:
                yield f"  # {note}"
            yield f"  {field}: {_flow(short)}"


def _flow(value: Any) -> str:
    if isinstance(value, dict):
        return f"{{{', '.join(f'{_flow(key)}: {_flow(each)}' for key, each in value.items())}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(_flow, value))}]"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str) and not _BARE.fullmatch(value):
        return json.dumps(value, ensure_ascii=False)
    return str(value)
