"""What private folders keep of people: copies of what was approved, and letters."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from rooftop.catalogue import APPROVED, REQUESTS
from rooftop.cli.project import Project, read, write
from rooftop.consent import consent_of
from rooftop.frontmatter import split
from rooftop.letters import Letter
from rooftop.logbook import LETTERS, read_requests
from rooftop.records import Advocate, Record, Story, parse


def keep_copy(at: Project, record: Record, person: str, text: str) -> None:
    """Keep ``text``, the file of ``record`` as ``person`` approved it."""
    file = _copy(at, record, person)
    file.parent.mkdir(parents=True, exist_ok=True)
    write(file, text)


def find_copy(at: Project, record: Record, person: str) -> str | None:
    """The text with the digest that stands in ``record`` now; None where none was kept."""
    wanted, file = consent_of(record, person), _copy(at, record, person)
    if wanted is None or not file.is_file():
        return None
    text = read(file)
    document, _ = split(text, file.name)
    then = parse(type(record), document, record.slug)[0] if document else None
    agreed = consent_of(then, person) if then else None
    return text if agreed and agreed.approved == wanted.approved else None


def private_files(at: Project, record: Record) -> Iterator[Path]:
    """Every private file that says what ``record`` says: letters, pages that go with them, and
    copies.
    """
    people = record.advocates if isinstance(record, Story) else (record.slug,)
    if isinstance(record, Advocate):
        yield from _letters_of_requests(at, record.slug)
    for person in dict.fromkeys(people):
        stem = f"{record.slug}.{person}" if isinstance(record, Story) else person
        stems = (stem, f"{person}.my-words", f"{person}.review", f"{person}.thanks")
        letters = [at.drafts / REQUESTS / f"{each}.{kind}" for each in stems for kind in _KINDS]
        yield from (file for file in [*letters, _copy(at, record, person)] if file.is_file())


def _letters_of_requests(at: Project, person: str) -> Iterator[Path]:
    """Letters of requests that were proposed to ``person``."""
    folder = at.root / at.community.settings.programme
    for name, request in read_requests(folder)[0].items():
        if any(step.person == person for step in request.steps):
            yield from sorted((folder / LETTERS).glob(f"{name}.*"))


def write_letter_files(letter: Letter, folder: Path, stem: str) -> None:
    """Write each form of ``letter`` into ``folder``, under the name ``stem``."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{stem}.md").write_text(letter.markdown, encoding="utf-8")
    (folder / f"{stem}.html").write_text(letter.html, encoding="utf-8")
    (folder / f"{stem}.eml").write_bytes(letter.eml)


#: The forms of a letter.
_KINDS = ("md", "html", "eml", "page.html")


def _copy(at: Project, record: Record, person: str) -> Path:
    return at.drafts / APPROVED / record.folder / f"{record.slug}.{person}.md"
