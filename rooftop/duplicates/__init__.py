"""The same person or story twice: found in what is written, and made one."""

from rooftop.duplicates.finding import find_duplicates
from rooftop.duplicates.merging import Merge, MergeError, merge
from rooftop.duplicates.outcome import Outcome, foresee

__all__ = ["Merge", "MergeError", "Outcome", "find_duplicates", "foresee", "merge"]
