"""A Markdown file with YAML front matter between two lines of ``---``."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from typing import Any

from rooftop.frontmatter.locate import locate_in
from rooftop.frontmatter.values import Positions, parse_yaml
from rooftop.problems import Problem, problem
from rooftop.text import CONTROL, find_unsafe

#: Bytes a file, its fields and its prose may have. The longest story we know of has 16 KB; a book
#: does not belong in one
#: file, and some patterns of Markdown cost the square of their length.
MAX_FILE_BYTES = 128 * 1024
MAX_FRONT_MATTER_BYTES = 64 * 1024
MAX_PROSE_BYTES = 64 * 1024
#: Characters a line of prose may have: some Markdown patterns look back over the whole line.
MAX_LINE_LENGTH = 10_000

#: Opening brackets of a kind, and lines, that a file may have: readers of Markdown look for the end
#: of each bracket, and of some blocks, over all that follow.
MAX_BRACKETS = 1_000
MAX_LINES = 5_000

#: A line that names a field.
_FIELD = re.compile(r"""(?:[A-Za-z_][\w-]*|"[^"]*"|'[^']*')[ \t]*:(?:[ \t]|$)""")


@dataclass(frozen=True)
class Document:
    """``meta`` as written, ``body`` in NFC; ``positions`` say where each value of ``meta`` begins
    (from 1).
    """

    path: str
    meta: dict[str, Any]
    body: str
    body_line: int
    positions: Positions = field(repr=False)


def read(
    file: FilePath, path: str, allowed_contacts: Collection[str] = ()
) -> tuple[Document | None, list[Problem]]:
    """The document in ``file``, called ``path`` in problems; None when it can't be trusted at all.

    Raises nothing: a file that is missing, unreadable, too large or not UTF-8 is a problem like any
    other.
    """
    try:
        with file.open("rb") as stream:
            data = stream.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        return None, [problem(path, (0, 0), "file-unreadable", f"cannot be read: {error.strerror}")]
    if len(data) > MAX_FILE_BYTES:
        limit = f"longer than {MAX_FILE_BYTES // 1024} KiB"
        return None, [
            problem(
                path,
                (0, 0),
                "file-too-large",
                limit,
                "Split it, or put pictures into content/media/.",
            )
        ]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        hint = "Save the file as UTF-8; most editors offer it under “Save as”."
        return None, [problem(path, (line, 0), "file-unreadable", "is not UTF-8 text", hint)]
    return split(text, path, allowed_contacts)


def split(
    text: str, path: str, allowed_contacts: Collection[str] = ()
) -> tuple[Document | None, list[Problem]]:
    """The document that ``text`` holds, its front matter parsed; none where anything but an e-mail
    address is wrong with it.
    """
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    found = list(_unsafe_text(text, path, allowed_contacts))
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        hint = "Begin the file with a line of ---, then the fields, then another line of ---."
        return None, [
            *found,
            problem(path, (1, 1), "front-matter-missing", "the file does not begin with ---", hint),
        ]
    end = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() in ("---", "...")), None)
    if end is None:
        hint = "Close the fields with a line of --- before the prose."
        return None, [
            *found,
            problem(path, (1, 1), "front-matter-missing", "the first --- is never closed", hint),
        ]
    source = (
        CONTROL.sub(" ", "\n".join(lines[1:end])) + "\n"
    )  # places already; the rest is still looked at
    if len(source.encode()) > MAX_FRONT_MATTER_BYTES:
        limit = f"the fields are longer than {MAX_FRONT_MATTER_BYTES // 1024} KiB"
        return None, [
            *found,
            problem(
                path, (1, 1), "file-too-large", limit, "Long text belongs below the second ---."
            ),
        ]
    meta, positions, problems = parse_yaml(source, path, 2, allowed_contacts)
    places = {
        (each.line, each.code) for each in found
    }  # escapes in quotes may spell what stands there anyway
    found += [each for each in problems if (each.line, each.code) not in places]
    body, line = "\n".join(lines[end + 1 :]).strip("\n"), _body_line(lines, end)
    if len(body.encode()) > MAX_PROSE_BYTES:
        limit = f"the prose is longer than {MAX_PROSE_BYTES // 1024} KiB"
        found.append(
            problem(path, (line, 0), "file-too-large", limit, "Shorten it, or write two stories.")
        )
    found += _further_fields(lines, end + 1, path)
    if meta is None or any(each.code != "email-address" for each in found):
        return None, found
    return Document(path, meta, body, line, positions), found


def _further_fields(lines: list[str], first: int, path: str) -> Iterator[Problem]:
    """Fields below the second ``---``, which would be published as prose, between lines such as
    those around the first.
    """
    begin, begins, fence = first, False, ""
    for number, line in enumerate([*lines[first:], ""], first):
        text = line.strip()
        if text.startswith(("```", "~~~")) and (not fence or text.startswith(fence)):
            fence = "" if fence else text[:3]
        is_last = number == len(lines)
        if fence or not (is_last or line.rstrip() in ("---", "...")):
            continue
        block = lines[begin:number]
        if is_last:  # what is not closed counts at the top alone, and ends where the prose begins
            at_top = begins and not any(each.strip() for each in lines[first : begin - 1])
            block = block[: block.index("")] if "" in block and at_top else block * at_top
        if _is_fields(block):
            what = "there are more fields here, which are not read"
            hint = "Move these fields up to the others. For a line across the page, write ***."
            yield problem(path, (begin if begins else begin + 1, 1), "yaml-feature", what, hint)
        begin, begins = number + 1, True


def _is_fields(block: list[str]) -> bool:
    """Whether all of ``block`` that is not indented reads as names of fields, or items of their
    lists.
    """
    flush = [line for line in block if line.strip() and not line.startswith((" ", "\t", "#"))]
    if not flush or flush[0].startswith("- "):
        return False
    # “Note: …” may be a paragraph between two lines across; nobody writes fields so loosely.
    is_loose = not block[-1].strip()
    return all(
        line.startswith("- ") or (_FIELD.match(line) and not (is_loose and line[0].isupper()))
        for line in flush
    )


def _body_line(lines: list[str], end: int) -> int:
    """The line of the file on which the prose begins."""
    return next((n + 1 for n in range(end + 1, len(lines)) if lines[n].strip()), end + 2)


def _unsafe_text(text: str, path: str, allowed_contacts: Collection[str]) -> Iterator[Problem]:
    """What may not stand in any text, and lines and brackets without an end."""
    findings = find_unsafe(text, allowed_contacts)
    yield from (locate_in(text, finding, path) for finding in findings)
    for bracket in "[<":
        if text.count(bracket) > MAX_BRACKETS:
            what = f"there are more than {MAX_BRACKETS:,} opening brackets {bracket}"
            yield problem(
                path, (0, 0), "file-too-large", what, "A story needs a few links, not a thousand."
            )
    if text.count("\n") > MAX_LINES:
        what = f"there are more than {MAX_LINES:,} lines"
        yield problem(
            path, (MAX_LINES + 1, 0), "file-too-large", what, "Shorten it, or write two stories."
        )
    if len(text) > MAX_LINE_LENGTH:
        for number, line_text in enumerate(text.split("\n"), 1):
            if len(line_text) > MAX_LINE_LENGTH:
                what = f"the line has more than {MAX_LINE_LENGTH:,} characters"
                yield problem(
                    path, (number, 0), "file-too-large", what, "Break it into paragraphs."
                )
