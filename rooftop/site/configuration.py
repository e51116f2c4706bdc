"""One configuration file, ``mkdocs.yml``: MkDocs reads it, Rooftop's own part of it is checked
here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from urllib.parse import urlsplit

from mkdocs.config.defaults import MkDocsConfig

from rooftop.cache import Cache, ProcessCache
from rooftop.config_file import Keys, locate
from rooftop.problems import Problem, problem
from rooftop.settings import LANGUAGE, Community, Settings, parse
from rooftop.site.errors import SettingsError
from rooftop.site.folders import check_folders
from rooftop.site.invocation import current_invocation, moment
from rooftop.site.loading import load
from rooftop.site.templates import NAME, uses_theme

__all__ = [
    "BUILD",
    "SettingsError",
    "cache_of",
    "community_of",
    "has_foreign_parts",
    "load",
    "settings_of",
    "shown_settings",
    "why_no_site_url",
]

#: Settings of MkDocs that no page shows, or that other inputs cover.
_NOT_SHOWN = frozenset(
    {"config_file_path", "dev_addr", "docs_dir", "extra", "hooks", "not_in_nav", "plugins"}
    | {"site_dir", "strict", "theme", "watch"}
)
#: Where among the settings `extra` the current build is kept.
BUILD = "rooftop_build"
#: Events that do not change how a page is drawn.
_HARMLESS = frozenset(
    ("startup", "shutdown", "serve", "post_page", "post_template", "post_build", "build_error")
)
#: Where our own event handlers are.
_EVENTS = "rooftop.site.events"


def settings_of(config: MkDocsConfig) -> Settings:
    """Rooftop's own settings. Raises `SettingsError`."""
    settings, problems = parse(config.extra.get("rooftop"), Path(config.config_file_path))
    if settings is None:
        raise SettingsError(problems)
    return settings


def community_of(config: MkDocsConfig) -> Community:
    """The community that ``config`` describes. Raises `SettingsError` with everything that is wrong
    with it.
    """
    settings, problems = parse(config.extra.get("rooftop"), Path(config.config_file_path))
    problems += _check_site(config)
    if settings:
        problems += check_folders(config, settings)
    if settings is None or problems:
        raise SettingsError(sorted(problems))
    return Community(
        name=config.site_name,
        description=config.site_description or config.site_name,
        url=str(current_invocation().base_url or config.site_url).rstrip("/") + "/",
        language=config.theme.get("language") or "en",
        settings=settings,
    )


def cache_of(config: MkDocsConfig, *, is_read_only: bool = False) -> Cache:
    """The cache of this project. Only builds add to it and sweep it; the builds of a preview leave
    that to the complete build in the background.
    """
    root = Path(config.config_file_path).parent
    folder, preview = root / ".cache" / "rooftop", current_invocation().preview
    if preview is None:
        return Cache(folder, is_read_only=is_read_only)
    preview.memory.begin()
    return ProcessCache(folder, preview.memory)


def shown_settings(config: MkDocsConfig) -> dict[str, object]:
    """Every setting of MkDocs that may change how a page looks, by its name. Templates are not
    among them.
    """
    settings = {key: value for key, value in config.items() if key not in _NOT_SHOWN}
    theme = {**config.theme, "locale": str(config.theme.locale)}
    extra = {key: value for key, value in config.extra.items() if key != BUILD}
    return {**settings, "theme": theme, "extra": extra}


def has_foreign_parts(config: MkDocsConfig, harmless: Collection[str] = _HARMLESS) -> bool:
    """Whether a third-party plugin or hook may change how pages are rendered, at any event but the
    ``harmless`` ones.
    """
    return any(
        method.__module__ != _EVENTS
        for name, methods in config.plugins.events.items()
        for method in methods
        if name not in harmless
    )


def why_no_site_url(url: str) -> str | None:
    """Why ``url`` cannot be the address of a site root, or None: every address of the site is made
    by adding to it.
    """
    try:
        parts = urlsplit(url)
        is_whole = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError as error:
        return str(error)
    if not is_whole:
        return "must begin with https://, or http://, and a host"
    if "?" in url or "#" in url:
        return "must have no query and no fragment: addresses of pages are added to it"
    if parts.username is not None:
        return "must hold no user name and no password: every reader would see them"
    if any(letter.isspace() or letter in "<>\"'\\^`{|}" for letter in url):
        return "holds a character that no address may hold (RFC 3986)"
    return None


def _check_site(config: MkDocsConfig) -> Iterator[Problem]:
    """What Rooftop needs of MkDocs' own settings."""
    hint = "Write `site_url: https://…/`: feeds and previews elsewhere need whole addresses."
    if not (url := current_invocation().base_url or config.site_url):
        yield _invalid(config, ("site_url",), "site_url is missing", hint)
    elif reason := why_no_site_url(url):
        yield _invalid(config, ("site_url",), f"site_url: {url} {reason}", hint)
    if not config.site_name.strip():
        hint = "Write the name of the site."
        yield _invalid(config, ("site_name",), "site_name is empty", hint)
    if not config.use_directory_urls:
        hint = "Remove it: addresses end in a slash and never change."
        text = "use_directory_urls must not be false"
        yield _invalid(config, ("use_directory_urls",), text, hint)
    yield from _check_theme(config)
    try:
        moment()
    except SettingsError as error:
        yield from error.problems


def _check_theme(config: MkDocsConfig) -> Iterator[Problem]:
    language = config.theme.get("language")
    is_tag = isinstance(language, str) and LANGUAGE.fullmatch(language)
    if language is not None and not is_tag:
        text = f"theme.language must be one language tag such as en or pt-BR, not {language!r}"
        hint = "Put a tag that YAML reads as something else in quotation marks: `'no'`."
        yield _invalid(config, ("theme", "language"), text, hint)
    if not uses_theme(config):
        hint = "Write `name: rooftop`. Templates of yours belong in the folder of `custom_dir`."
        text = f"theme.name must be {NAME}, or a theme that extends it, not {config.theme.name!r}"
        yield _invalid(config, ("theme", "name"), text, hint)


def _invalid(config: MkDocsConfig, keys: Keys, text: str, hint: str) -> Problem:
    place = locate(Path(config.config_file_path), keys)
    return problem(*place, "setting-invalid", text, hint)
