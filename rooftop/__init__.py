"""Rooftop publishes customer advocates and their stories, with their consent, as a static site with
feeds.
"""

__version__ = "0.1.0"
