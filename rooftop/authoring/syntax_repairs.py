"""Front matter that YAML reads otherwise than its author meant, put in quotes or blanks where only
one thing can be meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rooftop.frontmatter import split
from rooftop.problems import Problem
from rooftop.records import Record, misfits

#: A field or an item of a list on one line, and its value.
_FIELD = re.compile(
    r"(?P<before>\s*(?:- +)?(?:(?P<key>[A-Za-z_][\w-]*):[ \t\xa0]+)|\s*- +)(?P<value>\S.*)"
)
_CODES = ("yaml-syntax", "yaml-comment", "yaml-ambiguous")
_TRUTHS = {"yes": "true", "on": "true", "true": "true", "no": "false", "off": "false",
           "false": "false"}  # fmt: skip
_MOST = 50


def mend_syntax(text: str, kind: type[Record]) -> tuple[str, list[str]]:
    """``text`` of a file of ``kind`` with what is safe to mend in its YAML, and what was done.
    Lines end in LF.
    """
    done: list[str] = []
    text, blanks = _blanks(text)
    done += blanks
    for _ in range(_MOST):
        _, problems = split(text, "")
        step = next(filter(None, (_step(text, each, kind) for each in problems)), None)
        if step is None:
            break
        text = step[0]
        done.append(step[1])
    return text, done


def _blanks(text: str) -> tuple[str, list[str]]:
    """``text`` without blanks at the ends of lines of its fields, and with plain ones in them."""
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        return text, []
    end = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() in ("---", "...")), 1)
    for number in range(end + 1):
        line = lines[number].rstrip(" \t\xa0")
        indent = len(line) - len(line.lstrip(" \t\xa0"))
        line = line[:indent].replace("\t", "  ").replace("\xa0", " ") + line[indent:]
        lines[number] = re.sub(r"^(\s*(?:- )?[\w-]+:)[ \t\xa0]*[\t\xa0][ \t\xa0]*", r"\1 ", line)
    made = "\n".join(lines)
    return made, ["blanks and tabs"] if made != text else []


def _step(text: str, problem: Problem, kind: type[Record]) -> tuple[str, str] | None:
    """``text`` without ``problem``, and what was done; None where that is not safe."""
    lines = text.split("\n")
    if problem.code not in _CODES or not 2 <= problem.line <= len(lines):
        return None
    number = problem.line - 1
    match = _FIELD.fullmatch(lines[number].rstrip())
    if match is None or _goes_on(lines, number):
        return None
    for value in _readings(match["value"], problem):
        made = "\n".join([*lines[:number], match["before"] + value, *lines[number + 1 :]])
        if _is_better(made, problem, match["key"], kind):
            return made, f"line {problem.line}: wrote {value}"
    return None


def _goes_on(lines: list[str], number: int) -> bool:
    """Whether the value of a line goes on below it."""
    indent = len(lines[number]) - len(lines[number].lstrip())
    below = lines[number + 1] if number + 1 < len(lines) else ""
    return bool(below.strip()) and len(below) - len(below.lstrip()) > indent


def _readings(value: str, problem: Problem) -> Iterator[str]:
    """What ``value`` may have been meant to be, in YAML, the likeliest first."""
    if value.lower() in _TRUTHS and problem.code == "yaml-ambiguous":
        yield _TRUTHS[value.lower()]
    starts_text = value[0] not in "[{|>&*!"
    if problem.code == "yaml-comment":
        starts_text = starts_text and value[0] not in "'\"" and " # " not in value
    if starts_text:
        escaped = value.replace("'", "''")
        yield f"'{escaped}'"


def _is_better(made: str, problem: Problem, key: str | None, kind: type[Record]) -> bool:
    """Whether ``problem`` is gone from ``made``, nothing new is before it, and the value fits."""
    document, problems = split(made, "")
    if any(each.line <= problem.line and each.code == problem.code for each in problems):
        return False
    if document is None:
        return all(each.line > problem.line or each.code != "yaml-syntax" for each in problems)
    return all(not each.path or key not in each.path for each in misfits(kind, document.meta))
