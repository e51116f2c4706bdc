"""Has MkDocs run Rooftop. No version of Rooftop needs another line here."""

from rooftop.site.events import *  # noqa: F403
