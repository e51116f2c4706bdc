"""From a filed issue to what becomes of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rooftop.catalogue import Catalogue
from rooftop.forms import Filing, Wording, read_filing
from rooftop.intake.agreeing import Agreement, Reading, agree, read_together
from rooftop.intake.comment import answers_in, code, write_comment, write_note, write_request
from rooftop.intake.composing import Composer, Composition, Draft, agrees, may_agree
from rooftop.intake.corrections import correct
from rooftop.intake.events import Issue
from rooftop.intake.outcome import Outcome
from rooftop.settings import Settings
from rooftop.translations import Translation, translation_for

_GIVEN = re.compile(r"^ *given: (\d{4}-\d\d-\d\d)$", re.MULTILINE)


@dataclass(frozen=True)
class Desk:
    """Where forms are answered: the records of the community, its content folder, its settings, and
    the version of the terms that a form names, None where there are none.
    """

    catalogue: Catalogue
    content: Path
    settings: Settings
    terms: str | None

    def answer(self, issue: Issue, earlier: Mapping[str, str]) -> Outcome:
        """What becomes of ``issue``. ``earlier`` is what its branch holds, by path."""
        filing = read_filing(issue.body, self.settings.company)
        if filing is None or not issue.is_open:
            return Outcome("ignored")
        words = translation_for(filing.language)
        if issue.is_confidential:
            return Outcome("private", write_note(words("intake.private")))
        if filing.form == "nominate":
            accounts = {each.lower() for each in self.settings.maintainers}
            is_staff = issue.login.lower() in accounts
            key = "intake.private" if is_staff else "intake.staff-only"
            return Outcome("private" if is_staff else "note", write_note(words(key)))
        if filing.form == "correct":
            company = self.settings.company
            return correct(filing, issue, self.catalogue, self.content, words, company)
        return _Answer(self, filing, issue, words).outcome(earlier)

    def keep(self, issue: Issue) -> Outcome:
        """The answer where somebody changed the branch by hand: it stays as it is."""
        filing = read_filing(issue.body, self.settings.company)
        words = translation_for(filing.language if filing else "")
        note = words("intake.changed-by-hand", branch=code(issue.branch))
        return Outcome("note", write_comment(words, [], [], [note]))


@dataclass(frozen=True)
class _Answer:
    """The answer to a form of somebody who tells a story or joins."""

    desk: Desk
    filing: Filing
    issue: Issue
    words: Translation

    def outcome(self, earlier: Mapping[str, str]) -> Outcome:
        composer = Composer(
            self.filing,
            self.desk.catalogue,
            self.issue.login,
            str(self.issue.number),
            self.issue.created.date(),
        )
        made = composer.compose()
        gaps = list(self._gaps(made))
        if not made.drafts:
            path = f"{self.desk.content.name}/advocates/{made.person}.md"
            note = self.words("intake.profile", path=code(path))
            return Outcome("note", self._comment([note], []))
        if list(self.filing.missing()) or not made.is_whole:
            return Outcome("note", self._comment(gaps, [self.words("intake.no-change")]))
        reading = read_together(made.drafts, self.desk.content, self.desk.settings)
        gaps += self._refusals(reading)
        is_clean = not gaps
        drafts, is_agreed = self._agreed(made, reading, earlier) if is_clean else (None, False)
        files = {draft.path: draft.text for draft in drafts or made.drafts}
        if not is_agreed:
            gaps += self._agreement()
        return self._request(made, files, gaps, reading, is_ready=is_agreed)

    def _agreed(
        self, made: Composition, reading: Reading, earlier: Mapping[str, str]
    ) -> tuple[tuple[Draft, ...] | None, bool]:
        """The files with the consent that the author gave. What they agreed to on an earlier day
        still holds while every word is the same, whoever sent this event.
        """
        if not agrees(self.filing) or not may_agree(self.filing):
            return None, False
        days = [
            date.fromisoformat(day) for text in earlier.values() for day in _GIVEN.findall(text)
        ]
        for day in days[:1]:
            drafts = self._given(made, reading, day)
            if {draft.path: draft.text for draft in drafts} == dict(earlier):
                return drafts, True
        if not self.issue.is_own_word:
            return None, False
        return self._given(made, reading, self.issue.updated.date()), True

    def _given(self, made: Composition, reading: Reading, day: date) -> tuple[Draft, ...]:
        agreement = Agreement(day, self.desk.terms, f"issue-{self.issue.number}")
        return tuple(agree(made.drafts, made.person, reading, agreement))

    def _request(
        self,
        made: Composition,
        files: Mapping[str, str],
        gaps: list[str],
        reading: Reading,
        *,
        is_ready: bool,
    ) -> Outcome:
        names = [f"{self.desk.content.name}/{path}" for path in files]
        last = made.drafts[-1]
        after = [
            self.words("intake.pull-request", branch=code(self.issue.branch)),
            self.words("intake.files", paths=", ".join(map(code, names))),
            self.words("intake.again"),
        ]
        title = f"Add {last.kind.folder}/{last.slug} (#{self.issue.number})"
        request = write_request(self.issue.number, self.issue.login, names, reading.problems)
        return Outcome(
            "pull-request", self._comment(gaps, after), files, title, request, is_ready=is_ready
        )

    def _gaps(self, made: Composition) -> Iterator[str]:
        """What is missing, or could not be taken over."""
        words, label = self.words, Wording(self.filing.language, self.desk.settings.company).label
        for question in self.filing.missing():
            yield words("intake.answer", question=label(question))
        for question in made.lost:
            if question.name in self.filing.texts:
                yield words("intake.lost", question=label(question))
        if made.has_contacts:
            yield words("intake.contact")
        if self.filing.is_cut:
            yield words("intake.too-long")
        if made.namesake:
            yield words("intake.suspicious")
        if not made.has_disclosure:
            yield words("intake.disclosure", company=self.desk.settings.company)

    def _refusals(self, reading: Reading) -> Iterator[str]:
        """Why `rooftop check` would not take the files, consent aside."""
        codes = reading.errors
        if codes & {"phone-number", "email-address"}:
            yield self.words("intake.contact")
        if "text-lookalike" in codes:
            yield self.words("intake.suspicious")
        if codes - {"phone-number", "email-address", "text-lookalike"}:
            yield self.words("intake.refused")

    def _agreement(self) -> Iterator[str]:
        if not may_agree(self.filing):
            yield self.words("intake.agree-parts")
        if not agrees(self.filing):
            yield self.words("intake.agree")
        elif not self.issue.is_own_word:
            yield self.words("intake.not-author")

    def _comment(self, gaps: list[str], after: list[str]) -> str:
        understood = answers_in(self.filing, self.desk.settings.company)
        return write_comment(self.words, understood, gaps, after)
