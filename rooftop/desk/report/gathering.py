"""From the files of a project to what its report is read off."""

from __future__ import annotations

import hashlib
from pathlib import Path

from rooftop import git
from rooftop.desk.report.extraction import facts_of
from rooftop.desk.report.facts import Facts
from rooftop.desk.report.history import edits, movements
from rooftop.desk.report.sources import Sources
from rooftop.logbook import read_log, read_requests
from rooftop.outgoing_links import FILE as VERDICTS
from rooftop.outgoing_links import read_verdicts
from rooftop.plan import Plan
from rooftop.programme import FILE, read_programme
from rooftop.records import Advocate


def extract(plan: Plan, config_file: Path) -> Facts:
    """What ``plan`` says that the report needs, and what is known of the links of the project."""
    root = config_file.parent
    return facts_of(plan, config_file, read_verdicts(root), state_of_verdicts(root))


def state_of_verdicts(root: Path) -> str:
    """A digest of what is known of links to other sites; empty where nothing is."""
    try:
        return hashlib.sha256((root / VERDICTS).read_bytes()).hexdigest()
    except OSError:
        return ""


def gather(facts: Facts, root: Path, content: Path, private: Path) -> Sources:
    """What the report of the project in ``root`` is read off. ``content`` is the folder of the
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
