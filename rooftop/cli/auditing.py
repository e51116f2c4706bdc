"""``rooftop audit``."""

from __future__ import annotations

from pathlib import Path

import click

from rooftop.audit import find_leaks
from rooftop.cli.options import as_of_option, config_option, load
from rooftop.site import planning
from rooftop.summary import count


@click.command(epilog="Example: rooftop audit site")
@config_option
@as_of_option
@click.argument("site", type=click.Path(path_type=Path, exists=True, file_okay=False))
def audit(config_file: Path, site: Path) -> None:
    """Search the built site in the folder SITE for anything that is withheld.

    Any program may have built it. Exits with 1 if something is found.
    """
    plan = planning.plan_of(load(config_file))
    leaks = find_leaks(site, plan, jobs=None)
    for leak in leaks:
        click.echo(f"{leak.path}: error leak: {leak.what}", err=True)
    looked_for = len(plan.withheld_text)
    click.echo(
        f"{count(len(leaks), 'leak', 'leaks')} found; looked for "
        f"{count(looked_for, 'withheld string', 'withheld strings')}."
    )
    raise SystemExit(1 if leaks else 0)
