"""Composes sources, settings and a day into one immutable plan of everything that is published."""

from rooftop.plan.composition import compose
from rooftop.plan.exposure import digest_exposure
from rooftop.plan.gate import LeftOut
from rooftop.plan.links import site_path
from rooftop.plan.plan import Plan, Withheld

__all__ = ["LeftOut", "Plan", "Withheld", "compose", "digest_exposure", "site_path"]
