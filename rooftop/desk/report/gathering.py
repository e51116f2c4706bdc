"""From the files of a project to what its report is read off."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

from rooftop import git
from rooftop.desk.report.history import edits, movements
from rooftop.desk.report.sources import Sources
from rooftop.logbook import read_log, read_requests
from rooftop.outgoing_links import Verdict, links_to_others, read_verdicts
from rooftop.plan import Plan
from rooftop.programme import FILE, read_programme
from rooftop.records import Advocate


def gather(plan: Plan, config_file: Path, content: Path, private: Path) -> Sources:
    """What the report of ``plan`` is read off. ``content`` is the folder of the records,
    ``private`` that of the log and the requests. What is wrong with a file is told by `rooftop
    check`, and left out here.
    """
    root, catalogue = config_file.parent, plan.catalogue
    days = git.days_of_change(content, content / Advocate.folder)
    return Sources(
        plan=plan,
        programme=read_programme(root / FILE)[0],
        entries=tuple(read_log(private)[0]),
        requests=read_requests(private)[0],
        movements=movements(content, catalogue, plan.today),
        edits=edits(content, catalogue, plan.today),
        changed={file.stem: day for file, day in days.items()},
        dead_links=_dead_links(plan, config_file, read_verdicts(root)),
    )


def _dead_links(
    plan: Plan, config_file: Path, verdicts: Mapping[str, Verdict]
) -> Mapping[str, tuple[Verdict, ...]]:
    """The dead links of each file that names one, as far as ``verdicts`` know."""
    dead = {url: verdict for url, verdict in verdicts.items() if verdict.is_dead}
    if not dead:
        return {}
    links = links_to_others(plan.catalogue, plan.community, config_file)
    by_file = defaultdict[str, dict[str, Verdict]](dict)
    for link in links:
        if link.url in dead:
            by_file[link.path][link.url] = dead[link.url]
    return {path: tuple(found.values()) for path, found in by_file.items()}
