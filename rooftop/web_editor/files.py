"""Everything below ``admin/``: the page, its configuration, the program and our own script."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from html import escape
from importlib.resources import files

from rooftop import addresses
from rooftop.settings import Community, WebEditor
from rooftop.translations import translation_for
from rooftop.web_editor.configuration import render_configuration
from rooftop.web_editor.program import PROGRAMS
from rooftop.web_editor.security import import_map, policy

_OWN = "editor.js"
_PAGE = """\
<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex">
<meta name="referrer" content="same-origin">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<title>{title}</title>
<link rel="icon" href="../assets/rooftop/icon.svg" type="image/svg+xml">
<link rel="cms-config-url" href="config.yml" type="text/yaml">
</head>
<body>
{program}<script src="editor.js" type="module"{module}
data-styles="{styles}"
data-words="{words}"></script>
</body>
</html>
"""


_SCRIPT = '<script src="{}"></script>\n'
_IMPORTS = '<script type="importmap">{}</script>\n'


def render_web_editor(
    community: Community,
    editor: WebEditor,
    program: Mapping[str, bytes],
    styles: Sequence[str],
) -> dict[str, bytes]:
    """Every file of the editor, by its address below the site root. ``program`` has the files of
    the chosen program, ``styles`` the addresses of the site's stylesheets.
    """
    folder = editor.program
    own = {
        "index.html": _page(community, editor, styles),
        "config.yml": render_configuration(community, editor),
        _OWN: files(__package__).joinpath(_OWN).read_bytes(),
    }
    others = {f"{folder}/{name}": content for name, content in program.items()}
    return {addresses.EDITOR + name: content for name, content in (own | others).items()}


def _page(community: Community, editor: WebEditor, styles: Sequence[str]) -> bytes:
    words, program = translation_for(community.language), PROGRAMS[editor.program]
    start = f"{editor.program}/{program.start}"
    kinds = {key: text for key, text in words.keys().items() if key.startswith("kinds.")}
    shown = {
        "kinds": {key.partition(".")[2]: text for key, text in kinds.items()},
        "notFor": words("story.not-for"),
    }
    page = _PAGE.format(
        language=words.tag,
        policy=escape(policy(community, editor)),
        title=escape(f"{words('web_editor.title')} – {community.name}"),
        program=_IMPORTS.format(import_map(editor)) if program.is_module else _SCRIPT.format(start),
        module=f' data-program="./{start}"' if program.is_module else "",
        styles=escape(json.dumps(list(styles))),
        words=escape(json.dumps(shown, ensure_ascii=False)),
    )
    return page.encode()
