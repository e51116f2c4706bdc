"""``rooftop guard``: may this person make these changes?"""

from __future__ import annotations

import json
from pathlib import Path

import click

from rooftop.cli.lines import tally
from rooftop.cli.options import DEFAULT_FILE, complain, format_option
from rooftop.diagnostics import as_github, problem_as_data
from rooftop.git import GitError
from rooftop.guard import Verdict, judge
from rooftop.problems import has_errors
from rooftop.summary import count


@click.command(epilog="Example: rooftop guard --base origin/main --head HEAD --author ana-ribeiro")
@click.option(
    "-f",
    "--config-file",
    type=click.Path(path_type=Path),
    default=DEFAULT_FILE,
    help="The configuration file, as a path in the base branch. Default: mkdocs.yml.",
)
@click.option("--base", metavar="REV", required=True, help="The tip of the base branch.")
@click.option("--head", metavar="REV", required=True, help="The tip of the pull request.")
@click.option(
    "--author",
    metavar="LOGIN",
    required=True,
    help="The account that opened the pull request, on GitHub, GitLab, Gitea or Forgejo.",
)
@format_option("text", "json", "github")
def guard(config_file: Path, base: str, head: str, author: str, form: str) -> None:
    """Report every change of a pull request that its author may not make.

    People may change their own profile and stories, maintainers everything. Only the base branch
    says who is who. The files of the pull request are read from git, and never checked out.

    Exits with 1 if there are errors.
    """
    if not author.strip():
        raise click.BadParameter("It is empty.", param_hint="--author")
    try:
        verdict = judge(Path.cwd(), base, head, author, config_file.as_posix())
    except GitError as error:
        raise click.UsageError(f"{error}. `git fetch` the whole history of both.") from None
    if form == "json":
        found = [problem_as_data(problem) for problem in verdict.problems]
        click.echo(json.dumps({"problems": found}, indent=2, ensure_ascii=False))
    elif form == "github":
        for problem in verdict.problems:
            click.echo(as_github(problem))
    else:
        _text(verdict, author)
    raise SystemExit(1 if has_errors(verdict.problems) else 0)


def _text(verdict: Verdict, author: str) -> None:
    complain(verdict.problems)
    files = count(verdict.files, "changed file", "changed files")
    if verdict.by_maintainer:
        click.echo(f"{files}. {author} is a maintainer, and may change everything.")
    else:
        click.echo(f"{files} by {author}: {tally(verdict.problems)}.")
