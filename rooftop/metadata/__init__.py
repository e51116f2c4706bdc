"""Data for machines: schema.org, calendars, portable profiles, and files for crawlers."""

from rooftop.metadata.calendars import calendar_of
from rooftop.metadata.crawlers import describe_for_models, robots
from rooftop.metadata.profiles import PROFILES, portable
from rooftop.metadata.schema_org import (  # fmt: skip
    Facts,
    facts_of_community,
    facts_of_event,
    facts_of_person,
    facts_of_product,
    facts_of_story,
    trail_of,
)
from rooftop.metadata.usage import (
    CONTENT_SIGNAL,
    CONTENT_USAGE,
    DEFAULT,
    FOR_MACHINES,
    Usage,
    usages_of,
)

__all__ = [
    "CONTENT_SIGNAL",
    "CONTENT_USAGE",
    "DEFAULT",
    "FOR_MACHINES",
    "PROFILES",
    "Facts",
    "Usage",
    "calendar_of",
    "describe_for_models",
    "facts_of_community",
    "facts_of_event",
    "facts_of_person",
    "facts_of_product",
    "facts_of_story",
    "portable",
    "robots",
    "trail_of",
    "usages_of",
]
