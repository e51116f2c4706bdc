"""What is known of links, told where each stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from rooftop.outgoing_links.collecting import Link
from rooftop.outgoing_links.memory import Verdict
from rooftop.outgoing_links.visits import State
from rooftop.problems import Problem, problem
from rooftop.text import shown_plainly

_DEAD = (
    "Ask the author for another address, link to a copy in a web archive, or remove the link. If "
    "it is in approved words, the person approves them again."
)
_MOVED = "Write the new address. If it is in approved words, the person approves them again."


def find_dead_links(links: Iterable[Link], verdicts: Mapping[str, Verdict]) -> Iterator[Problem]:
    """A note for each of ``links`` that is dead or has moved, as far as ``verdicts`` know."""
    for link in links:
        if not (known := verdicts.get(link.url)):
            continue
        at = (link.line, link.column)
        if known.is_dead:
            what = f"{link.url} is dead: {known.said} (since {known.since}, seen {known.checked})"
            yield problem(link.path, at, "link-dead", what, _DEAD)
        elif known.state is State.MOVED and known.location:
            what = f"{link.url} has moved to {known.location}"
            yield problem(link.path, at, "link-moved", what, _MOVED)


def describe_links(problems: Iterable[Problem]) -> str:
    """``problems`` as Markdown for an issue: what others wrote stays text in it."""
    lines = ["These links lead to other sites. `rooftop links --outgoing` checks them again.", ""]
    for each in problems:
        place = f"{each.path}:{each.line}" if each.line else each.path
        lines += [f"- {_code(f'{place}: {each.message}')}", f"  {each.hint}"]
    return "\n".join(lines) + "\n"


def _code(text: str) -> str:
    return f"`{shown_plainly(text).replace('`', '%60')}`"
