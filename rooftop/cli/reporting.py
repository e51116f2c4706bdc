"""``rooftop report``: the programme on one day, for the company alone."""

from __future__ import annotations

import contextlib
from pathlib import Path

import click
from mkdocs.config.defaults import MkDocsConfig

from rooftop import cache
from rooftop.cli.options import as_of_option, complain, config_option, load
from rooftop.desk.facts import Facts, extract, state_of_verdicts
from rooftop.desk.report import Sources, gather, make_report, render_page, render_report
from rooftop.files import write_atomically
from rooftop.site import configuration, planning
from rooftop.site.folders import content_of, notes_folder, programme_of, why_not_private
from rooftop.site.unchanged import LastBuild

#: Where the page goes in the private folder.
_PAGE = "report.html"


@click.command(epilog="Example: rooftop report --html")
@config_option
@as_of_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "csv"]),
    help="The format of the output. Default: text, or nothing with --html.",
)
@click.option(
    "--html",
    "page",
    is_flag=False,
    flag_value="",
    metavar="[FILE]",
    help="Write the report with charts, as a self-contained page. Default: report.html in the "
    "folder of the setting programme.",
)
def report(config_file: Path, form: str | None, page: str | None) -> None:
    """Show the state of the programme: where voices are missing, who was asked too often, which
    consents end, which promises are late.

    Reads the content, the consent records, git, programme.yml, the private log and the requests.
    Nothing of it is published. After `rooftop build`, the report is faster.
    """
    config = load(config_file)
    target = _page_for(config, page) if page is not None else None
    sources = _sources(config)
    complain(sources.problems)
    result, today = make_report(sources), sources.today
    if form or not target:
        click.echo(render_report(result, form or "text", today), nl=False)
    if target:
        text = render_page(result, sources.facts.community, today)
        write_atomically(target, text.encode())
        click.echo(f"{target}: written.", err=bool(form))


def _sources(config: MkDocsConfig) -> Sources:
    settings, root = configuration.settings_of(config), Path(config.config_file_path).parent
    content, private = content_of(config, settings), programme_of(config, settings)
    return gather(_facts(config, root), root, content, private)


def _facts(config: MkDocsConfig, root: Path) -> Facts:
    """The facts that the last build of the same content cached; else those of a new plan."""
    site = Path(config.site_dir)
    data = LastBuild(config, site, notes_folder(config, site)).find_facts()
    with contextlib.suppress(
        Exception
    ):  # of whatever kind: it was altered, or holds something else
        facts = cache.load(data) if data else None
        if isinstance(facts, Facts) and facts.verdicts == state_of_verdicts(root):
            return facts
    plan = planning.plan_of(config, configuration.cache_of(config, is_read_only=True))
    return extract(plan, Path(config.config_file_path))


def _page_for(config: MkDocsConfig, name: str) -> Path:
    """Where the page goes. Ends the command with 2 for a folder whose files are published."""
    settings = configuration.settings_of(config)
    file = Path(name) if name else programme_of(config, settings) / _PAGE
    if file.is_dir():
        file /= _PAGE
    if reason := why_not_private(config, settings, file):
        raise click.UsageError(f"--html {file}: {reason}. The report is private.")
    return file
