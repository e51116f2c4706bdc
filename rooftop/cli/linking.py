"""``rooftop links``: do the links of a built site lead somewhere?"""

from __future__ import annotations

from pathlib import Path

import click

from rooftop.cli.options import config_option, load
from rooftop.site import configuration
from rooftop.site_links import check_links
from rooftop.summary import count


@click.command()
@config_option
@click.argument("site", type=click.Path(path_type=Path, exists=True, file_okay=False))
def links(config_file: Path, site: Path) -> None:
    """Check the internal links of the built site in the folder SITE.

    Links to other hosts are not followed. Exits with 1 if a link is broken.
    """
    community = configuration.community_of(load(config_file))
    result = check_links(site, community.url)
    for link in result.broken:
        click.echo(f"{link.path}: error link-broken: {link.url}: {link.what}", err=True)
    click.echo(f"{count(result.followed, 'link', 'links')} followed, {len(result.broken)} broken.")
    raise SystemExit(1 if result.broken else 0)
