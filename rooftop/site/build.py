"""One build: what each event of MkDocs asks for."""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from rooftop.audit import find_leaks
from rooftop.feeds import FORMATS, Scope, find_scopes, render_feeds
from rooftop.plan import Plan
from rooftop.problems import Severity, has_errors
from rooftop.report import count, describe_build, describe_plan
from rooftop.site import frame, wording
from rooftop.site.configuration import SettingsError, community_of, plan_of
from rooftop.site.edge import edge
from rooftop.site.pages import SheetPage, replace_files
from rooftop.site.sheets import Sheet, sheets

log = logging.getLogger("mkdocs.rooftop")  # strict mode counts only loggers below "mkdocs."
_KEY = "rooftop_build"


@dataclass
class Build:
    """The plan of the build that is going on, and its pages."""

    plan: Plan
    pages: list[Sheet]
    scopes: list[Scope]
    drawn: int = 0


def configure(config: MkDocsConfig) -> MkDocsConfig:
    """Check Rooftop's settings. Raises PluginError, before anything was touched, when they are wrong."""
    try:
        community = community_of(config)
    except SettingsError as error:
        raise PluginError(str(error)) from None
    config.site_url = community.url
    root = Path(config.config_file_path).parent
    config.watch = (
        [*config.watch, str(root / community.settings.drafts)]
        if (root / community.settings.drafts).is_dir()
        else config.watch
    )
    return config


def start(config: MkDocsConfig) -> None:
    """Read, check, plan: before MkDocs empties the old site. Raises PluginError for errors in strict mode."""
    plan = plan_of(config)
    for problem in plan.problems:
        log.log(logging.WARNING if problem.severity is Severity.ERROR else logging.INFO, "%s", problem)
    if config.strict and has_errors(plan.problems):
        raise PluginError("The content has errors; nothing was built, and the site that stood there still stands.")
    scopes = find_scopes(plan)
    config.extra[_KEY] = Build(plan, list(sheets(plan, scopes)), scopes)


def current(config: MkDocsConfig) -> Build:
    """The build that is going on."""
    build: Build = config.extra[_KEY]
    return build


def replace(files: Files, config: MkDocsConfig) -> Files:
    """Only what the plan publishes: nothing of ``content/`` reaches the site by itself."""
    build = current(config)
    replace_files(files, build.plan, build.pages, config)
    return files


def prepare(environment: jinja2.Environment, config: MkDocsConfig) -> jinja2.Environment:
    """What templates may call."""
    folder = Path(config.theme.custom_dir or "")
    own = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    names = ("KINDS", "STAGES", "OPEN_TO", "EVENTS", "NETWORKS", "CHANNELS", "GROUPS", "LINKS", "LADDER")
    helpers: dict[str, Any] = {name: getattr(wording, name) for name in names}
    helpers |= {name: getattr(wording, name) for name in ("day", "clock", "language", "country", "number")}
    plan = current(config).plan
    helpers |= {
        "community": plan.community,
        "settings": plan.community.settings,
        "profiles": plan.advocates,
        "today": plan.today,
        "FORMATS": FORMATS,
    }
    frame.prepare(environment, own, helpers)
    return environment


def describe(context: dict[str, Any], page: Page | None, config: MkDocsConfig) -> dict[str, Any]:
    """The variables of one page: its sheet's own, ``sheet`` and ``root``, the way to the site root."""
    build = current(config)
    context["root"] = str(context["base_url"]).rstrip("/") + "/"
    context["media"] = build.plan.catalogue.media
    if isinstance(page, SheetPage):
        context["feeds"] = [scope for scope in build.scopes if scope.folder and scope.folder == page.sheet.address]
        context |= {"sheet": page.sheet, "prose": page.prose, **page.sheet.context}
        build.drawn += 1
        if edge.progress:
            edge.progress(build.drawn, len(build.pages))
    return context


def finish(config: MkDocsConfig) -> None:
    """Feeds, then the audit. Raises PluginError when the built folder holds what it must not."""
    build, site = current(config), Path(config.site_dir)
    for address, data in render_feeds(build.plan, build.scopes):
        file = site / address
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    (site / "build.json").write_text(json.dumps(describe_build(build.plan), indent=1) + "\n", encoding="utf-8")
    leaks = find_leaks(site, build.plan)
    if leaks:
        listed = "\n".join(f"  {leak.path}: {leak.what}" for leak in leaks[:20])
        raise PluginError(
            f"The built site holds {count(len(leaks), 'thing', 'things')} that must not be published:\n{listed}"
        )
    for line in describe_plan(build.plan):
        log.info("%s", line)
