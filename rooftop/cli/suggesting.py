"""``rooftop ask``: whom to ask."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from rooftop.cli.desk import Desk, open_desk, purpose_option, wish_of, wish_options
from rooftop.cli.options import as_of_option, config_option, format_option
from rooftop.desk.references import Candidate, Ranking, Wish, rank
from rooftop.summary import count


@click.command(epilog="Example: rooftop ask --for reference-call --product ledger")
@config_option
@as_of_option
@purpose_option
@wish_options
@click.option(
    "--most",
    type=click.IntRange(1, 1000),
    default=10,
    metavar="N",
    help="How many people to list at most; as data, all are. Default: 10.",
)
@click.option("--all", "is_all", is_flag=True, help="Also say who is left out, and why.")
@format_option("text", "json")
def ask(
    config_file: Path, purpose: str, most: int, is_all: bool, form: str, **words: tuple[str, ...]
) -> None:
    """Suggest whom to ask, the most suitable first, and say why.

    Suggests only people whose profile is published today, who are open to it, have no other request
    open, were asked less often than they accept, and have rested since they last said yes. Asks
    nobody and writes nothing.
    """
    desk = open_desk(config_file, is_strict=True)
    ranking = suggest(desk, wish_of(desk, purpose, **words))
    if form == "json":
        click.echo(json.dumps(_as_data(desk, ranking), indent=2, ensure_ascii=False))
        return
    for line in describe(desk, ranking, most):
        click.echo(line)
    for each in ranking.left_out if is_all else ():
        click.echo(f"Not {each.person}: {'; '.join(each.reasons)}.")
    if ranking.left_out and not is_all:
        people = count(len(ranking.left_out), "person is", "people are")
        click.echo(f"{people} left out. --all says who, and why.")


def suggest(desk: Desk, wish: Wish) -> Ranking:
    """The ranking for ``wish`` today."""
    return rank(wish, desk.plan, desk.programme, desk.entries, desk.requests, desk.today)


def describe(desk: Desk, ranking: Ranking, most: int) -> Iterator[str]:
    """Lines for people: the first ``most`` candidates."""
    if not ranking.candidates:
        yield "There is nobody to suggest. `rooftop ask --all` says why."
    for place, each in enumerate(ranking.candidates[:most], 1):
        yield f"{place}. {each.name} ({each.person})"
        yield f"   {each.explain(desk.today)}"
    if (more := len(ranking.candidates) - most) > 0:
        yield f"{more} more. --most {len(ranking.candidates)} shows them."


def _as_data(desk: Desk, ranking: Ranking) -> dict[str, Any]:
    people = enumerate(ranking.candidates, 1)
    return {
        "as_of": desk.today.isoformat(),
        "suggested": [_candidate(desk, place, candidate) for place, candidate in people],
        "left_out": [asdict(each) for each in ranking.left_out],
    }


def _candidate(desk: Desk, place: int, candidate: Candidate) -> dict[str, Any]:
    last, available = candidate.last_asked, candidate.availability
    return {
        "rank": place,
        "person": candidate.person,
        "name": candidate.name,
        "why": candidate.explain(desk.today),
        "fit": asdict(candidate.fit),
        "last_request": last.isoformat() if last else None,
        "asks": {"used": available.used, "limit": available.limit},
        "favours": asdict(candidate.favours),
    }
