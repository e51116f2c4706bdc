"""``rooftop ping``."""

from __future__ import annotations

import json
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

import click

from rooftop.cli.options import config_option, load, settled
from rooftop.site import configuration
from rooftop.summary import changed_feeds, count

_SECONDS = 20


@click.command(epilog="Example: rooftop ping site/build.json --previous build-before.json")
@config_option
@click.argument("build_json", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--previous",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="The build.json of the previous site. Without it, every feed counts as changed.",
)
@click.option("--hub", metavar="URL", help="The WebSub hub. Default: the setting hub.")
def ping(config_file: Path, build_json: Path, previous: Path | None, hub: str | None) -> None:
    """Notify the WebSub hub of changed feeds, so that subscribers get them at once.

    Run it after publishing, with the build.json of the new site. Exits with 1 if the hub refuses.
    """
    with settled():
        community = configuration.community_of(load(config_file))
    hub = hub or community.settings.hub
    changed = changed_feeds(_read(previous) if previous else {}, _read(build_json))
    if not hub:
        click.echo("No hub is set (extra.rooftop.hub), so nothing was sent.")
        return
    refused = [
        f"{address}: {why}" for address in changed if (why := _tell(hub, community.url + address))
    ]
    for line in refused:
        click.echo(line, err=True)
    click.echo(
        f"{count(len(changed), 'feed', 'feeds')} changed; the hub accepted "
        f"{len(changed) - len(refused)}."
    )
    raise SystemExit(1 if refused else 0)


def _read(file: Path) -> dict[str, object]:
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise click.ClickException(f"{file} cannot be read as the build.json of a build.") from None
    return data if isinstance(data, dict) else {}


def _tell(hub: str, feed: str) -> str | None:
    """Publish ``feed`` (PubSubHubbub 0.4, section 7; WebSub leaves it to the hub); why the hub
    refused, or None.
    """
    form = urllib.parse.urlencode({"hub.mode": "publish", "hub.url": feed}).encode()
    if not hub.startswith(("https://", "http://")):
        raise click.UsageError(f"--hub {hub} is not a web address.")
    try:
        with urllib.request.urlopen(hub, form, timeout=_SECONDS):  # noqa: S310 — the scheme was just looked at
            return None
    except urllib.error.HTTPError as error:
        return f"the hub answered {error.code}"
    except (OSError, ValueError) as error:
        return f"the hub cannot be reached: {getattr(error, 'reason', error)}"
