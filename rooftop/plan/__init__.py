"""What will be published: sources, settings and a day in; one immutable plan out."""

from rooftop.plan.composition import compose
from rooftop.plan.gate import LeftOut
from rooftop.plan.plan import Plan, Withheld
from rooftop.plan.prose import site_path

__all__ = ["LeftOut", "Plan", "Withheld", "compose", "site_path"]
