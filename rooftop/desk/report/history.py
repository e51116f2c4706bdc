"""The git history of people and their words: steps on the loyalty ladder, and edits by people other
than those who tell a story.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from rooftop import git
from rooftop.consent import last_day
from rooftop.desk.facts import Facts
from rooftop.desk.report.sources import Edit, Movement
from rooftop.frontmatter import split
from rooftop.records import LADDER, Advocate, Story, parse

#: A line of a patch (git-diff(1)) that takes away or adds somebody's step.
_STEP = re.compile(r"^([-+])(?:loyalty_)?stage:\s*[\"']?([a-z]+)")
#: What a profile without the field says.
_FIRST = LADDER[0]
#: The fields of a story that contain the words of those who tell it.
_WORDS = (
    "title", "summary", "quote", "pull_quotes", "results", "challenge", "not_a_fit_for",
    "turnaround", "body",
)  # fmt: skip
#: How far back edits are looked for, in months.
_MONTHS = 12


@dataclass(frozen=True)
class _Change:
    """One file that one commit changed: what it held before and after, as names of objects."""

    day: datetime.date
    author: str
    email: str
    slug: str
    before: str
    after: str


def movements(content: Path, facts: Facts) -> tuple[Movement, ...]:
    """Every change of somebody's step on the loyalty ladder that git remembers until the day of
    ``facts``, the oldest first. ``content`` is the folder of the records.
    """
    pattern = r"-G^(loyalty_)?stage:"
    options = ("--diff-filter=M", "--no-renames", "--patch", "--unified=0", "--no-color")
    log = git.ask(
        content, "log", "--reverse", "--format=%x00%ct", *options, pattern, "--relative", "--",
        Advocate.folder,
    )  # fmt: skip
    renamed = facts.renamed.get(Advocate.folder, {})
    return tuple(
        Movement(each.day, renamed.get(each.person, each.person), each.before, each.after)
        for commit in log.split("\0")[1:]
        for each in _movements_in(commit)
        if each.day <= facts.today and renamed.get(each.person, each.person) in facts.people
    )


def _movements_in(commit: str) -> Iterator[Movement]:
    at, _, patch = commit.partition("\n")
    for file in patch.split("\ndiff --git ")[0 if patch.startswith("diff --git ") else 1 :]:
        lines = file.split("\n")
        name = next((line for line in lines if line.startswith("+++ ")), "")
        steps = {
            match[1]: match[2]
            for line in lines
            if (match := _STEP.match(line)) and match[2] in LADDER
        }
        before, after = steps.get("-", _FIRST), steps.get("+", _FIRST)
        if before != after:
            yield Movement(_day(at), PurePosixPath(name).stem, before, after)


def edits(content: Path, facts: Facts) -> tuple[Edit, ...]:
    """Every change of words in a story that a commit of the last twelve months made whose author
    does not tell it, the oldest first. ``content`` is the folder of the records.
    """
    changes = [
        change
        for change in _changes(content, facts)
        if change.day <= facts.today < last_day(change.day, None, _MONTHS)
        if not _tells(change, facts)
    ]
    texts = _texts(content, {name for each in changes for name in (each.before, each.after)})
    rows = []
    for each in changes:
        before, after = (
            _words(texts.get(name, ""), each.slug) for name in (each.before, each.after)
        )
        fields = tuple(name for name in _WORDS if before and after and before[name] != after[name])
        if fields:
            rows.append(Edit(each.day, each.slug, each.author, fields))
    return tuple(rows)


def _changes(content: Path, facts: Facts) -> Iterator[_Change]:
    options = ("--diff-filter=M", "--no-renames", "--raw", "--no-abbrev", "--relative")
    log = git.ask(
        content, "log", "--reverse", "--format=%x00%ct%x1f%aN%x1f%aE", *options, "--", Story.folder
    )
    renamed = facts.renamed.get(Story.folder, {})
    for commit in log.split("\0")[1:]:
        head, *lines = commit.split("\n")
        at, _, names = head.partition("\x1f")
        author, _, email = names.rpartition(
            "\x1f"
        )  # a name may hold anything but the end of a line
        for line in filter(None, lines):
            state, _, name = line.partition("\t")
            slug = PurePosixPath(name).stem
            slug = renamed.get(slug, slug)
            if slug in facts.stories:
                before, after = state.split()[2:4]
                yield _Change(_day(at), author, email, slug, before, after)


def _tells(change: _Change, facts: Facts) -> bool:
    """Whether the author of ``change`` is one of those who tell the story: by their name, or by
    their account, which code hosts put before ``@`` in an address that takes no mail.
    """
    account = change.email.partition("@")[0].rpartition("+")[2]
    names = {change.author.casefold(), account.casefold()}
    tellers = (facts.people.get(slug) for slug in facts.stories[change.slug].advocates)
    return any(name.casefold() in names for teller in tellers if teller for name in teller.names)


def _texts(content: Path, names: set[str]) -> Mapping[str, str]:
    """The texts of the objects called ``names`` (git-cat-file(1), batch output)."""
    if not names:
        return {}
    try:
        data = git.output(
            content, "cat-file", "--batch", given="".join(f"{n}\n" for n in sorted(names)).encode()
        )
    except git.GitError:
        return {}
    texts: dict[str, str] = {}
    while data:
        head, _, rest = data.partition(b"\n")
        name, kind, *size = head.decode().split()
        if not size:  # "missing": a shallow clone does not have it
            data = rest
            continue
        length = int(size[0])
        if kind == "blob":
            texts[name] = rest[:length].decode(errors="replace")
        data = rest[length + 1 :]
    return texts


def _words(text: str, slug: str) -> Mapping[str, object] | None:
    """The words of the story in ``text``; None where it cannot be read."""
    document, _ = split(text, f"{Story.folder}/{slug}.md")
    story = parse(Story, document, slug)[0] if document else None
    if story is None:
        return None
    values = {name: getattr(story, name) for name in _WORDS}
    return {name: _folded(value) for name, value in values.items()}


def _folded(value: object) -> object:
    """``value``, with line breaks in a text as blanks."""
    return " ".join(value.split()) if isinstance(value, str) else value


def _day(at: str) -> datetime.date:
    return datetime.datetime.fromtimestamp(int(at), datetime.UTC).date()
