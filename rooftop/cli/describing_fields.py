"""``rooftop schemas``: what editors need to help with front matter."""

from __future__ import annotations

from pathlib import Path

import click

from rooftop.authoring import editor_files
from rooftop.cli.options import config_option, load
from rooftop.site import configuration
from rooftop.summary import count


@click.command(epilog="Example: rooftop schemas")
@config_option
@click.option(
    "--check",
    "only_check",
    is_flag=True,
    help="Write nothing; exit with 1 if a file is out of date.",
)
def schemas(config_file: Path, only_check: bool) -> None:
    """Write JSON Schemas of the front matter, and snippets for VS Code, beside the configuration.

    The schemas contain the topics, roles and industries of your settings. Run the command again
    after you change them, and after an upgrade of Rooftop.
    """
    config = load(config_file)
    root = Path(config.config_file_path).parent
    files = editor_files(configuration.settings_of(config))
    stale = {path for path, content in files.items() if _read(root / path) != content}
    if only_check:
        for path in sorted(stale):
            click.echo(f"{path} is out of date. Run `rooftop schemas`.", err=True)
        raise SystemExit(1 if stale else 0)
    for path in stale:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(files[path])
    click.echo(f"Wrote {count(len(stale), 'file', 'files')}; {len(files) - len(stale)} up to date.")


def _read(file: Path) -> bytes | None:
    return file.read_bytes() if file.is_file() else None
