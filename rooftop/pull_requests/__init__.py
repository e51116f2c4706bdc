"""What a pull request changes, whose consent that needs and what has to be mended, and the comment
that says so.

One job reads what a stranger sent, and may do nothing else; it leaves a `Report` and pictures in an
artefact. Another may write a comment, and takes the artefact for what it is: data of a stranger.
"""

from rooftop.pull_requests.artefact import MAX_ARTEFACT, Artefact, ArtefactError, read_artefact
from rooftop.pull_requests.changes import changed_files
from rooftop.pull_requests.comment import MARK, Occasion, write_comment
from rooftop.pull_requests.gathering import gather, may_be_pictured, pictured, with_problems
from rooftop.pull_requests.report import (
    REPORT,
    Changes,
    Report,
    ReportedProblem,
    picture_name,
    read_problems,
)

__all__ = [
    "MARK",
    "MAX_ARTEFACT",
    "REPORT",
    "Artefact",
    "ArtefactError",
    "Changes",
    "Occasion",
    "Report",
    "ReportedProblem",
    "changed_files",
    "gather",
    "may_be_pictured",
    "picture_name",
    "pictured",
    "read_artefact",
    "read_problems",
    "with_problems",
    "write_comment",
]
