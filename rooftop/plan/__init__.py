"""What will be published: sources, settings and a day in; one immutable plan out."""

from rooftop.plan.channels import Channels
from rooftop.plan.compose import compose
from rooftop.plan.plan import Plan, Withheld, WithheldText, next_anniversary

__all__ = ["Channels", "Plan", "Withheld", "WithheldText", "compose", "next_anniversary"]
