"""Problems in what people wrote: what is wrong, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from enum import StrEnum

from rooftop.text import shown_plainly


class Severity(StrEnum):
    """How much a problem matters: an ``error`` fails `rooftop check`, a ``note`` does not."""

    ERROR = "error"
    NOTE = "note"


#: Every code there is, and its severity. Each has a page ``docs/problems/<code>.md``.
CODES: dict[str, Severity] = {
    "file-unreadable": Severity.ERROR,
    "file-too-large": Severity.ERROR,
    "file-too-slow": Severity.ERROR,
    "file-name": Severity.ERROR,
    "file-not-allowed": Severity.ERROR,
    "front-matter-missing": Severity.ERROR,
    "yaml-syntax": Severity.ERROR,
    "yaml-feature": Severity.ERROR,
    "yaml-ambiguous": Severity.ERROR,
    "yaml-comment": Severity.ERROR,
    "key-duplicate": Severity.ERROR,
    "key-unknown": Severity.ERROR,
    "key-missing": Severity.ERROR,
    "value-invalid": Severity.ERROR,
    "text-unsafe": Severity.ERROR,
    "text-lookalike": Severity.ERROR,
    "email-address": Severity.ERROR,
    "phone-number": Severity.ERROR,
    "reference-unknown": Severity.ERROR,
    "reference-renamed": Severity.NOTE,
    "reference-retired": Severity.NOTE,
    "reference-example": Severity.ERROR,
    "example-record": Severity.NOTE,
    "slug-taken": Severity.ERROR,
    "duplicate-person": Severity.NOTE,
    "duplicate-story": Severity.NOTE,
    "lead-taken": Severity.ERROR,
    "lead-unclear": Severity.ERROR,
    "pull-quote-unmatched": Severity.ERROR,
    "stamp-taken": Severity.ERROR,
    "stamp-invalid": Severity.ERROR,
    "record-failed": Severity.ERROR,
    "post-too-long": Severity.ERROR,
    "media-missing": Severity.ERROR,
    "link-broken": Severity.ERROR,
    "link-unsafe": Severity.ERROR,
    "link-dead": Severity.NOTE,
    "link-moved": Severity.NOTE,
    "disclosure-missing": Severity.ERROR,
    "incentive-conditional": Severity.ERROR,
    "gift-undisclosed": Severity.ERROR,
    "reply-changed": Severity.ERROR,
    "criticism-missing": Severity.NOTE,
    "consent-missing": Severity.ERROR,
    "consent-invalid": Severity.ERROR,
    "consent-not-given": Severity.ERROR,
    "consent-not-yet": Severity.ERROR,
    "consent-changed": Severity.ERROR,
    "consent-profile-changed": Severity.ERROR,
    "consent-unsigned": Severity.ERROR,
    "consent-unverified": Severity.NOTE,
    "consent-approval-removed": Severity.ERROR,
    "consent-signature": Severity.ERROR,
    "consent-language": Severity.ERROR,
    "consent-not-covered": Severity.NOTE,
    "consent-name-shown": Severity.ERROR,
    "consent-withheld-mention": Severity.NOTE,
    "consent-expired": Severity.NOTE,
    "consent-lapses": Severity.NOTE,
    "consent-withdrawn": Severity.NOTE,
    "employer-not-given": Severity.NOTE,
    "leak": Severity.ERROR,
    "setting-invalid": Severity.ERROR,
    "setting-warning": Severity.NOTE,
    "nav-withheld": Severity.NOTE,
    "leftover-address": Severity.NOTE,
    "leftover-demo": Severity.NOTE,
    "leftover-signer": Severity.NOTE,
    "contribute-missing": Severity.NOTE,
    "contact-missing": Severity.NOTE,
    "claim-contradicted": Severity.NOTE,
    "colour-contrast": Severity.NOTE,
    "extra-missing": Severity.NOTE,
    "web-editor-missing": Severity.ERROR,
    "programme-invalid": Severity.ERROR,
    "programme-public": Severity.ERROR,
    "log-invalid": Severity.ERROR,
    "request-invalid": Severity.ERROR,
    "answers-invalid": Severity.ERROR,
    "guard-outside": Severity.ERROR,
    "guard-kind": Severity.ERROR,
    "guard-name": Severity.ERROR,
    "guard-owner": Severity.ERROR,
    "guard-field": Severity.ERROR,
    "guard-rename": Severity.ERROR,
    "guard-size": Severity.ERROR,
    "guard-conflict": Severity.ERROR,
    "maintainers-missing": Severity.NOTE,
    "import-unmapped": Severity.NOTE,
    "import-incomplete": Severity.NOTE,
}


@dataclass(frozen=True, order=True)
class Problem:
    """One thing wrong, and what to do about it.

    ``path`` is relative to the project folder; ``line`` and ``column`` count from 1, 0 means the
    whole file.
    """

    path: str
    line: int
    column: int
    code: str
    message: str
    hint: str = ""
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        place = ":".join([self.path, *(str(n) for n in (self.line, self.column) if n)])
        hint = f"\n    {self.hint}" if self.hint else ""
        return f"{place}: {self.severity} {self.code}: {self.message}{hint}"


def problem(path: str, at: tuple[int, int], code: str, message: str, hint: str = "") -> Problem:
    """A problem with the severity of its code. Raises KeyError for a code that is not in `CODES`.

    Paths and messages may contain text by strangers, so control characters and line breaks in them
    are escaped.
    """
    return Problem(
        shown_plainly(path), at[0], at[1], code, shown_plainly(message), hint, CODES[code]
    )


def as_notes(problems: Iterable[Problem]) -> list[Problem]:
    """``problems`` as notes: a draft is not published, so its errors fail no check."""
    return [replace(found, severity=Severity.NOTE) for found in problems]


def has_errors(problems: Iterable[Problem]) -> bool:
    """Whether any of them fails a check."""
    return any(found.severity is Severity.ERROR for found in problems)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint that names the known word most similar to ``word``; if none is, and they are few, one
    that lists them all.
    """
    words = sorted(set(known))
    from rapidfuzz import fuzz, process  # noqa: PLC0415 — slow to load, and needed only after a mistake

    best = process.extractOne(word, words, scorer=fuzz.ratio, score_cutoff=60)
    if best:
        return f"Did you mean {best[0]!r}?"
    return f"Known values: {', '.join(words)}." if 0 < len(words) <= 16 else ""


class RecordError(Exception):
    """The record ``subject``, a folder and a slug, cannot be rendered; ``reason`` says why."""

    def __init__(self, subject: str, reason: str) -> None:
        super().__init__(f"{subject}: {reason}")
        self.subject = subject
        self.reason = reason


@contextmanager
def blaming(subject: str) -> Iterator[None]:
    """Turn any error in the block into a `RecordError` of the record ``subject``."""
    try:
        yield
    except RecordError:
        raise
    except Exception as error:
        raise RecordError(subject, f"{type(error).__name__}: {error}") from error
