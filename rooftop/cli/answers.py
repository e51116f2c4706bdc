"""What a person answered: as the options say it, as it is recorded, or as somebody is asked."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

import click

from rooftop.cli.project import Project
from rooftop.consent import consent_of, last_day, subject_of
from rooftop.consent_request import ask
from rooftop.records import (
    AI,
    CHANNELS,
    FIELDS,
    MACHINE_CHANNELS,
    PLACES,
    ConsentRecord,
    Record,
    Story,
)
from rooftop.site.invocation import today

#: Stands for every field of which there is something to show, or for every place. Uses by AI
#: systems are no places: who agreed to them says so by name.
ALL = "all"
#: What a list of channels may hold.
CHANNEL_WORDS = (*CHANNELS, AI)


@dataclass(frozen=True)
class Answer:
    """What the options say; None for what they leave open. Days are UTC. ``may_ask`` is whether
    there is somebody at a terminal to ask.
    """

    given: datetime.datetime | None
    covers: str | None
    channels: str | None
    until: datetime.datetime | None
    employer: bool
    employer_given: datetime.datetime | None
    employer_evidence: str | None
    may_ask: bool

    @property
    def is_of_employer(self) -> bool:
        """Whether the employer answered too."""
        return self.employer or bool(self.employer_given or self.employer_evidence)

    @property
    def is_of_employer_alone(self) -> bool:
        """Whether nothing is said of what the person answered."""
        own = self.given or self.covers or self.channels or self.until
        return self.is_of_employer and not own

    def of_employer(self, today: datetime.date) -> dict[str, str]:
        """The terms of the employer's approval, as YAML; given ``today`` where no day is said."""
        day = self.employer_given.date() if self.employer_given else today
        evidence = {"evidence": self.employer_evidence} if self.employer_evidence else {}
        return {"given": day.isoformat(), **evidence}


def terms_of(at: Project, record: Record, who: str, answer: Answer) -> dict[str, str | None]:
    """The terms of the consent of ``who``, as YAML; None for what leaves the record. Those that
    are recorded stay, unless the person refused or withdrew their consent: a new yes begins anew.

    Exits with 2 when something is missing and nobody can be asked.
    """
    written = consent_of(record, who)
    consent = written if written and written.status in ("given", "requested") else None
    present = ask(record, at.advocate(record, who), at.catalogue).fields
    subject = f"{subject_of(record)}, {who}"
    covers = _Choice(f"{subject}: what may be shown", present, FIELDS)
    where = f"{subject}: where may it be shown"
    channels = _Choice(where, PLACES, CHANNEL_WORDS, "site", (AI, *MACHINE_CHANNELS))
    terms: dict[str, str | None] = {}
    if answer.covers is not None or not (consent and consent.covers):
        terms["covers"] = covers.made(answer.covers, answer)
    if answer.channels is not None or not (consent and consent.channels):
        terms["channels"] = channels.made(answer.channels, answer)
    if isinstance(record, Story) and record.translation_of and not (consent and consent.languages):
        terms["languages"] = f"[{record.language}]"
    return _days(at, consent, answer) | terms


def _days(at: Project, consent: ConsentRecord | None, answer: Answer) -> dict[str, str | None]:
    recorded = consent.given if consent else None
    given = answer.given.date() if answer.given else recorded or today()
    days: dict[str, str | None] = {"withdrawn": None, "given": given.isoformat()}
    until = answer.until.date() if answer.until else None
    if until is None and recorded is None and answer.may_ask:
        default = at.community.settings.default_term_months
        months = click.prompt("For how many months", default, type=click.IntRange(1, 120))
        until = last_day(given, None, months)
    if until or consent is None:
        days["expires"] = until.isoformat() if until else None
    return days


@dataclass(frozen=True)
class _Choice:
    """Words to choose from: those that are ``present``, and all that are ``known``; ``needed`` must
    be among those chosen. `ALL` includes none of ``by_name``.
    """

    question: str
    present: tuple[str, ...]
    known: tuple[str, ...]
    needed: str = ""
    by_name: tuple[str, ...] = ()

    def made(self, option: str | None, answer: Answer) -> str:
        """The choice as a YAML list: that of the option, or of somebody who is asked."""
        if option is not None:
            return self.parse(option)
        if not answer.may_ask:
            subject = self.question.partition(":")[0]
            text = f"{subject}: no record says what was agreed to."
            raise click.UsageError(f"{text} Give --covers and --channels.")
        question = f"{self.question}? {', '.join(self.present)}, or {ALL}"
        question += f"; only by name: {', '.join(self.by_name)}" if self.by_name else ""
        return str(click.prompt(question, value_proc=self.parse))

    def parse(self, text: str) -> str:
        """The words in ``text`` as a YAML list. Raises UsageError; `click.prompt` asks again."""
        return choose(text, self.known, self.present, self.needed)


def choose(text: str, known: Sequence[str], present: Sequence[str] = (), needed: str = "") -> str:
    """The words in ``text``, which are among ``known``, as a YAML list. `ALL` stands for those that
    are ``present``, or else for all; ``needed`` must be among them. Raises UsageError.
    """
    named = [word.strip() for word in text.split(",") if word.strip()]
    several = ((present or known) if word == ALL else (word,) for word in named)
    words = list(dict.fromkeys(word for each in several for word in each))
    for word in words:
        if word not in known:
            raise click.UsageError(f"Unknown: {word}. Choose from {', '.join(known)}.")
    if not words or needed not in ("", *words):
        raise click.UsageError(f"Name at least {needed or 'one'}.")
    return f"[{', '.join(words)}]"
