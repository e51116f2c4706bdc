"""How a source is laid out: which files hold records, in which format, and where in a file."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, get_args

from rooftop.importing.source_files import Format, SourceFiles
from rooftop.importing.sources import SourceRecord, files_of, read_file
from rooftop.problems import Problem, has_errors

_FORMATS: dict[str, Format] = {
    ".csv": "csv", ".tsv": "csv",
    ".json": "json", ".jsonl": "json", ".ndjson": "json",
    ".yml": "yaml", ".yaml": "yaml",
    ".md": "markdown", ".mdx": "markdown", ".markdown": "markdown", ".html": "markdown",
    ".toml": "toml",
    ".xml": "xml", ".rss": "xml", ".atom": "xml",
}  # fmt: skip
_STARTS: tuple[tuple[tuple[bytes, ...], Format], ...] = (
    ((b"{", b"["), "json"),
    ((b"<",), "xml"),
    ((b"---\n", b"+++"), "markdown"),
)
#: Files that say something about the folder they are in.
_ABOUT = frozenset(
    ("readme", "contributing", "license", "code_of_conduct", "changelog", "package", "owners")
)
#: Records that are looked at, and files that are opened for them.
_RECORDS, _FILES = 2_000, 2_000
#: Levels in which a list of records is looked for.
_LEVELS = 4


@dataclass(frozen=True)
class Layout:
    """How the records of a source are found, and those that were looked at."""

    files: SourceFiles
    records: list[SourceRecord]
    passed_over: tuple[str, ...] = ()


def find_layout(source: Path) -> tuple[Layout | None, list[Problem]]:
    """The layout of ``source``, a file or a folder; None where nothing can be read, and why."""
    folder = source.parent if source.is_file() else source
    files = [source] if source.is_file() else _records_among(folder)
    if not files:
        return None, []
    form = format_of(files[0])
    patterns = ("*",) if source.is_file() else _patterns(folder, files)
    everything = SourceFiles(format=form, files=patterns)
    problems: list[Problem] = []
    if source.is_dir():
        files = files_of(folder, everything)
    records = read_some(folder, files, everything, problems)
    if form in ("json", "yaml", "xml", "toml") and len(files) == 1 and len(records) == 1:
        path = _list_within(records[0].fields)
        if path:
            everything = everything.model_copy(update={"records": (path,)})
            problems = []
            records = read_some(folder, files, everything, problems)
    over = tuple(sorted({file.stem for file in files_of(folder, everything) if _is_about(file)}))
    layout = Layout(everything, records, over if not source.is_file() else ())
    return (layout if records else None), [each for each in problems if has_errors([each])]


def _records_among(folder: Path) -> list[Path]:
    """The files of the kind that most files are of."""
    every = files_of(folder, SourceFiles(format="csv", files=("**/*",)))
    known = [file for file in every if file.suffix.lower() in _FORMATS and not _is_about(file)]
    if not known:
        return []
    counts = Counter(_FORMATS[file.suffix.lower()] for file in known)
    form = max(get_args(Format), key=lambda each: counts[each])
    return [file for file in known if _FORMATS[file.suffix.lower()] == form]


def _is_about(file: Path) -> bool:
    return file.stem.lower() in _ABOUT


def format_of(file: Path) -> Format:
    """The format of ``file``, by its ending, or by how it begins where that says nothing. Raises
    OSError.
    """
    if form := _FORMATS.get(file.suffix.lower()):
        return form
    start = file.read_bytes()[:200].lstrip(b"\xef\xbb\xbf \r\n\t")
    for signs, by_start in _STARTS:
        if start.startswith(signs):
            return by_start
    return "csv"


def _patterns(folder: Path, files: list[Path]) -> tuple[str, ...]:
    """A pattern for ``files``: as narrow as their names and depths allow."""
    names = Counter(file.name for file in files)
    depths = {len(file.relative_to(folder).parts) for file in files}
    name, count = names.most_common(1)[0]
    ending = Counter(file.suffix for file in files).most_common(1)[0][0]
    last = name if count > 0.8 * len(files) and count > 2 else f"*{ending}"
    if last == name:
        usual = Counter(len(file.relative_to(folder).parts) for file in files).most_common(1)[0][0]
        return ("/".join([*["*"] * (usual - 1), last]),)
    return (last if depths == {1} else f"**/{last}",)


def read_some(
    folder: Path, files: list[Path], wanted: SourceFiles, problems: list[Problem]
) -> list[SourceRecord]:
    """Records of ``files`` below ``folder``, as many as are looked at."""
    every = (
        record
        for file in files[:_FILES]
        for record in read_file(file, file.relative_to(folder).as_posix(), wanted, problems)
    )
    return list(islice(every, _RECORDS))


def _list_within(value: Any) -> str:
    """The path of the longest list of groups within ``value``; of named groups, where all are
    groups; empty where ``value`` is the record itself.
    """
    best, most = "", 1
    level: list[tuple[str, Any]] = [("", value)]
    for _ in range(_LEVELS):
        inner: list[tuple[str, Any]] = []
        for path, each in level:
            if isinstance(each, list):
                groups = sum(isinstance(entry, dict) for entry in each)
                if groups == len(each) and groups > most:
                    best, most = path, groups
            elif isinstance(each, dict):
                if len(each) > max(most, 1) and all(isinstance(x, dict) for x in each.values()):
                    best, most = f"{path}.*".lstrip("."), len(each)
                inner += [(f"{path}.{name}".lstrip("."), entry) for name, entry in each.items()]
        level = inner
    return best
