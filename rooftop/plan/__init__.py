"""What will be published: sources, settings and a day in; one immutable plan out."""

from rooftop.plan.compose import compose
from rooftop.plan.plan import Plan, Withheld

__all__ = ["Plan", "Withheld", "compose"]
