"""``rooftop new``: a new story, person, product, event or company, by questions or by options."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from rooftop.authoring import (
    KINDS,
    QUESTIONS,
    Question,
    TakenError,
    compose,
    describe_choices,
    locate_new,
    suggest_slug,
)
from rooftop.cli.completing import complete_people, offer_words
from rooftop.cli.options import as_of_option, config_option
from rooftop.cli.project import Project, open_project, write
from rooftop.frontmatter import split
from rooftop.records import Advocate, Company, Record, Story, parse
from rooftop.site.invocation import today

_ARTICLES = {"story": "a story", "advocate": "an advocate", "product": "a product",
             "event": "an event", "company": "a company"}  # fmt: skip


@click.group(epilog="Example: rooftop new story")
def new() -> None:
    """Write a new story, advocate, product, event or company.

    Asks for everything that the options leave open, and says at once what does not fit. Stories and
    advocates wait in the drafts folder for consent. No file is ever overwritten.
    """


def _command(name: str, kind: type[Record]) -> click.Command:
    @config_option
    @as_of_option
    @click.option(
        "--slug", metavar="SLUG", help="The name of the file. Default: made of the title."
    )
    @click.option("--text", metavar="TEXT", help="The text below the fields, as Markdown.")
    @click.option(
        "-y", "--yes", is_flag=True, help="Ask no questions: use the default of the rest."
    )
    def run(config_file: Path, slug: str | None, text: str | None, yes: bool, **given: Any) -> None:
        at = open_project(config_file)
        answers = _Interview(kind, at, given, may_ask=_may_ask(kind, given, yes)).answers()
        file = _file(kind, slug, answers, at, may_ask=not yes and sys.stdin.isatty())
        content = compose(kind, answers, text or "")
        _require_valid(kind, file, content)
        file.parent.mkdir(parents=True, exist_ok=True)
        write(file, content)
        _say_next(kind, file, answers, at)

    run.__doc__ = f"Write {_ARTICLES[name]}: asks for what the options leave open."
    for question in reversed(QUESTIONS[kind]):
        run = click.option(
            f"--{question.name}",
            _parameter(question),
            multiple=question.is_list,
            metavar="SLUG" if question.is_choice else "TEXT",
            help=_help(question),
            shell_complete=complete_people if question.name == "advocate" else None,
        )(run)
    return click.command(name, epilog=f"Example: rooftop new {name}")(run)


def _help(question: Question) -> str:
    among = f" One of: {', '.join(question.literals)}." if question.literals else ""
    again = " Give it once for each." if question.is_list else ""
    return f"{question.description}{among}{again}"


def _parameter(question: Question) -> str:
    return question.name.replace("-", "_")


def _may_ask(kind: type[Record], given: Mapping[str, Any], yes: bool) -> bool:
    """Whether questions may be asked. Exits with 2 where they would have to be and cannot."""
    if yes or sys.stdin.isatty():
        return not yes
    needed = [
        f"--{question.name}"
        for question in QUESTIONS[kind]
        if question.is_required
        and question.default(today(), "en") is None
        and not given[_parameter(question)]
    ]
    also = f", and give {', '.join(needed)}" if needed else ""
    raise click.UsageError(f"this is not a terminal, so nothing can be asked. Use --yes{also}.")


class _Interview:
    """The answers for one new record: given as options, asked for, or the usual ones."""

    def __init__(
        self, kind: type[Record], at: Project, given: Mapping[str, Any], *, may_ask: bool
    ) -> None:
        self._kind, self._at, self._given, self._may_ask = kind, at, given, may_ask

    def answers(self) -> dict[str, Any]:
        """The values by the names of the questions, without those that have none."""
        answers: dict[str, Any] = {}
        for question in QUESTIONS[self._kind]:
            # who got nothing was promised nothing
            is_asked = question.name != "conditional" or answers.get("incentive") != "none"
            answers[question.name] = self._answer(question, may_ask=self._may_ask and is_asked)
        return {name: value for name, value in answers.items() if value not in (None, [])}

    def _choices(self, question: Question) -> dict[str, str]:
        return question.choices(self._at.catalogue, self._at.community.settings)

    def _answer(self, question: Question, *, may_ask: bool) -> Any:
        given, choices = self._given[_parameter(question)], self._choices(question)
        if question.is_choice and not choices and not given:
            return self._nothing_there(question)
        default = question.default(today(), self._at.community.language)
        if given:
            return self._read_option(question, given, choices)
        if may_ask:
            return _prompt(question, choices, default)
        if default is None and question.is_required:
            raise click.UsageError(f"--{question.name} is missing, and it has no default.")
        return default

    def _nothing_there(self, question: Question) -> None:
        if question.is_required:
            name = question.name
            hint = f"Write the {name} first: `rooftop new {name}`."
            raise click.ClickException(f"there is no {name} yet to choose. {hint}")

    def _read_option(self, question: Question, given: Any, choices: dict[str, str]) -> Any:
        text = ",".join(given) if question.is_list else given
        if question.is_choice and not choices:
            raise click.UsageError(f"--{question.name}: there is nothing yet to choose from.")
        try:
            return question.read(text, choices)
        except ValueError as error:
            raise click.UsageError(f"--{question.name} {error}") from None


def _prompt(question: Question, choices: dict[str, str], default: Any) -> Any:
    """The answer to ``question``, asked for until it is one."""
    click.echo(f"\n{question.description}")
    for line in describe_choices(choices):
        click.echo(line)
    is_optional = not question.is_required and default is None
    remarks = [
        *(["one or more, by number or name"] if question.is_list and choices else []),
        *(["leave empty for none"] if is_optional else []),
    ]
    remark = f" ({'; '.join(remarks)})" if remarks else ""
    shown = " ".join(default) if isinstance(default, list) else default

    def parse(text: str) -> Any:
        try:
            value = question.read(text, choices)
        except ValueError as error:
            raise click.UsageError(str(error)) from None
        if value is None and question.is_required:
            raise click.UsageError("an answer is needed")
        return value

    with offer_words(choices):
        return click.prompt(
            question.name.replace("-", " ").capitalize() + remark,
            "" if shown is None else _typed(shown),
            value_proc=parse,
            show_default=shown is not None,
        )


def _typed(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _file(
    kind: type[Record], slug: str | None, answers: Mapping[str, Any], at: Project, *, may_ask: bool
) -> Path:
    """Where the record goes: under ``slug``, or one made of its title."""

    def locate(name: str) -> Path:
        try:
            return locate_new(kind, name.strip(), at.content, at.drafts, at.catalogue)
        except TakenError as error:
            raise click.UsageError(f"{error}; nothing was written") from None

    suggested = suggest_slug(answers)
    if slug or not may_ask:
        return locate(slug or suggested)
    click.echo("\nThe name of the file is the address of its page. It should not change later.")
    return click.prompt("File name", suggested or None, value_proc=locate)


def _require_valid(kind: type[Record], file: Path, content: str) -> None:
    """End the command unless ``content`` is a record: answers may contradict each other."""
    document, problems = split(content, file.name)
    found = [*problems, *(parse(kind, document, file.stem)[1] if document else ())]
    if found:
        reasons = "; ".join(f"{each.message} {each.hint}".strip() for each in found)
        raise click.ClickException(f"{reasons}. Nothing was written.")


def _say_next(kind: type[Record], file: Path, answers: Mapping[str, Any], at: Project) -> None:
    path = f"{file.parent.parent.name}/{file.parent.name}/{file.name}"
    click.echo(f"\nWrote {path}.\n\nNext:")
    click.echo(f"    Write the text in {path}, below the second ---.")
    click.echo("    rooftop check             says what is wrong")
    click.echo("    rooftop serve --drafts    shows it")
    if kind is Advocate:
        click.echo(f"    rooftop new story --advocate {file.stem}")
    if kind is Company:
        click.echo(f"    rooftop consent request --company {file.stem}")
    if kind in (Advocate, Story):
        people = [slug for slug in answers.get("advocate", ()) if _is_draft(slug, at)]
        names = " ".join([*people, file.stem])
        click.echo(
            f"    rooftop consent request {names}    writes the letter that asks for consent"
        )


def _is_draft(slug: str, at: Project) -> bool:
    return at.catalogue.advocates[slug].is_draft


for _name, _kind in KINDS.items():
    new.add_command(_command(_name, _kind))
