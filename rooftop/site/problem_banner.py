"""A banner in each page of a preview that shows what is wrong with the site."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from rooftop.plan import Plan
from rooftop.problems import Problem, Severity
from rooftop.summary import count

#: How many problems are listed; `rooftop check` lists all.
_MOST = 20
_STYLE = Markup(
    """<style>
.rt-problems { position: fixed; inset: auto 0 0; z-index: 2147483647; box-sizing: border-box;
  max-height: 50vh; overflow: auto; padding: .75rem 1rem; border-top: 3px solid #b3261e;
  background: #fff8f7; color: #1f1a1a; font: 1rem/1.45 system-ui, sans-serif; text-align: start }
.rt-problems summary { cursor: pointer; font-weight: 600 }
.rt-problems ul { margin: .5rem 0 0; padding: 0; list-style: none }
.rt-problems li { margin: .5rem 0; overflow-wrap: anywhere; white-space: pre-wrap }
.rt-problems code { font: .9em ui-monospace, monospace; color: #8c1d18 }
@media print { .rt-problems { display: none } }
</style>"""
)
_BANNER = Markup(
    '{}<section class="rt-problems" role="alert" lang="en" dir="ltr">'
    "<details open><summary>{}</summary><ul>{}</ul></details></section>"
)
_ITEM = Markup("<li><code>{}</code> {}{}</li>")


@dataclass(frozen=True)
class Faults:
    """What is wrong in a preview: ``problems`` of files, and ``failures``, which say why something
    could not be built at all.
    """

    problems: tuple[Problem, ...] = ()
    failures: tuple[str, ...] = ()

    def __add__(self, other: Faults) -> Faults:
        return Faults(self.problems + other.problems, self.failures + other.failures)


NO_FAULTS = Faults()


def faults_of(plan: Plan) -> Faults:
    """The errors in the files of ``plan``."""
    return Faults(tuple(each for each in plan.problems if each.severity is Severity.ERROR))


def draw_banner(faults: Faults, root: Path) -> str:
    """``faults`` as HTML for the end of a page; empty if there are none. Problems of the files
    below ``root`` that were saved last come first.
    """
    problems = sorted(faults.problems, key=lambda each: (-_time_of(root / each.path), each))
    items = [Markup("<li>{}</li>").format(failure) for failure in faults.failures]
    items += [_item(problem) for problem in problems[:_MOST]]
    if not items:
        return ""
    if further := len(problems[_MOST:]):
        items.append(Markup("<li>{} more: `rooftop check` lists them all.</li>").format(further))
    heading = count(len(faults.failures) + len(problems), "problem", "problems")
    return str(_BANNER.format(_STYLE, heading, Markup().join(items)))


def _item(problem: Problem) -> Markup:
    place = ":".join([problem.path, *(str(n) for n in (problem.line, problem.column) if n)])
    hint = Markup("<br>{}").format(problem.hint) if problem.hint else ""
    return _ITEM.format(place, problem.message, hint)


def _time_of(file: Path) -> float:
    try:
        return file.stat().st_mtime
    except OSError:
        return 0.0
