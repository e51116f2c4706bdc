"""Values as a content file that can be read back: what does not fit stays out, and nothing else."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from rooftop.frontmatter import Document, split
from rooftop.frontmatter import Path as FieldPath
from rooftop.records import Misfit, Record, misfits

#: Text that means itself in YAML without quotes, whichever program reads it.
_BARE = re.compile(r"[^\W\d_](?:[\w .,;/()&+%'’–—?=~-]|:(?=\S))*(?<=[\w./)%’])")
_WORDS_OF_YAML = frozenset(("y", "n", "yes", "no", "on", "off", "true", "false", "null"))


@dataclass
class Fitted:
    """A content file. ``lost`` says of each value that is not in it where it would have stood, and
    why; ``missing`` what has to be added before it is a record.
    """

    text: str
    lost: list[tuple[str, str]] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)


#: What nobody but the person can say: a quotation waits for it.
_AWAITED = frozenset({("quote", "by")})


def fit(kind: type[Record], fields: dict[str, Any], body: str = "") -> Fitted:
    """A file of ``kind`` with as many of ``fields`` as fit, and ``body`` if it does."""
    fitted = Fitted("")
    fields = copy.deepcopy(fields)
    body = _without_illegible(fields, body, fitted)
    while faults := misfits(kind, fields):
        mendable = [fault for fault in reversed(faults) if fault.path not in _AWAITED]
        if not any(_drop_fault(kind, fields, fault, fitted) for fault in mendable):
            fitted.missing = [_show(fault.path, fault.message) for fault in faults]
            break
    fitted.lost.reverse()
    fitted.text = render(fields, body)
    return fitted


class _Group(dict[str, Any]):
    """A group of fields that `nest` made, not one that was a value."""


def nest(values: dict[str, Any]) -> dict[str, Any]:
    """``company.name`` into the group ``company``, ``results.0.after`` into a list of groups."""
    root = _Group()
    for name, value in values.items():
        *groups, last = name.split(".")
        here = root
        for group in groups:
            here = here.setdefault(group, _Group())
        here[last] = value
    return {name: _listed(value) for name, value in root.items()}


def _listed(value: Any) -> Any:
    if not isinstance(value, _Group):
        return value
    inner = {name: _listed(each) for name, each in value.items()}
    if all(name.isdigit() for name in inner):
        return [inner[name] for name in sorted(inner, key=int)]
    return inner


def render(fields: dict[str, Any], body: str) -> str:
    """A content file: the fields as YAML, the prose below."""
    front = render_fields(fields)
    return f"---\n{front}---\n\n{body}\n" if body else f"---\n{front}---\n"


def render_fields(fields: dict[str, Any]) -> str:
    """``fields`` as YAML, one to a line, lists and groups below their names."""
    return yaml.dump(
        fields,
        Dumper=_Dumper,
        sort_keys=False,
        allow_unicode=True,
        width=100,
        default_flow_style=False,
    )


class _Dumper(yaml.SafeDumper):
    """Text in quotes wherever YAML could take it for something else."""


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    is_bare = _BARE.fullmatch(text) and text.lower() not in _WORDS_OF_YAML
    style = None if is_bare else "|" if "\n" in text else "'"
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)


def _read_back(fields: dict[str, Any], body: str = "") -> str:
    """Why a file with ``fields`` and ``body`` would not hold just them; empty where it does."""
    document, problems = split(render(fields, body), "")
    if document is None or problems:
        return problems[0].message
    return "" if _holds(document, fields, body) else "cannot be written as it is"


def _holds(document: Document, fields: dict[str, Any], body: str) -> bool:
    return document.meta == fields and document.body == body


def _without_illegible(fields: dict[str, Any], body: str, fitted: Fitted) -> str:
    """Take out of ``fields`` what no file may hold; ``body``, or nothing where it may not stand."""
    if not _read_back(fields, body):
        return body
    for path, value in reversed(list(_leaves(fields))):
        if reason := _read_back({"value": value}):
            _drop(fields, path)
            fitted.lost.append((_show(path), reason))
    reason = _read_back({}, body)
    if reason:
        fitted.lost.append(("body", reason))
    return "" if reason else body


def _leaves(value: Any, path: FieldPath = ()) -> Iterator[tuple[FieldPath, Any]]:
    if isinstance(value, dict | list):
        pairs = value.items() if isinstance(value, dict) else enumerate(value)
        for name, inner in pairs:
            yield from _leaves(inner, (*path, name))
    else:
        yield path, value


def _drop_fault(kind: type[Record], fields: dict[str, Any], fault: Misfit, fitted: Fitted) -> bool:
    """Take out of ``fields`` what makes ``fault``. False where only an addition would mend it."""
    if fault.path:
        path = fault.path[:-1] if fault.code == "key-missing" else fault.path
        dropped = _drop(fields, path)
    else:
        dropped = next(
            (
                path
                for path, _ in _leaves(fields)
                if not misfits(kind, _without(fields, path)) and _drop(fields, path)
            ),
            (),
        )
    if dropped:
        fitted.lost.append((_show(dropped), _show(fault.path, fault.message)))
    return bool(dropped)


def _without(fields: dict[str, Any], path: FieldPath) -> dict[str, Any]:
    rest = copy.deepcopy(fields)
    _drop(rest, path)
    return rest


def _drop(fields: dict[str, Any], path: FieldPath) -> FieldPath:
    """Take the value at ``path`` out of ``fields``, or the nearest around it, and groups that are
    empty then. Returns its path; nothing where there is none.
    """
    places: list[tuple[Any, Any]] = []
    here: Any = fields
    for step in path:
        known = isinstance(here, dict) and step in here
        if not known and not (
            isinstance(here, list) and isinstance(step, int) and step < len(here)
        ):
            break
        places.append((here, step))
        here = here[step]
    for container, step in reversed(places):
        del container[step]
        if container:
            break
    return tuple(step for _, step in places)


def _show(path: FieldPath, message: str = "") -> str:
    return f"{'.'.join(map(str, path))} {message}".strip()
