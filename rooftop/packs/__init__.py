"""Packs: stories as documents that somebody who sells takes along.

A pack leaves the site, and nobody can take it back. So it holds what people agreed to for `press`,
the channel of slides and print, and says on its first page, in its file names and in ``pack.json``
until when it may be used: the first day on which a consent in it ends.
"""

from rooftop.packs.files import render_pack
from rooftop.packs.selection import Selection, describe_needs, select

__all__ = ["Selection", "describe_needs", "render_pack", "select"]
