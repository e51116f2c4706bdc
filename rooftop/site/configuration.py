"""One configuration file, ``mkdocs.yml``: MkDocs reads it, Rooftop's own part of it is checked
here.
"""

from __future__ import annotations

import contextlib
import io
import logging
from dataclasses import replace
from pathlib import Path
from typing import Any

from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError

from rooftop.catalogue import Catalogue, read_catalogue
from rooftop.plan import Plan, compose
from rooftop.problems import Problem, problem
from rooftop.programme import FILE, read_programme
from rooftop.settings import Community, parse
from rooftop.site.invocation import invocation, moment
from rooftop.theme import check_colours


class SettingsError(Exception):
    """The configuration cannot be used; ``problems`` say why."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


def load(config_file: Path, **overrides: Any) -> MkDocsConfig:
    """MkDocs' configuration from ``config_file``. Raises `SettingsError` when it can't be read."""
    said = io.StringIO()
    handler = logging.StreamHandler(said)
    logging.getLogger("mkdocs").addHandler(handler)
    try:
        with contextlib.redirect_stderr(said):
            return load_config(str(config_file), **overrides)
    except ConfigurationError as error:
        text = " ".join(said.getvalue().split() or str(error).split())
        raise SettingsError(
            [problem(config_file.name, (0, 0), "setting-invalid", text or "cannot be read")]
        ) from error
    except Exception as error:  # whatever is wrong with a user's file is told, not traced
        text = " ".join(str(error).split())
        raise SettingsError(
            [problem(config_file.name, (0, 0), "setting-invalid", text or "cannot be read")]
        ) from error
    finally:
        logging.getLogger("mkdocs").removeHandler(handler)


def community_of(config: MkDocsConfig) -> Community:
    """The community that ``config`` describes. Raises `SettingsError` for wrong settings."""
    file = Path(config.config_file_path)
    settings, problems = parse(config.extra.get("rooftop"), file)
    url = invocation.base_url or config.site_url
    if not url:
        hint = "Add `site_url: https://…/`: feeds and previews elsewhere need whole addresses."
        problems.append(problem(file.name, (0, 0), "setting-invalid", "site_url is missing", hint))
    if not config.use_directory_urls:
        hint = "Remove it: addresses are for ever, and end in a slash here."
        problems.append(
            problem(
                file.name, (0, 0), "setting-invalid", "use_directory_urls must not be false", hint
            )
        )
    if settings is None or problems:
        raise SettingsError(problems)
    language = str(config.theme.get("language") or "en")
    return Community(
        name=config.site_name,
        description=config.site_description or config.site_name,
        url=str(url).rstrip("/") + "/",
        language=language,
        settings=settings,
    )


def read(config: MkDocsConfig, community: Community) -> Catalogue:
    """Everything people wrote, drafts included: a build that leaves them out must know what to
    leave out.
    """
    root = Path(config.config_file_path).parent
    return read_catalogue(
        Path(config.docs_dir), community.settings, drafts=root / community.settings.drafts
    )


def plan_of(config: MkDocsConfig) -> Plan:
    """The plan of the site that ``config`` describes, for the day and with the drafts that were
    asked for.
    """
    community, file = community_of(config), Path(config.config_file_path)
    plan = compose(read(config, community), community, moment(), drafts=invocation.drafts)
    _, found = read_programme(file.parent / FILE)
    more = [*check_colours(community.settings, file), *found]
    return replace(plan, problems=tuple(sorted({*plan.problems, *more})))
