"""``rooftop links``: do the links of a site lead somewhere?"""

from __future__ import annotations

import datetime
import time
from pathlib import Path

import click

from rooftop import __version__
from rooftop.catalogue import Catalogue
from rooftop.cli.options import as_of_option, complain, config_option, load, settled
from rooftop.outgoing_links import (
    FILE,
    Visitor,
    describe_links,
    find_dead_links,
    go_round,
    links_to_others,
    read_verdicts,
    render_verdicts,
)
from rooftop.settings import Community
from rooftop.site import configuration, planning
from rooftop.site.invocation import moment, today
from rooftop.site_links import check_links
from rooftop.summary import count


@click.command(epilog="Example: rooftop links --outgoing")
@config_option
@as_of_option
@click.argument(
    "site", required=False, type=click.Path(path_type=Path, exists=True, file_okay=False)
)
@click.option("--outgoing", is_flag=True, help="Check the links to other sites.")
@click.option(
    "--max-age",
    type=click.IntRange(0, 365),
    default=6,
    metavar="DAYS",
    help="Skip links that worked in the last so many days. Default: 6.",
)
@click.option("--private", is_flag=True, help="Also check links to hosts in a private network.")
@click.option(
    "--report",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write dead and moved links to this file, as Markdown. It is empty if there are none.",
)
def links(
    config_file: Path,
    site: Path | None,
    outgoing: bool,
    max_age: int,
    private: bool,
    report: Path | None,
) -> None:
    """Check the internal links of the built site in the folder SITE, or those to other sites.

    With --outgoing, requests to other sites are polite: one at a time for each host, at most once a
    day, with a user agent that names this site. `rooftop check` then reports dead links without
    new requests. Exits with 1 if a link is broken or dead.
    """
    if outgoing == bool(site):
        raise click.UsageError("Name the folder of a built site, or use --outgoing.")
    config = load(config_file)
    with settled():
        community = configuration.community_of(config)
    if site:
        _internal(site, community)
        return
    root = Path(config.config_file_path)
    catalogue = planning.read(config, community)
    age = datetime.timedelta(max_age)
    _outgoing(root, catalogue, community, age, private=private, report=report)


def _internal(site: Path, community: Community) -> None:
    result = check_links(site, community.url)
    for link in result.broken:
        click.echo(f"{link.path}: error link-broken: {link.url}: {link.what}", err=True)
    click.echo(f"{count(result.followed, 'link', 'links')} followed, {len(result.broken)} broken.")
    raise SystemExit(1 if result.broken else 0)


def _outgoing(
    config_file: Path,
    catalogue: Catalogue,
    community: Community,
    max_age: datetime.timedelta,
    *,
    private: bool,
    report: Path | None,
) -> None:
    root = config_file.parent
    found = links_to_others(catalogue, community, config_file)
    agent = f"Rooftop/{__version__} (link check of {community.url})"
    visitor = Visitor(agent, moment(), time.sleep, private)
    urls = [link.url for link in found]
    done = go_round(urls, read_verdicts(root), visitor.visit, time.sleep, today(), max_age)
    if done.reached_nobody:
        raise click.ClickException("No host can be reached. Nothing was recorded.")
    (root / FILE).parent.mkdir(parents=True, exist_ok=True)
    (root / FILE).write_text(render_verdicts(done.verdicts.values()), encoding="utf-8")
    problems = list(find_dead_links(found, done.verdicts))
    complain(problems)
    if report:
        report.write_text(describe_links(problems) if problems else "", encoding="utf-8")
    dead = sum(verdict.is_dead for verdict in done.verdicts.values())
    asked = count(done.visited, "address", "addresses")
    click.echo(f"{count(len(done.verdicts), 'link', 'links')}, {asked} asked, {dead} dead.")
    raise SystemExit(1 if dead else 0)
