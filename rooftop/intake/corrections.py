"""A request to correct or remove something: a note for maintainers, and where what is shown is the
author's own, the withdrawal itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from rooftop.catalogue import Catalogue
from rooftop.consent import amend, subject_of
from rooftop.forms import Filing
from rooftop.frontmatter import EditError
from rooftop.intake.comment import answers_in, code, write_comment, write_request
from rooftop.intake.events import Issue
from rooftop.intake.outcome import Outcome
from rooftop.records import Advocate, Record, Story
from rooftop.translations import Translation

_ADDRESS = re.compile(r"(stories|advocates)/([a-z0-9]+(?:-[a-z0-9]+)*)")


def correct(
    filing: Filing,
    issue: Issue,
    catalogue: Catalogue,
    content: Path,
    words: Translation,
    company: str,
) -> Outcome:
    """What follows from a request. Nothing changes for somebody whose record it is not."""
    understood = list(answers_in(filing, company))
    record = _named(filing.texts.get("page", ""), catalogue)
    if record is None:
        missing = [words("intake.page-unknown")]
        return Outcome(
            "note", write_comment(words, understood, missing, [words("intake.correction")])
        )
    mine = _own(record, issue.login, catalogue)
    if filing.has("wish", "remove-all") and mine and issue.is_own_word:
        files = dict(_withdrawn(record, mine, catalogue, content, issue.updated.date()))
        if files:
            after = [words("intake.withdrawal", branch=code(issue.branch))]
            return Outcome(
                "pull-request",
                write_comment(words, understood, [], after),
                files,
                f"Withdraw {subject_of(record)} (#{issue.number})",
                write_request(issue.number, issue.login, files, ()),
                is_ready=True,
            )
    command = words("intake.maintainers", command=code(_command(filing, record, content)))
    after = [words("intake.correction"), command]
    return Outcome("note", write_comment(words, understood, [], after))


def _command(filing: Filing, record: Record, content: Path) -> str:
    if filing.has("wish", "remove-all"):
        return f"rooftop consent withdraw {subject_of(record)}"
    return f"{content.name}/{subject_of(record)}.md"


def _named(page: str, catalogue: Catalogue) -> Record | None:
    """The record whose page the address ``page`` is."""
    match = _ADDRESS.search(page)
    if match is None:
        return None
    folder, slug = match.groups()
    slug = catalogue.renamed.get(folder, {}).get(slug, slug)
    if folder == "stories":
        return catalogue.stories.get(slug)
    return catalogue.advocates.get(slug)


def _own(record: Record, login: str, catalogue: Catalogue) -> str:
    """The slug by which the account ``login`` is spoken of in ``record``; empty where it is not."""
    slugs = record.advocates if isinstance(record, Story) else (record.slug,)
    for slug in slugs:
        advocate = catalogue.advocates.get(slug)
        if advocate and (advocate.github or "").lower() == login.lower():
            return slug
    return ""


def _withdrawn(
    record: Record, who: str, catalogue: Catalogue, content: Path, day: date
) -> Iterator[tuple[str, str]]:
    """The files of ``record`` with the consent of ``who`` withdrawn; of a person, their stories'
    too.
    """
    records: list[Record] = [record]
    if isinstance(record, Advocate):
        records += [each for each in catalogue.stories.values() if who in each.consent]
    for each in records:
        path = f"{subject_of(each)}.md"
        text = (content / path).read_bytes().decode("utf-8")
        try:
            yield path, amend.withdraw(text, each, who, day)
        except EditError:
            continue
