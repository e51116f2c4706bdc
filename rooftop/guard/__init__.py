"""Who may change what: the changes of a pull request, judged by what the base branch says.

Nothing of the pull request is checked out, run or believed: its files are read from git as data.
"""

from rooftop.guard.judging import Verdict, judge

__all__ = ["Verdict", "judge"]
