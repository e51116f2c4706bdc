"""The log: one JSON object a line (jsonlines.org), the oldest first; lines are only added."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, Self, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from rooftop.problems import Problem, problem
from rooftop.settings import Slug
from rooftop.validation import describe_error, suggest_value

LOG = "log.jsonl"
Kind = Literal["ask", "thanks", "promise", "call", "gift", "attended"]
KINDS: tuple[Kind, ...] = get_args(Kind)
Text = Annotated[str, Field(min_length=1, max_length=2_000, title="text")]
_HINT = "Correct the line, or delete it."


class Entry(BaseModel):
    """One thing that happened between people and the company, on a day (UTC)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    on: date = Field(description="The day.")
    kind: Kind = Field(description="What happened.")
    people: tuple[Slug, ...] = Field(min_length=1, description="The people it is about.")
    text: Text | None = Field(None, description="What was said, asked, given or promised.")
    by: Text | None = Field(None, description="Who in the company did it.")
    purpose: Slug | None = Field(None, description="What an ask was for, such as reference-call.")
    story: Slug | None = Field(None, description="The story it belongs to.")
    event: Slug | None = Field(None, description="The event it belongs to.")
    due: date | None = Field(None, description="The day by which a promise is to be kept.")
    kept: date | None = Field(None, description="The day on which a promise was kept.")

    @model_validator(mode="after")
    def _is_a_promise(self) -> Self:
        if self.kind != "promise" and (self.due or self.kept):
            raise ValueError("due and kept belong to a promise")
        return self


def read_log(folder: Path) -> tuple[list[Entry], list[Problem]]:
    """The entries of the log in ``folder``, by their day, and a problem for each line that cannot
    be read, which is left out. Empty where there is no log.
    """
    file = folder / LOG
    try:
        lines = file.read_text(encoding="utf-8").splitlines() if file.is_file() else []
    except (OSError, UnicodeDecodeError) as error:
        return [], [_wrong(file, 0, f"cannot be read: {error}")]
    entries: list[Entry] = []
    problems: list[Problem] = []
    for number, line in enumerate(lines, 1):
        try:
            if line.strip():
                entries.append(Entry.model_validate_json(line, strict=True))
        except ValidationError as error:
            problems += (_invalid(file, number, each) for each in error.errors())
    return sorted(entries, key=lambda entry: entry.on), problems


def append(folder: Path, entry: Entry) -> None:
    """Add ``entry`` to the log in ``folder``, which is made if it is not there. What stands in the
    log is not changed. Raises OSError.
    """
    folder.mkdir(parents=True, exist_ok=True)
    line = json.dumps(entry.model_dump(mode="json", exclude_none=True), ensure_ascii=False)
    flags = os.O_RDWR | os.O_APPEND | os.O_CREAT
    descriptor = os.open(folder / LOG, flags, 0o600)  # private: nobody else on this machine
    try:
        size = os.fstat(descriptor).st_size
        is_whole = not size or os.pread(descriptor, 1, size - 1) == b"\n"
        os.write(descriptor, f"{'' if is_whole else chr(10)}{line}\n".encode())
    finally:
        os.close(descriptor)


def open_promises(entries: Iterable[Entry]) -> list[Entry]:
    """The promises that no entry says were kept. A promise is kept by its own entry, or by another
    one with the same people and the same text.
    """
    promises = [entry for entry in entries if entry.kind == "promise"]
    kept = {(frozenset(each.people), each.text) for each in promises if each.kept}
    return [each for each in promises if (frozenset(each.people), each.text) not in kept]


def _invalid(file: Path, line: int, error: Any) -> Problem:
    what = f"{'.'.join(map(str, error['loc']))} {describe_error(error)}".strip()
    return _wrong(file, line, what, suggest_value(error))


def _wrong(file: Path, line: int, what: str, hint: str = "") -> Problem:
    path = f"{file.parent.name}/{file.name}"
    return problem(path, (line, 0), "log-invalid", what, hint or _HINT)
