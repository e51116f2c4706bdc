"""Search of a built folder, whatever generator made it, for what must not be there."""

from rooftop.audit.leaks import Leak, find_leaks

__all__ = ["Leak", "find_leaks"]
