"""Markdown files of other generators: fields on top, prose below."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from rooftop.importing.structured import (
    Findings,
    UnreadableError,
    json_decoder,
    read_toml,
    read_yaml,
)

#: How the fields are written, by the line before and after them (Jekyll, Hugo).
_READERS = {"---": read_yaml, "+++": read_toml}


def read_document(text: str, findings: Findings) -> Iterator[dict[str, Any]]:
    """The fields of ``text``, and the prose as the field ``body``. Nothing, with an error, where
    fields and prose cannot be told apart: what is private in one would be public in the other.
    """
    lines = text.lstrip("\n").split("\n")
    above = text[: len(text) - len(text.lstrip("\n"))].count("\n")
    if lines[0].startswith("{"):
        yield from _with_json(text.lstrip("\n"), above, findings)
    elif lines[0].startswith(tuple(_READERS)):
        yield from _between_fences(lines, above, findings)
    else:
        yield {"body": text.strip("\n")}


def _between_fences(lines: list[str], above: int, findings: Findings) -> Iterator[dict[str, Any]]:
    fence = lines[0].rstrip()
    end = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() == fence), None)
    if fence not in _READERS or end is None:
        what = f"begins with {fence[:20]!r}, and no line of {fence[:3]} ends the fields"
        raise UnreadableError(what, above + 1)
    source = "\n".join(lines[1:end])
    values = list(_READERS[fence](source, findings, above + 2))
    if findings.errors:
        return
    if len(values) > 1:
        raise UnreadableError("has two YAML documents in its front matter", above + 2)
    fields = values[0] if values and values[0] is not None else {}
    if not isinstance(fields, dict):
        raise UnreadableError("has front matter that is no list of names and values", above + 2)
    yield _joined(fields, "\n".join(lines[end + 1 :]), findings)


def _with_json(text: str, above: int, findings: Findings) -> Iterator[dict[str, Any]]:
    """JSON before the prose (Hugo). Text that only begins with a bracket is prose."""
    try:
        fields, end = json_decoder(findings).raw_decode(text)
        yield _joined(fields, text[end:], findings)
    except json.JSONDecodeError as error:
        if text[1:].lstrip().startswith('"'):
            raise UnreadableError(f"is no JSON: {error.msg}", above + error.lineno) from None
        yield {"body": text}


def _joined(fields: dict[str, Any], body: str, findings: Findings) -> dict[str, Any]:
    prose = body.strip("\n")
    if not prose:
        return fields
    if "body" in fields:
        findings.notes.append((0, "body: the prose below the fields takes its place"))
    return {**fields, "body": prose}
