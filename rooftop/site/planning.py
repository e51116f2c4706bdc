"""Reads everything that people wrote, as a configuration says, and composes the plan of the
site.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from rooftop.cache import Cache
from rooftop.catalogue import Catalogue, read_catalogue
from rooftop.cycles import without_collections
from rooftop.desk.checking import check_programme
from rooftop.extras import EXTRAS, how_to_install, is_installed
from rooftop.logbook import private_texts, read_log, read_requests
from rooftop.plan import Plan, compose
from rooftop.problems import Problem, problem
from rooftop.programme import FILE, read_programme
from rooftop.settings import Community
from rooftop.site.configuration import cache_of, community_of
from rooftop.site.folders import content_of, drafts_of, programme_of
from rooftop.site.invocation import current_invocation, moment
from rooftop.site.navigation import check_navigation, destinations_of
from rooftop.theme import check_colours


def read(config: MkDocsConfig, community: Community, cache: Cache | None = None) -> Catalogue:
    """Everything people wrote, including drafts: a build that leaves them out must know what to
    leave out. It contains the texts of the private log and of requests.
    """
    root, settings = Path(config.config_file_path).parent, community.settings
    signers = str(root / settings.allowed_signers)
    catalogue = read_catalogue(
        content_of(config, settings),
        settings.model_copy(update={"allowed_signers": signers}),
        drafts=drafts_of(config, settings),
        cache=cache or cache_of(config, is_read_only=True),
        jobs=current_invocation().jobs,
    )
    entries, problems = read_log(private := programme_of(config, settings))
    requests, more = read_requests(private)
    return replace(
        catalogue,
        private_texts=private_texts(entries, requests.values()),
        problems=(*catalogue.problems, *problems, *more),
    )


def plan_of(config: MkDocsConfig, cache: Cache | None = None) -> Plan:
    """The plan of the site that ``config`` describes, for the day and with the drafts that were
    asked for. Raises `SettingsError`.
    """
    community, file = community_of(config), Path(config.config_file_path)
    with without_collections():
        chosen, catalogue = current_invocation(), read(config, community, cache)
        plan = compose(
            catalogue,
            community,
            moment(),
            drafts=chosen.drafts,
            left_out=chosen.left_out,
            cache=cache,
        )
    plan_file = file.parent / FILE
    programme, problems = read_programme(plan_file)
    problems += check_programme(programme, plan_file, catalogue, community.settings)
    problems += check_colours(community.settings, file)
    problems += check_navigation(config, destinations_of(plan, config))
    problems += _missing_extras(file)
    return replace(plan, problems=tuple(sorted({*plan.problems, *problems})))


def _missing_extras(config_file: Path) -> Iterator[Problem]:
    """What every build of this installation leaves out. Of films, each that is refused says so."""
    for name in ("cards", "phone"):
        if not is_installed(name):
            text = f"{EXTRAS[name].lack}: rooftop[{name}] is not installed"
            yield problem(config_file.name, (0, 0), "extra-missing", text, how_to_install(name))
