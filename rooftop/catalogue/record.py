"""One file, read whole: fields and prose, within bounds, with everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from rooftop.catalogue.letters import Letters, letters_of
from rooftop.catalogue.pull_quotes import check_pull_quotes
from rooftop.catalogue.strings import strings_in
from rooftop.cpu_limit import CpuLimitError, cpu_limit_of
from rooftop.frontmatter import Document, locate_in, read
from rooftop.markup import ParsedMarkdown, read_markdown
from rooftop.problems import Problem, problem
from rooftop.records import Advocate, Company, Employer, Record, Story, parse
from rooftop.text import find_phone_numbers, find_unsafe

#: Seconds of computing that one file may cost. The longest story we know of takes a tenth of one.
CPU_SECONDS = 3.0
MAX_LINKS = 300
MAX_NESTING = 32
_is_deep = etree.XPath(f"boolean(.//*[count(ancestor::*) > {MAX_NESTING}])")


@dataclass(frozen=True)
class Reading:
    """The result of reading a file; without a record if anything is wrong with it. ``prose`` is its
    parsed Markdown, by source; ``countries`` are those whose telephone numbers are searched for
    from now on; ``letters`` says in which letters the record is written.
    """

    record: Record | None = None
    prose: Mapping[str, ParsedMarkdown] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    countries: tuple[str, ...] = ()
    letters: Letters | None = None


def read_record(
    kind: type[Record],
    file: Path,
    path: str,
    countries: Collection[str],
    allowed_contacts: Collection[str] = (),
    *,
    draft: bool,
) -> Reading:
    """The record in ``file``, which problems call ``path``. ``countries`` are those whose telephone
    numbers are searched for; ``allowed_contacts`` are permitted.

    Raises nothing: a fault in the file affects this file alone.
    """
    try:
        with cpu_limit_of(CPU_SECONDS):
            return _read(kind, file, path, countries, allowed_contacts, draft)
    except CpuLimitError:
        what = f"takes more than {CPU_SECONDS:g} seconds to read"
        hint = "Look for long runs of brackets, stars, quotes or nested lists, and simplify them."
    except RecursionError:
        what, hint = "is nested too deep to be read", "Nest lists and quotations less deeply."
    except Exception as error:  # whatever it is, nobody else's file pays for it
        what = f"cannot be read: {type(error).__name__}: {error}"
        hint = "This is a fault in Rooftop. Please report it with the file."
        return Reading(problems=(problem(path, (0, 0), "file-unreadable", what, hint),))
    return Reading(problems=(problem(path, (0, 0), "file-too-slow", what, hint),))


def _read(
    kind: type[Record],
    file: Path,
    path: str,
    countries: Collection[str],
    allowed_contacts: Collection[str],
    draft: bool,
) -> Reading:
    document, found = read(file, path, allowed_contacts)
    if document is None:
        return Reading(problems=tuple(found))
    record, problems = parse(kind, document, file.stem, draft=draft)
    found += problems
    own_countries = tuple(_own_country(record))
    if issubclass(kind, Advocate | Story):
        found += _phone_numbers(document, {*countries, *own_countries}, allowed_contacts)
    if record is None:
        return Reading(problems=tuple(found))
    prose = {text: read_markdown(text) for text in record.markdown.values()}
    for name, text in record.markdown.items():
        codes = {each.code for each in found}
        found += [
            each
            for each in _check(record, name, prose[text], allowed_contacts)
            if each.code not in codes
        ]
    if isinstance(record, Story):
        found += check_pull_quotes(record, prose)
    if found:
        return Reading(None, prose, tuple(found), own_countries)
    letters = letters_of(record, (parsed.words for parsed in prose.values()))
    return Reading(record, prose, (), own_countries, letters)


def _own_country(record: Record | None) -> Iterator[str]:
    employer = record if isinstance(record, Company) else getattr(record, "company", None)
    if isinstance(employer, Company | Employer) and employer.country:
        yield employer.country


def _phone_numbers(
    document: Document, countries: Collection[str], allowed: Collection[str]
) -> Iterator[Problem]:
    for path, text in strings_in(document.meta):
        if path[0] != "consent":  # evidence is numbers, and is never published
            for finding in find_phone_numbers(text, countries, allowed):
                at = document.positions.get(path, (1, 1))
                yield problem(document.path, at, finding.code, finding.message, finding.hint)
    for finding in find_phone_numbers(document.body, countries, allowed):
        yield locate_in(document.body, finding, document.path, document.body_line)


def _check(
    record: Record, name: str, parsed: ParsedMarkdown, allowed_contacts: Collection[str]
) -> Iterator[Problem]:
    """What can only be seen once the Markdown is read: escapes spell letters, and marks stand
    between them.
    """
    path = record.origin.path
    at = (record.origin.body_line, 0) if name == "body" else record.origin.at(name)
    for finding in find_unsafe(parsed.words, allowed_contacts):
        yield problem(
            path, at, finding.code, f"the text, once read, {finding.message}", finding.hint
        )
    if "\ufffd" in parsed.words:
        what = "the text contains a character that does not exist: \ufffd"
        hint = "Look for references such as &#1; and write the character itself, or nothing."
        yield problem(path, at, "text-unsafe", what, hint)
    tree = parsed.tree
    if (links := sum(1 for _ in tree.iter("a", "img"))) > MAX_LINKS:
        what = f"there are {links:,} links and pictures; at most {MAX_LINKS} fit"
        yield problem(path, at, "file-too-large", what, "A story needs a few links, not hundreds.")
    if _is_deep(tree):
        what = f"lists and quotations are nested more than {MAX_NESTING} deep"
        yield problem(path, at, "file-too-large", what, "Nest them less deeply.")
