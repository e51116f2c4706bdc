"""``rooftop init``: a repository for a community of one's own."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from rooftop import git
from rooftop.site.invocation import moment
from rooftop.starter import (
    Answers,
    Package,
    PackagingError,
    RepositoryError,
    compose_answers,
    create,
    default_answer,
    managed_files,
    own_files,
    pack,
    parse_answer,
    require_empty,
    untranslated,
)
from rooftop.summary import count


def _parse(_context: click.Context, option: click.Parameter, text: str | None) -> Any:
    try:
        return None if text is None else parse_answer(str(option.name), text)
    except ValueError as error:
        raise click.BadParameter(str(error)) from None


def _answer_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """An option for each answer."""
    for name, field in reversed(Answers.model_fields.items()):
        option = f"--{name.replace('_', '-')}"
        function = click.option(option, name, callback=_parse, help=f"{field.description}.")(
            function
        )
    return function


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@_answer_options
@click.option(
    "-y",
    "--yes",
    is_flag=True,
    help="Ask no questions: use the default of every option that is missing.",
)
@click.option(
    "--git/--no-git", "with_git", default=True, help="Whether to make it a Git repository."
)
@click.option("--commit/--no-commit", default=None, help="Whether to commit the new files.")
def init(folder: Path, yes: bool, with_git: bool, commit: bool | None, **given: Any) -> None:
    """Create the repository of a new community in FOLDER, which must be new or empty.

    Asks for everything that the options leave open. The community can be built at once; after the
    first start, no network is needed.
    """
    try:
        require_empty(folder)
        package = pack()
        answers = _without_asking(given) if yes else _ask(given)
        _write(folder, answers, package)
    except (PackagingError, RepositoryError) as error:
        raise click.ClickException(str(error)) from None
    if with_git:
        _start_history(folder, commit=_should_commit(commit, yes))
    click.echo(f"\nNext:\n    cd {folder}\n    scripts/serve --drafts")
    click.echo(f"Then open http://127.0.0.1:8000{answers.path}.")


def _write(folder: Path, answers: Answers, package: Package) -> None:
    managed = managed_files(answers, package)
    own = own_files(answers, package, moment().date())
    create(folder, answers, own, managed)
    click.echo(f"Wrote {count(len(own) + len(managed), 'file', 'files')} to {folder}/.")
    for texts in untranslated(answers, package):
        click.echo(f"There is no translation yet, so these are in English: {texts}.")


def _should_commit(choice: bool | None, yes: bool) -> bool:
    if choice is None and not yes and sys.stdin.isatty():
        return click.confirm("Commit these files?", default=True)
    return bool(choice)


def _without_asking(given: dict[str, Any]) -> Answers:
    if not given["company"]:
        raise click.UsageError("--company is missing, and it has no default.")
    return _together(given)


def _ask(given: dict[str, Any]) -> Answers:
    """Every answer, asked for where it is not ``given``, again until it is one."""
    open_questions = [name for name, value in given.items() if value is None]
    if open_questions and not sys.stdin.isatty():
        options = ", ".join(f"--{name.replace('_', '-')}" for name in open_questions)
        raise click.UsageError(
            f"this is not a terminal, so nothing can be asked. Give {options}; or --company and "
            "--yes, which uses the defaults of all others."
        )
    answers: dict[str, Any] = {}
    for name in Answers.model_fields:
        answers[name] = given[name] if given[name] is not None else _prompt(name, answers)
    return _together(answers)


def _together(given: dict[str, Any]) -> Answers:
    try:
        return compose_answers(given)
    except ValueError as error:
        raise click.UsageError(str(error)) from None


def _prompt(name: str, answers: dict[str, Any]) -> Any:
    default = default_answer(name, answers)
    shown = " ".join(default) if isinstance(default, tuple) else str(default or "")

    def parse(text: str) -> Any:
        try:
            value = parse_answer(name, text)
        except ValueError as error:
            raise click.UsageError(str(error)) from None
        if value is None and default is None and name == "company":
            raise click.UsageError("an answer is needed")
        return value

    question = str(Answers.model_fields[name].description)
    optional = " (leave empty for none)" if not shown and name != "company" else ""
    default_text = None if name == "company" else shown
    return click.prompt(
        question + optional, default_text, value_proc=parse, show_default=bool(shown)
    )


def _start_history(folder: Path, *, commit: bool) -> None:
    """Make ``folder`` a repository and commit it if that is wanted, unless it lies in another."""
    if git.ask(folder, "rev-parse", "--show-prefix").strip():
        click.echo(f"{folder} is inside another Git repository. No new repository was made.")
        return
    try:
        git.run(folder, "init", "--quiet", "--initial-branch=main")
        git.run(folder, "add", "--all", ".")
        if commit:
            git.run(folder, "commit", "--quiet", "--message", "Start the community")
    except git.GitError as error:
        click.echo(f"The files are written, but git failed:\n{error}", err=True)
