"""``rooftop check``: is everything people wrote fit to be published?"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import click

from rooftop.cli.options import as_of_option, complain, config_option, tally
from rooftop.diagnostics import as_github
from rooftop.duplicates import find_duplicates
from rooftop.leftovers import find_leftovers
from rooftop.outgoing_links import find_dead_links, links_to_others, read_verdicts
from rooftop.plan import Plan
from rooftop.problems import Problem, has_errors
from rooftop.removed_approvals import find_removed_approvals
from rooftop.site import configuration
from rooftop.site.folders import content_of
from rooftop.site.plugins import check_hooks
from rooftop.summary import as_data, count, describe_unanswered


@click.command(epilog="Example: rooftop check --format github")
@config_option
@as_of_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    help="The format of the output.",
)
def check(config_file: Path, form: str) -> None:
    """Report every problem in the content and the settings. Builds nothing.

    Exits with 1 if there are errors. Notes do not fail the check.
    """
    config, notes = configuration.load(config_file)
    plan = configuration.plan_of(config)
    content = content_of(config, plan.community.settings)
    more = {
        *notes,
        *check_hooks(config),
        *find_removed_approvals(plan, content),
        *find_leftovers(plan, Path(config.config_file_path)),
        *find_duplicates(plan.catalogue),
        *_dead_links(plan, Path(config.config_file_path)),
    }
    plan = replace(plan, problems=tuple(sorted({*plan.problems, *more})))
    if form == "json":
        click.echo(json.dumps(as_data(plan), indent=2, ensure_ascii=False))
    elif form == "github":
        for problem in plan.problems:
            click.echo(as_github(problem))
    else:
        _text(plan)
    raise SystemExit(1 if has_errors(plan.problems) else 0)


def _dead_links(plan: Plan, config_file: Path) -> Iterator[Problem]:
    """What `rooftop links --outgoing` found; nothing is asked here."""
    if verdicts := read_verdicts(config_file.parent):
        links = links_to_others(plan.catalogue, plan.community, config_file)
        yield from find_dead_links(links, verdicts)


def _text(plan: Plan) -> None:
    complain(plan.problems)
    catalogue = plan.catalogue
    read = (
        count(len(catalogue.stories), "story", "stories"),
        count(len(catalogue.advocates), "advocate", "advocates"),
        count(len(catalogue.products), "product", "products"),
        count(len(catalogue.events), "event", "events"),
    )
    click.echo(f"Read {', '.join(read)}: {tally(plan.problems)}.")
    if plan.waiting:
        verb = "waits" if plan.waiting == 1 else "wait"
        click.echo(
            f"{count(plan.waiting, 'story', 'stories')} {verb} for consent in "
            f"{plan.community.settings.drafts}/."
        )
    for line in describe_unanswered(plan):
        click.echo(line)
