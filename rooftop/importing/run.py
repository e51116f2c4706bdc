"""From source records to files in ``drafts/``."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from rooftop.importing.drafts import Drafts
from rooftop.importing.importer import Importer
from rooftop.importing.joins import read_sources
from rooftop.importing.mapping import Mapping
from rooftop.importing.overview import Overview
from rooftop.importing.pictures import Pictures
from rooftop.importing.rules import Reader
from rooftop.importing.sources import SourceRecord
from rooftop.problems import Problem, problem
from rooftop.records import Product


@dataclass
class Imported:
    """What an import did: files it wrote, files that stood there already, and what did not
    arrive.
    """

    written: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    overview: Overview = field(default_factory=Overview)

    @property
    def stories(self) -> int:
        """Stories of the source that have a file now."""
        return self.count("stories")

    def count(self, folder: str) -> int:
        """Records of the source that have a file in ``folder`` now."""
        return sum(name.startswith(f"{folder}/") for name in {*self.written, *self.kept})


def import_records(
    source: Path, mapping: Mapping, drafts: Path, content: Path, *, is_trial: bool = False
) -> Imported:
    """Write what ``mapping`` makes of every record below ``source`` into ``drafts``, consents
    ``requested``. With ``is_trial`` nothing is written, and all else is the same.

    A file that stands in ``drafts`` or ``content`` already is never touched, so a second run
    changes nothing. Whatever has no place in the mapping, does not fit, or is shortened is told by
    record and field; a value that does not fit costs itself alone.
    """
    files, overview = Drafts(drafts, content, is_trial), Overview.of(mapping)
    folder = source.parent if source.is_file() else source
    pictures = Pictures(folder, files, mapping.media)
    importer = Importer(mapping, files, overview, pictures)
    own = SourceRecord("the mapping", PurePosixPath("mapping"), {})
    try:
        for slug, fields in mapping.products.items():
            reader = Reader(mapping, own)
            importer.put("product", files.address(Product, slug, own.name), fields, reader)
            importer.problems += reader.problems
        for record in read_sources(source, mapping, importer.problems):
            importer.take(record)
        pictures.write_rights()
    except OSError as error:
        what = f"cannot be written: {error.strerror}; the import ended here"
        name = str(error.filename or drafts)
        importer.problems.append(problem(name, (0, 0), "file-unreadable", what))
    problems = [*importer.problems, *overview.unread_problems(), *overview.skipped_problems()]
    return Imported(files.written, files.kept, problems, overview)
