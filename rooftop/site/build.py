"""One build: the work of each event of MkDocs."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from rooftop.audit import find_leaks
from rooftop.feeds import collect_entries, collect_notices, define_feeds
from rooftop.problems import Problem, Severity, has_errors
from rooftop.programme import FILE, read_programme
from rooftop.site import templates
from rooftop.site.configuration import cache_of, community_of, has_foreign_parts, shown_settings
from rooftop.site.current import Build, begin, current, missing
from rooftop.site.errors import LeakError, SettingsError
from rooftop.site.fingerprints import Fingerprints
from rooftop.site.generated_files import (
    Documents,
    GeneratedPage,
    PluginFiles,
    foreign_pages,
    leave_out,
    pages_in,
    remove_content,
)
from rooftop.site.icon_themes import put_back, take_out
from rooftop.site.indexing import index_pages
from rooftop.site.invocation import current_invocation
from rooftop.site.kept_pages import KeptPages
from rooftop.site.late_templates import LateLoader
from rooftop.site.navigation import destinations_of, resolve, sources_in
from rooftop.site.on_demand import leave_to_demand
from rooftop.site.output_folder import OutputFolder
from rooftop.site.outputs import what_pages_load, write_outputs, write_what_pages_show
from rooftop.site.page_shell import Cards, PageShells
from rooftop.site.pages import list_pages
from rooftop.site.planning import plan_of
from rooftop.site.reads import Reads
from rooftop.site.standing_pages import leave_out_unchanged
from rooftop.site.surroundings import Surroundings, complete
from rooftop.site.sweeping import sweep
from rooftop.site.template_globals import template_globals_for
from rooftop.site.web_editor import add_web_editor
from rooftop.summary import describe_plan
from rooftop.theme import cut_fonts

log = logging.getLogger("mkdocs.rooftop")  # strict mode counts only loggers below "mkdocs."


def configure(config: MkDocsConfig) -> MkDocsConfig:
    """Check Rooftop's settings. Raises PluginError, before anything was touched, when they are
    wrong.
    """
    try:
        community = community_of(config)
    except SettingsError as error:
        raise PluginError(str(error)) from None
    config.site_url = community.url
    return config


def start(config: MkDocsConfig) -> None:
    """Read, check, plan: before MkDocs empties the old site. Raises PluginError for errors in
    strict mode.
    """
    chosen, preview = current_invocation().plan, current_invocation().preview
    cache = cache_of(config, is_read_only=chosen is not None)
    plan, web_editor = add_web_editor(chosen or plan_of(config, cache), config, cache)
    if not (chosen or preview):
        plan = plan.without_prose()
    _tell(preview.find_new(plan.problems) if preview else () if chosen else plan.problems)
    if config.strict and has_errors(plan.problems):
        raise PluginError(
            "The content has errors. Nothing was built, and the previous site is unchanged."
        )
    published, root = plan.published, Path(config.config_file_path).parent
    fingerprints = Fingerprints()
    stories = collect_entries(published, _nothing if preview else fingerprints.of)
    definitions = define_feeds(published, stories, collect_notices(published))
    programme, _ = read_programme(root / FILE)
    pages = list(list_pages(published, definitions, programme))
    fonts, faces = cut_fonts(cache)
    build = Build(
        plan,
        cache,
        fonts,
        faces,
        definitions,
        pages,
        theme_folders=take_out(config.theme),
        web_editor=web_editor,
        output=current_invocation().output or OutputFolder(),
        fingerprints=fingerprints,
    )
    begin(build, config)
    if preview:
        preview.show(None)


def _nothing(_: object) -> bytes:
    """Used in place of digests of stories if no feed can be reused, so that none are computed."""
    return b""


def _tell(problems: Iterable[Problem]) -> None:
    for problem in problems:
        level = logging.WARNING if problem.severity is Severity.ERROR else logging.INFO
        log.log(level, "%s", problem)


def replace(files: Files, config: MkDocsConfig) -> Files:
    """Replace ``files`` with what the plan publishes: no content reaches the site by itself."""
    build = current(config)
    put_back(config.theme, build.theme_folders)
    config.nav = resolve(config.nav, destinations_of(build.plan, config))
    build.documents = Documents(build.pages, build.plan.published.newest, config)
    build.is_alone = not has_foreign_parts(config, harmless=())
    remove_content(files, config)
    build.output.open(Path(config.site_dir), is_alone=build.is_alone)
    chosen = current_invocation()
    on_demand = chosen.preview is not None
    output = build.output if build.is_alone else PluginFiles(files, config)
    write_what_pages_show(build, output, on_demand=on_demand, jobs=chosen.jobs)
    leave_out(files, build.output.digests)
    is_late = build.is_alone or on_demand  # `prepare` puts in the others
    first = build.documents.named_in(sources_in(config.nav)) if is_late else build.documents
    for file in first:
        files.append(file)
    return files


def navigate(navigation: Navigation, config: MkDocsConfig) -> Navigation:
    """Remember the surroundings of all pages. Raises PluginError if no pages were added."""
    build = current(config)
    if build.documents is None:
        raise missing("on_files")
    build.surroundings = Surroundings(
        navigation, build.documents, config, build.definitions, build.pictures
    )
    return navigation


def prepare(
    environment: jinja2.Environment, files: Files, config: MkDocsConfig
) -> jinja2.Environment:
    """Give templates the functions they call, and select the pages to render. Raises PluginError
    for pages that no plan publishes.
    """
    if foreign := foreign_pages(files):
        raise PluginError(
            f"A plugin added pages: {', '.join(foreign)}. Rooftop publishes what it has read and "
            "checked, and nothing else. Write them in the content folder, or remove the plugin."
        )
    build = current(config)
    if build.documents is None or build.surroundings is None:
        raise missing("on_nav")
    preview = current_invocation().preview
    if not build.is_alone and not preview:
        build.pages = pages_in(files)
    published, fingerprints = build.plan.published, build.fingerprints
    reads = Reads(published.today, fingerprints)
    shells, cards = PageShells(environment, reads), Cards(environment, reads)
    helpers = template_globals_for(published, build.shown, build.pictures, reads)
    helpers |= {"page_shell": shells.draw, "card": cards.draw}
    build.environment = templates.prepare(environment, config, helpers)
    if preview:
        leave_to_demand(files, build, config)
    elif not has_foreign_parts(config):
        settings = [shown_settings(config), published.community]
        build.kept_pages = kept = KeptPages(
            environment, build.cache, reads, fingerprints, shells, build.surroundings, settings
        )
        environment.loader = LateLoader(environment.loader, kept, build.pages)
        if build.is_alone:
            build.drawn = leave_out_unchanged(files, build.documents, kept, build.output)
        kept.draw_ahead(pages_in(files), current_invocation().jobs)
    drawn_by_mkdocs = *config.theme.static_templates, *config.extra_templates
    build.output.discard(*drawn_by_mkdocs, *(file.dest_uri for file in files))
    return build.environment


def describe(context: dict[str, Any], page: Page | None, config: MkDocsConfig) -> dict[str, Any]:
    """The variables of one page: those of its site_page, ``site_page``, and ``root``, the relative
    path to the site root. If pages are cached, its own variables are computed only when it is
    rendered. A template that is not a page gets all pages, as ``site_pages``.
    """
    build = current(config)
    if build.is_alone:
        context["pages"] = build.documents
    if not isinstance(page, GeneratedPage) or build.surroundings is None:
        everything = {"site_pages": build.pages, "newest": build.plan.published.newest}
        return complete(context) | everything
    build.drawn += 1
    build.drawing = page.site_page.subject
    if progress := current_invocation().progress:
        progress(build.drawn, len(build.pages))
    if build.kept_pages:
        return {**context, "site_page": page.site_page}
    return build.surroundings.complete(page, context)


def finish(config: MkDocsConfig) -> None:
    """Write everything that is not a page, then audit the site. Raises `LeakError` if the built
    folder contains something withheld.
    """
    build, site = current(config), Path(config.site_dir)
    build.drawing = ""
    if not build.environment:
        raise missing("on_env")
    if preview := current_invocation().preview:
        build.output.write_all(dict(what_pages_load(build, build.environment)) | build.web_editor)
        preview.show(config)
    else:
        _complete(build, build.environment, site)
    for line in describe_plan(build.plan):
        log.info("%s", line)


def _complete(build: Build, environment: jinja2.Environment, site: Path) -> None:
    if build.kept_pages:
        build.kept_pages.adopt(build.output)
    write_outputs(build, environment)
    build.output.write_all(build.web_editor)
    chosen = current_invocation()
    if chosen.plan is None:
        index_pages(build, site)
    paths, digests = build.output.prune(), build.output.digests
    if leaks := find_leaks(site, build.plan, build.cache, digests, paths, jobs=chosen.jobs):
        build.cache.take_back()
        raise LeakError(leaks)
    if chosen.plan is None:
        sweep(build.cache, build.plan)
