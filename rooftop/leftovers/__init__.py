"""What a community took over from the demo or from `rooftop init`, or has not filled in yet."""

from rooftop.leftovers.leftovers import find_leftovers

__all__ = ["find_leftovers"]
