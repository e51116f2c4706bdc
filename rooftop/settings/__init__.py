"""Rooftop's own settings: the part ``extra.rooftop`` of ``mkdocs.yml``, and what it shares with
MkDocs.
"""

from rooftop.settings.community import Community, Settings
from rooftop.settings.groups import BLANK, Asking, Contribute, Rhythm
from rooftop.settings.kinds import (
    BADGES,
    LANGUAGE,
    WEEKDAYS,
    BadgeName,
    Colour,
    Network,
    Slug,
    Weekday,
)
from rooftop.settings.reading import parse
from rooftop.settings.web_editor import WebEditor

__all__ = [
    "BADGES",
    "BLANK",
    "LANGUAGE",
    "WEEKDAYS",
    "Asking",
    "BadgeName",
    "Colour",
    "Community",
    "Contribute",
    "Network",
    "Rhythm",
    "Settings",
    "Slug",
    "WebEditor",
    "Weekday",
    "parse",
]
