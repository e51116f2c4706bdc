"""Removes from the cache what no output shows any more."""

from __future__ import annotations

import logging

from rooftop.cache import Cache
from rooftop.plan import Plan, digest_exposure
from rooftop.site.invocation import current_invocation

log = logging.getLogger("mkdocs.rooftop")
_FAILED = (
    "The cache can be neither changed nor removed. It may still contain texts and pictures that "
    "are withheld now: delete the folder .cache/rooftop."
)


def sweep(cache: Cache, plan: Plan) -> None:
    """Write to the file what a build of ``plan`` made, and remove what is shown no more. Builds of
    which nothing is published, such as those of a preview, only write.
    """
    chosen = current_invocation()
    if not chosen.sweeps:
        cache.write()
        return
    shown = f"{digest_exposure(plan)} {chosen.drafts}"
    whole = {each.path for each in plan.withheld if each.is_whole}
    if not cache.sweep(shown, without=whole):
        log.warning(_FAILED)
