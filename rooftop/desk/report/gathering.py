"""Gathers from the files of a project everything that its report is computed from."""

from __future__ import annotations

from pathlib import Path

from rooftop import git
from rooftop.desk.facts import Facts
from rooftop.desk.report.history import edits, movements
from rooftop.desk.report.sources import Sources
from rooftop.logbook import read_log, read_requests
from rooftop.programme import FILE, read_programme
from rooftop.records import Advocate


def gather(facts: Facts, root: Path, content: Path, private: Path) -> Sources:
    """The sources of the report of the project in ``root``. ``content`` is the folder of the
    records, ``private`` that of the log and the requests.
    """
    programme, problems = read_programme(root / FILE)
    entries, of_log = read_log(private)
    requests, of_requests = read_requests(private)
    days = git.days_of_change(content, content / Advocate.folder)
    return Sources(
        facts=facts,
        programme=programme,
        entries=tuple(entries),
        requests=requests,
        movements=movements(content, facts),
        edits=edits(content, facts),
        changed={file.stem: day for file, day in days.items()},
        problems=(*problems, *of_log, *of_requests),
    )
