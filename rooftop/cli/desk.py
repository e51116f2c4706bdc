"""What the commands of the programme desk work on: the plan of today, programme.yml, and the
private log and requests.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar, get_args

import click

from rooftop.cli.options import complain, load
from rooftop.desk.references import Wish
from rooftop.logbook import Entry, Request, read_log, read_requests
from rooftop.plan import Plan
from rooftop.problems import did_you_mean
from rooftop.programme import FILE, Programme, read_programme
from rooftop.records.advocate import OpenTo
from rooftop.site import configuration, planning
from rooftop.site.folders import programme_of
from rooftop.views import STAGES

F = TypeVar("F", bound=Callable[..., Any])
PURPOSES: tuple[str, ...] = get_args(OpenTo)


@dataclass(frozen=True)
class Desk:
    """Everything that is known of the programme today. ``folder`` is the private one; unless it
    ``is_whole``, something there could not be read, and who was asked is unknown.
    """

    root: Path
    plan: Plan
    programme: Programme
    folder: Path
    entries: tuple[Entry, ...]
    requests: Mapping[str, Request]
    is_whole: bool

    @property
    def today(self) -> datetime.date:
        """The day of the plan, UTC."""
        return self.plan.today


def open_desk(config_file: Path, *, is_strict: bool = False) -> Desk:
    """The desk of the project of ``config_file``. What cannot be read is told, and left out; where
    it ``is_strict``, it ends the command with 1: who was asked is unknown then.
    """
    config = load(config_file)
    plan = planning.plan_of(config, configuration.cache_of(config, is_read_only=True))
    root = Path(config.config_file_path).parent
    folder = programme_of(config, plan.community.settings)
    programme, wrong = read_programme(root / FILE)
    entries, wrong_entries = read_log(folder)
    requests, wrong_requests = read_requests(folder)
    problems = [*wrong, *wrong_entries, *wrong_requests]
    complain(problems)
    if problems and is_strict:
        raise click.ClickException("Nobody is suggested or asked until this is corrected.")
    return Desk(root, plan, programme, folder, tuple(entries), requests, not problems)


def purpose_option(function: F) -> F:
    """``--for``: what somebody is asked for."""
    return click.option(
        "--for",
        "purpose",
        type=click.Choice(PURPOSES),
        required=True,
        help="What they are asked for: a word of open_to in profiles.",
    )(function)


def wish_options(function: F) -> F:
    """The options that say what an advocate should bring."""
    stages = click.option(
        "--stage",
        "stages",
        multiple=True,
        type=click.Choice(STAGES),
        help="The stage of buying that their stories are about. May be given several times.",
    )
    texts = {
        "product": "A product that they use: a file in products/.",
        "industry": "The industry that they work in: an entry of the setting industries.",
        "role": "Whom their stories speak to: an entry of the setting roles.",
        "language": "A language that they must speak, such as pt.",
    }
    run = stages(function)
    for name, text in reversed(texts.items()):
        run = click.option(
            f"--{name}",
            f"{name}s" if name != "industry" else "industries",
            multiple=True,
            metavar="TAG" if name == "language" else "SLUG",
            help=f"{text} May be given several times.",
        )(run)
    return run


def wish_of(desk: Desk, purpose: str, **words: tuple[str, ...]) -> Wish:
    """What the options ask for. Exits with 2 where they name something that there is not."""
    catalogue, settings = desk.plan.catalogue, desk.plan.community.settings
    renamed = catalogue.renamed.get("products", {})
    words["products"] = tuple(renamed.get(slug, slug) for slug in words["products"])
    known: dict[str, tuple[str, Iterable[str]]] = {
        "products": ("--product", catalogue.products),
        "industries": ("--industry", settings.industries),
        "roles": ("--role", settings.roles),
    }
    for name, (option, slugs) in known.items():
        for word in words[name]:
            if word not in slugs:
                hint = did_you_mean(word, list(slugs))
                raise click.UsageError(f"{option}: there is no {word}. {hint}".strip())
    return Wish(purpose, **words)
