"""Approvals that git remembers and the file no longer has: somebody took out the line that binds
the consent to the words.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from rooftop import git
from rooftop.consent import Consent, Standing, consent_of
from rooftop.frontmatter import split
from rooftop.plan import Plan
from rooftop.problems import Problem, problem
from rooftop.records import Record, Story, parse


def find_removed_approvals(plan: Plan, content: Path) -> Iterator[Problem]:
    """A problem for each consent of ``plan`` that is given, is not bound to its words, and was
    before. ``content`` is the folder of the records.
    """
    unbound = [
        (record, consent)
        for record in plan.catalogue.records()
        for consent in plan.consents.of(record).values()
        if _is_unbound(consent) and not record.is_draft
    ]
    if not unbound:
        return
    changed = git.files_that_changed(content, "approved:", content)
    for record, consent in unbound:
        file = content / record.folder / f"{record.slug}.md"
        if file in changed and _was_approved(record, consent, file, content):
            path = ("consent", consent.person) if isinstance(record, Story) else ("consent",)
            text = f"{consent.person} approved this file once, and `approved` is no longer in it"
            hint = "Put `approved` back, or show the person this version and ask again."
            at = record.origin.at(*path)
            yield problem(record.origin.path, at, "consent-approval-removed", text, hint)


def _is_unbound(consent: Consent) -> bool:
    given = consent.standing is Standing.GIVEN
    return given and consent.record is not None and consent.record.approved is None


def _was_approved(record: Record, consent: Consent, file: Path, root: Path) -> bool:
    for text in git.versions(root, file):
        document, _ = split(text, record.origin.path)
        before = parse(type(record), document, record.slug)[0] if document else None
        agreed = consent_of(before, consent.person) if before else None
        if agreed and agreed.approved:
            return True
    return False
