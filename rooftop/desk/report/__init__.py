"""The report on the programme for one day: figures and tables, each computed by a function of what
the project contains. None of it is ever published.
"""

from rooftop.desk.report.gathering import gather
from rooftop.desk.report.page import render_page
from rooftop.desk.report.people import Load, load_of
from rooftop.desk.report.report import TITLES, Report, make_report, render_report
from rooftop.desk.report.sources import Edit, Movement, Sources

__all__ = [
    "TITLES",
    "Edit",
    "Load",
    "Movement",
    "Report",
    "Sources",
    "gather",
    "load_of",
    "make_report",
    "render_page",
    "render_report",
]
