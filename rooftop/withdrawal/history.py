"""What a record was before, as git remembers it."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from rooftop import git
from rooftop.frontmatter import split
from rooftop.records import Record, parse


def former_records(root: Path, file: Path, record: Record) -> list[Record]:
    """The earlier versions of ``record``, which stands in ``file`` below ``root``, newest first,
    each under the name it had then. Versions that cannot be read are left out.
    """
    former: list[Record] = []
    for version in git.versions_through_renames(root, file):
        document, _ = split(version.text, version.path)
        earlier = (
            parse(type(record), document, PurePosixPath(version.path).stem)[0] if document else None
        )
        if earlier:
            former.append(earlier)
    return former
