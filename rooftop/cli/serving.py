"""``rooftop serve``."""

from __future__ import annotations

import logging
import tempfile
from dataclasses import replace
from functools import partial
from pathlib import Path

import click
from mkdocs.commands import serve as mkdocs_serve
from mkdocs.config.base import ValidationError
from mkdocs.config.config_options import IpAddress
from mkdocs.config.defaults import MkDocsConfig

from rooftop.cli.generator import explained, logged, require_buildable
from rooftop.cli.making import build_site
from rooftop.cli.options import as_of_option, config_option, load
from rooftop.site import configuration
from rooftop.site.invocation import Invocation, current_invocation, invoked
from rooftop.site.preview import Preview
from rooftop.site.problem_banner import Faults, faults_of


def _host_and_port(
    _context: click.Context, _option: click.Parameter, value: str | None
) -> str | None:
    if value is None:
        return None
    try:
        address = IpAddress().run_validation(value)
    except ValidationError as error:
        raise click.BadParameter(f"{value}: {error}.") from None
    if not 0 < address.port < 65536:
        raise click.BadParameter(f"{value}: a port is a number from 1 to 65535.")
    return str(address)


@click.command(epilog="Example: rooftop serve --drafts")
@config_option
@as_of_option
@click.option("--drafts", is_flag=True, help="Also show drafts and examples, marked as such.")
@click.option(
    "-a",
    "--dev-addr",
    metavar="HOST:PORT",
    callback=_host_and_port,
    help="The address to listen on. Default: dev_addr of mkdocs.yml, or 127.0.0.1:8000.",
)
@click.option("-o", "--open", "open_in_browser", is_flag=True, help="Open a browser.")
def serve(config_file: Path, drafts: bool, dev_addr: str | None, open_in_browser: bool) -> None:
    """Preview the site. Pages reload when a file changes, and show what is wrong. Nothing is
    published.
    """
    chosen = replace(current_invocation(), drafts=drafts, sweeps=False, jobs=1)
    make_whole = partial(_build_behind, config_file.absolute(), chosen)
    with (
        tempfile.TemporaryDirectory(prefix="rooftop_") as folder,
        invoked(replace(chosen, preview=Preview(make_whole, Path(folder)))),
    ):
        config = load(config_file)
        require_buildable(config)
        with explained(config), logged(logging.INFO):
            mkdocs_serve.serve(
                str(config_file), open_in_browser=open_in_browser, dev_addr=dev_addr, strict=False
            )


def _build_behind(config_file: Path, chosen: Invocation, url: str, folder: Path) -> Faults:
    """Build the complete site of a preview, for ``url``, in ``folder``; returns what is wrong."""

    def load_for_folder() -> MkDocsConfig:
        config, _ = configuration.load(config_file)
        config.site_dir = str(folder.absolute())
        require_buildable(config)
        return config

    with invoked(replace(chosen, base_url=url)):
        try:
            plan = build_site(load_for_folder)
        except configuration.SettingsError as error:
            return Faults(tuple(error.problems))
        except Exception as error:  # of any kind: the preview shows it
            return Faults(failures=(str(getattr(error, "message", error)),))
    return faults_of(plan)
