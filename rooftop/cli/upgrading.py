"""``rooftop upgrade``: the generated files of a community, as the installed version has them."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from rooftop import __version__, git
from rooftop.cli.options import complain
from rooftop.starter import (
    MERGES,
    UNFINISHED,
    Change,
    PackagingError,
    RepositoryError,
    apply,
    compare,
    managed_files,
    pack,
    read_repository,
    unresolved,
)


@click.command()
@click.argument(
    "folder", type=click.Path(path_type=Path, exists=True, file_okay=False), default="."
)
@click.option("-y", "--yes", is_flag=True, help="Ask no questions: apply and merge everything.")
@click.option("--dry-run", is_flag=True, help="Show what would change; change nothing.")
def upgrade(folder: Path, yes: bool, dry_run: bool) -> None:
    """Upgrade the generated files of the community in FOLDER (default: this one).

    Shows every change first. If you agree, your own changes are merged; nothing you wrote is lost.
    Exits with 1 if a file needs your attention afterwards.
    """
    try:
        answers, generated, problems = read_repository(folder)
        complain(problems)
        if answers is None:
            raise SystemExit(1)
        _require_git(folder)
        wanted = managed_files(answers, pack())
        _require_resolved(unresolved(folder, wanted))
        changes = compare(folder, generated, wanted)
        _show(changes)
        if dry_run or not changes:
            return
        _require_committed(folder, changes)
        refused = _ask(changes) if not yes else []
        apply(folder, changes, refused, wanted, answers)
    except (RepositoryError, PackagingError, git.GitError) as error:
        raise click.ClickException(str(error)) from None
    _finish([change for change in changes if change.path not in refused])


def _require_git(folder: Path) -> None:
    git.run(folder, "--version")
    if not git.ask(folder, "rev-parse", "--is-inside-work-tree"):
        hint = "Run `git init`, `git add --all` and `git commit` first, so that you can undo it."
        raise click.ClickException(f"{folder.absolute()} is not in a Git repository. {hint}")


def _require_resolved(paths: Sequence[str]) -> None:
    if paths:
        raise click.ClickException(
            f"an earlier merge left conflicts in {', '.join(paths)}. Resolve them first: keep "
            "what is right, and delete the lines that begin with <<<<<<<, ======= and >>>>>>>."
        )


def _require_committed(folder: Path, changes: Sequence[Change]) -> None:
    paths = [f":(literal){change.path}" for change in changes if change.before != change.after]
    status = git.ask(folder, "status", "--porcelain", "--", *paths) if paths else ""
    if status:
        raise click.ClickException(
            f"these files have changes that are not committed:\n{status}Commit them first, or put "
            "them away with `git stash`, so that you can undo the upgrade."
        )


def _show(changes: Sequence[Change]) -> None:
    if not changes:
        click.echo(f"Every generated file matches Rooftop {__version__}.")
        return
    for change in changes:
        click.echo(change.diff(), nl=False)
    for change in changes:
        click.echo(f"{change.path}: {change.action}")


def _ask(changes: Sequence[Change]) -> list[str]:
    """The paths of those changes that are refused. Ends the command when all are."""
    if not sys.stdin.isatty():
        raise click.UsageError(
            "this is not a terminal. --dry-run shows the changes, --yes makes them."
        )
    click.confirm("Make these changes?", default=True, abort=True)
    return [
        change.path
        for change in changes
        if change.action in MERGES
        and not click.confirm(f"You changed {change.path}. Merge the new version into it?", True)
    ]


def _finish(changes: Sequence[Change]) -> None:
    unfinished = [change.path for change in changes if change.action in UNFINISHED]
    if unfinished:
        click.echo(f"\nLook at {', '.join(unfinished)}, then run `scripts/test` and commit.")
        raise SystemExit(1)
    click.echo("\nReview the changes with `git diff`, run `scripts/test` and commit.")
