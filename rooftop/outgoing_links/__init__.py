"""Do links to other sites still lead somewhere? They are asked on demand, never in a build."""

from rooftop.outgoing_links.collecting import Link, links_to_others
from rooftop.outgoing_links.memory import FILE, Verdict, read_verdicts, render_verdicts
from rooftop.outgoing_links.rounds import Round, go_round
from rooftop.outgoing_links.telling import describe_links, find_dead_links
from rooftop.outgoing_links.visits import Answer, State, Visitor

__all__ = [
    "FILE",
    "Answer",
    "Link",
    "Round",
    "State",
    "Verdict",
    "Visitor",
    "describe_links",
    "find_dead_links",
    "go_round",
    "links_to_others",
    "read_verdicts",
    "render_verdicts",
]
