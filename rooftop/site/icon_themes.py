"""Themes with icons, such as Material: their templates are read, their files not published.

MkDocs lists every file of a theme to copy the few that pages need, which takes half of a small
build when 14,000 of them are icons; and our pages need none.
"""

from __future__ import annotations

from pathlib import Path

from mkdocs.theme import Theme

_ICONS = ".icons"


def take_out(theme: Theme) -> list[str]:
    """Leave folders with icons out of ``theme`` until `put_back`; all of its folders."""
    folders: list[str] = theme.dirs
    theme.dirs = [folder for folder in folders if not Path(folder, _ICONS).is_dir()]
    return folders


def put_back(theme: Theme, folders: list[str]) -> None:
    """Give ``theme`` all of its ``folders``: plugins of Material read templates in them."""
    theme.dirs = folders
