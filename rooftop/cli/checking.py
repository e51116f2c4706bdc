"""``rooftop check``: is everything people wrote fit to be published?"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import click
from mkdocs.config.defaults import MkDocsConfig

from rooftop import __version__
from rooftop.cli.lines import tally
from rooftop.cli.options import as_of_option, complain, config_option, format_option
from rooftop.desk.gifts import check_gifts
from rooftop.desk.listening import check_criticism, check_replies
from rooftop.desk.privacy import check_privacy
from rooftop.diagnostics import as_github, as_sarif
from rooftop.duplicates import find_duplicates
from rooftop.leftovers import find_leftovers
from rooftop.logbook import read_log
from rooftop.outgoing_links import find_dead_links, links_to_others, read_verdicts
from rooftop.plan import Plan
from rooftop.problems import Problem, has_errors
from rooftop.removed_approvals import find_removed_approvals
from rooftop.site import configuration, planning
from rooftop.site.folders import content_of, drafts_of, programme_of
from rooftop.site.plugins import check_hooks
from rooftop.summary import as_data, count, describe_unanswered
from rooftop.text import shown_plainly


@click.command(epilog="Example: rooftop check --format github")
@config_option
@as_of_option
@format_option("text", "json", "github", "sarif")
@click.option("--fix", is_flag=True, help="First correct what is safe to correct, and list it.")
def check(config_file: Path, form: str, fix: bool) -> None:
    """Report every problem in the content and the settings. Builds nothing.

    --fix corrects misspelt names, dates, spaces, quotation marks, names of media files, pictures
    that are too large, and the order of fields. It never changes comments or approved words.

    Exits with 1 if there are errors. Notes do not fail the check.
    """
    config, notes = configuration.load(config_file)
    if fix:
        _fix(config)
    plan = checked_plan(config, notes)
    plan = _with(plan, _private_problems(config, plan))
    if form == "json":
        click.echo(json.dumps(as_data(plan), indent=2, ensure_ascii=False))
    elif form == "sarif":
        click.echo(json.dumps(as_sarif(plan.problems, __version__), indent=2, ensure_ascii=False))
    elif form == "github":
        for problem in plan.problems:
            click.echo(as_github(problem))
    else:
        _text(plan, _reader(config, plan))
    raise SystemExit(1 if has_errors(plan.problems) else 0)


def checked_plan(config: MkDocsConfig, notes: Iterable[Problem]) -> Plan:
    """The plan of the site with every problem that a check finds: ``notes`` about the settings,
    problems of the plan, and those that only a check looks for.
    """
    plan = planning.plan_of(config, configuration.cache_of(config, is_read_only=True))
    content = content_of(config, plan.community.settings)
    more = {
        *notes,
        *check_hooks(config),
        *find_removed_approvals(plan, content),
        *find_leftovers(plan, Path(config.config_file_path)),
        *find_duplicates(plan.catalogue),
        *_dead_links(plan, Path(config.config_file_path)),
        *check_criticism(plan),
        *check_replies(plan, content),
    }
    return _with(plan, more)


def _with(plan: Plan, more: Iterable[Problem]) -> Plan:
    return replace(plan, problems=tuple(sorted({*plan.problems, *more})))


def _private_problems(config: MkDocsConfig, plan: Plan) -> Iterator[Problem]:
    """Problems in the private folder, which no comment on a pull request mentions."""
    folder = programme_of(config, plan.community.settings)
    yield from check_privacy(Path(config.config_file_path).parent, folder)
    yield from check_gifts(plan, read_log(folder)[0], folder.name)


def _dead_links(plan: Plan, config_file: Path) -> Iterator[Problem]:
    """What `rooftop links --outgoing` found; makes no request itself."""
    if verdicts := read_verdicts(config_file.parent):
        links = links_to_others(plan.catalogue, plan.community, config_file)
        yield from find_dead_links(links, verdicts)


def _fix(config: MkDocsConfig) -> None:
    """Correct files, and report each on standard error."""
    from rooftop.authoring import mend  # noqa: PLC0415 — a check alone does without it, and it is slow to load

    community = configuration.community_of(config)
    catalogue = planning.read(config, community)
    settings = community.settings
    content, drafts = content_of(config, settings), drafts_of(config, settings)
    for each in mend(content, drafts, catalogue, settings):
        verb = "Left alone" if each.is_left else "Fixed"
        click.echo(f"{verb}: {each.path}: {shown_plainly('; '.join(each.what))}.", err=True)


def _reader(config: MkDocsConfig, plan: Plan) -> Callable[[str], str]:
    """Gives the text of the file that a problem names; content may be in a folder elsewhere."""
    settings, root = plan.community.settings, Path(config.config_file_path).parent
    folders = (content_of(config, settings), drafts_of(config, settings))
    places = {folder.name: folder for folder in folders if folder}

    @lru_cache
    def read(path: str) -> str:
        first, _, rest = path.partition("/")
        file = places[first] / rest if rest and first in places else root / path
        try:
            return file.read_text(encoding="utf-8-sig")
        except (OSError, ValueError):
            return ""

    return read


def _text(plan: Plan, read: Callable[[str], str]) -> None:
    complain(plan.problems, read)
    catalogue = plan.catalogue
    counted = (
        count(len(catalogue.stories), "story", "stories"),
        count(len(catalogue.advocates), "advocate", "advocates"),
        count(len(catalogue.products), "product", "products"),
        count(len(catalogue.events), "event", "events"),
        *([count(len(catalogue.companies), "company", "companies")] if catalogue.companies else []),
    )
    click.echo(f"Read {', '.join(counted)}: {tally(plan.problems)}.")
    if plan.waiting:
        verb = "waits" if plan.waiting == 1 else "wait"
        click.echo(
            f"{count(plan.waiting, 'story', 'stories')} {verb} for consent in "
            f"{plan.community.settings.drafts}/."
        )
    for line in describe_unanswered(plan):
        click.echo(line)
