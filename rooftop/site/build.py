"""One build: what each event of MkDocs asks for."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import jinja2
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from rooftop import addresses
from rooftop.audit import find_leaks
from rooftop.feeds import collect_entries, collect_notices, define_feeds
from rooftop.problems import Severity, has_errors
from rooftop.programme import FILE, read_programme
from rooftop.site import templates
from rooftop.site.configuration import (
    cache_of,
    community_of,
    has_foreign_parts,
    plan_of,
    shown_settings,
)
from rooftop.site.current import Build, begin, current, missing
from rooftop.site.errors import LeakError, SettingsError
from rooftop.site.fingerprints import Fingerprints
from rooftop.site.generated_files import (
    GeneratedPage,
    PluginFiles,
    foreign_pages,
    leave_out,
    replace_files,
)
from rooftop.site.icon_themes import put_back, take_out
from rooftop.site.indexing import index_behind, index_now
from rooftop.site.invocation import current_invocation
from rooftop.site.kept_pages import KeptPages
from rooftop.site.late_templates import LateLoader
from rooftop.site.navigation import destinations_of, resolve
from rooftop.site.output_folder import OutputFolder
from rooftop.site.outputs import write_outputs
from rooftop.site.page_shell import Cards, PageShells
from rooftop.site.pages import list_pages
from rooftop.site.pictures import draw_pictures, write_media, write_renditions
from rooftop.site.reads import Reads
from rooftop.site.search import read_sources
from rooftop.site.standing_pages import leave_out_unchanged
from rooftop.site.template_globals import template_globals_for
from rooftop.site.web_editor import add_web_editor
from rooftop.summary import describe_plan
from rooftop.theme import cut_fonts, draw_colours

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
    if background := current_invocation().background:
        background.forget()
    chosen = current_invocation().plan
    cache = cache_of(config, is_read_only=chosen is not None)
    plan, web_editor = add_web_editor(chosen or plan_of(config, cache), config, cache)
    for problem in () if chosen else plan.problems:
        level = logging.WARNING if problem.severity is Severity.ERROR else logging.INFO
        log.log(level, "%s", problem)
    if config.strict and has_errors(plan.problems):
        raise PluginError(
            "The content has errors. Nothing was built, and the previous site is unchanged."
        )
    published, root = plan.published, Path(config.config_file_path).parent
    fingerprints = Fingerprints()
    stories = collect_entries(published, fingerprints.of)
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


def replace(files: Files, config: MkDocsConfig) -> Files:
    """Only what the plan publishes: nothing of ``content/`` reaches the site by itself."""
    build = current(config)
    put_back(config.theme, build.theme_folders)
    config.nav = resolve(config.nav, destinations_of(build.plan, config))
    published = build.plan.published
    replace_files(files, published, build.pages, config)
    is_alone = not has_foreign_parts(config, harmless=())
    build.output.open(Path(config.site_dir), is_alone=is_alone)
    output = build.output if is_alone else PluginFiles(files, config)
    css = build.faces.encode() + _colours(build)
    theme = build.fonts | {"assets/rooftop/theme.css": css}
    output.make("theme", css, theme.items)
    write_media(published, output, build.cache)
    build.pictures = draw_pictures(published, output, build.cache)
    build.shown = write_renditions(published, output, build.cache)
    leave_out(files, build.output.digests)
    return files


def navigate(navigation: Navigation, config: MkDocsConfig) -> Navigation:
    """Remember the ``navigation``."""
    current(config).navigation = navigation
    return navigation


def _colours(build: Build) -> bytes:
    key = ("colours", (own := build.plan.community.settings).accent, own.product_colours)
    return build.cache.get(*key) or build.cache.put(draw_colours(own).encode(), *key)


def prepare(
    environment: jinja2.Environment, files: Files, config: MkDocsConfig
) -> jinja2.Environment:
    """What templates may call. Raises PluginError for pages that no plan publishes."""
    if foreign := foreign_pages(files):
        raise PluginError(
            f"A plugin added pages: {', '.join(foreign)}. Rooftop publishes what it has read and "
            "checked, and nothing else. Write them in the content folder, or remove the plugin."
        )
    build = current(config)
    if build.navigation is None:
        raise missing("on_nav")
    published, fingerprints = build.plan.published, build.fingerprints
    reads = Reads(published.today, fingerprints)
    shells, cards = PageShells(environment, reads), Cards(environment, reads)
    helpers = template_globals_for(published, build.shown, build.pictures, reads)
    helpers |= {"page_shell": shells.draw, "card": cards.draw}
    build.environment = templates.prepare(environment, config, helpers)
    build.documents = files.documentation_pages()
    if not has_foreign_parts(config):
        settings = [shown_settings(config), published.community]
        pages = KeptPages(environment, build.cache, reads, fingerprints, shells, settings)
        environment.loader = LateLoader(environment.loader, pages)
        build.kept_pages = pages
        build.drawn = leave_out_unchanged(
            files, pages, build.output, lambda page: _context_of(page, build, config)
        )
    drawn_by_mkdocs = *config.theme.static_templates, *config.extra_templates
    build.output.discard(*drawn_by_mkdocs, *(file.dest_uri for file in files))
    return build.environment


def _context_of(page: GeneratedPage, build: Build, config: MkDocsConfig) -> dict[str, Any]:
    """The variables of ``page``, which MkDocs would draw it with."""
    assert build.navigation is not None
    context = dict(get_context(build.navigation, build.documents, config, page))
    return _with_variables(context, page, build)


def describe(context: dict[str, Any], page: Page | None, config: MkDocsConfig) -> dict[str, Any]:
    """The variables of one page: its site_page's own, ``site_page`` and ``root``, the way to the
    site root.
    """
    build = current(config)
    context = _with_variables(context, page, build)
    if isinstance(page, GeneratedPage):
        build.drawn += 1
        build.drawing = page.site_page.subject
        if progress := current_invocation().progress:
            progress(build.drawn, len(build.pages))
    return context


def _with_variables(context: dict[str, Any], page: Page | None, build: Build) -> dict[str, Any]:
    context["root"] = str(context["base_url"]).rstrip("/") + "/"
    context["pages"] = build.documents
    if isinstance(page, GeneratedPage):
        context["feeds"] = build.feeds_by_page.get(page.site_page.address, [])
        context["picture"] = build.pictures.get(addresses.card(page.site_page.address))
        context |= {"site_page": page.site_page, "prose": page.prose, **page.site_page.context}
    return context


def finish(config: MkDocsConfig) -> None:
    """All that is no page, then the audit. Raises `LeakError` when the built folder holds what it
    must not.
    """
    build, site = current(config), Path(config.site_dir)
    build.drawing = ""
    if not build.environment:
        raise missing("on_env")
    if build.kept_pages:
        build.kept_pages.adopt(build.output)
    write_outputs(build, build.environment)
    build.output.write_all(build.web_editor)
    is_chosen = current_invocation().plan is not None
    if not is_chosen:
        _index(build, config)
    build.output.prune()
    if leaks := find_leaks(site, build.plan, build.cache, build.output.digests):
        build.cache.take_back()
        raise LeakError(leaks)
    if not is_chosen:
        _sweep(build)
    for line in describe_plan(build.plan):
        log.info("%s", line)


def _sweep(build: Build) -> None:
    """Nothing stays that was made from what is withheld now. A preview makes what search finds
    behind its pages, so it does not know yet what is used, and leaves everything.
    """
    if current_invocation().background:
        return
    plan, drafts = build.plan, current_invocation().drafts
    whole = {each.path for each in plan.withheld if each.is_whole}
    build.cache.sweep(f"{plan.withheld_text.digest} {drafts}", without=whole)


def _index(build: Build, config: MkDocsConfig) -> None:
    language, faces = build.plan.community.language, build.shown.faces
    sources = read_sources(Path(config.site_dir), build.pages, language, faces, build.cache)
    if background := current_invocation().background:
        site = Path(config.site_dir)
        index_behind(site, sources, language, background, lambda: cache_of(config))
    else:
        index_now(build.output, sources, build.cache)
