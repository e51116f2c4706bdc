"""How ``rooftop build`` builds a site, and what it reports and caches."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from mkdocs.commands import build as mkdocs_build
from mkdocs.config.defaults import MkDocsConfig

from rooftop.cache import Cache, dump
from rooftop.cli.build_report import describe_cache, report_aftermath, report_plan, report_size
from rooftop.cli.generator import explained, logged, plugins_running
from rooftop.cli.lines import Line, pack
from rooftop.desk.facts import extract
from rooftop.plan import Plan
from rooftop.site.attempts import build_what_is_fit
from rooftop.site.current import current
from rooftop.site.folders import content_of, notes_folder
from rooftop.site.invocation import current_invocation, invoked
from rooftop.site.manifest import Facts
from rooftop.site.output_folder import OutputFolder
from rooftop.site.publish import in_place_of
from rooftop.site.spare import Spare
from rooftop.site.unchanged import LastBuild
from rooftop.withdrawal import record_build


@dataclass(frozen=True)
class _Site:
    """A site built from ``plan``, and the `Facts` of its ``files``."""

    plan: Plan
    cache: Cache
    files: Mapping[str, Facts]


def make_site(
    config: MkDocsConfig, reload: Callable[[], MkDocsConfig], last: LastBuild
) -> tuple[list[Line], list[str]]:
    """Build the site of ``config`` and replace that of the ``last`` build; ``reload`` returns the
    same configuration for every further attempt. Returns the report, and the use of the cache.

    Writes, beside the site, what to do about withdrawals. Raises ClickException if the build fails,
    and OSError if a folder cannot be written.
    """
    file, target = Path(config.config_file_path), Path(config.site_dir)
    site = build_what_is_fit(config, reload, lambda config: _build(config, target))
    report = list(_report(config, target, site))
    facts = dump(extract(site.plan, file))
    last.keep(site.plan.published, pack(report), facts, site.files)
    return report, list(describe_cache(site.cache))


def build_site(load: Callable[[], MkDocsConfig]) -> Plan:
    """Build the site of the configuration that ``load`` returns for each attempt, without a
    report. Returns the plan that was built. Raises what `make_site` raises.
    """
    config = load()
    target = Path(config.site_dir)
    return build_what_is_fit(config, load, lambda config: _build(config, target)).plan


def _build(config: MkDocsConfig, target: Path) -> _Site:
    output = OutputFolder(Spare(target))
    with explained(config), in_place_of(target, output) as beside, logged(logging.WARNING):
        config.site_dir = str(beside)
        with invoked(replace(current_invocation(), output=output)), plugins_running(config):
            mkdocs_build.build(config)
        plan, cache = current(config).plan, current(config).cache
    return _Site(plan, cache, output.facts_in(target))


def _report(config: MkDocsConfig, target: Path, site: _Site) -> Iterator[Line]:
    root, plan = Path(config.config_file_path).parent, site.plan
    content, notes = content_of(config, plan.community.settings), notes_folder(config, target)
    yield from report_plan(plan)
    yield from report_aftermath(record_build(notes, content, site.files, plan), notes)
    yield from report_size(site.files, root)
