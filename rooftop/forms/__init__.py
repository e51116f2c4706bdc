"""Forms that people without git fill in: which questions each has, for which field of which record,
in every language; written for code hosts, and read back from what was filed.
"""

from rooftop.forms.definition import AGREED, FORMS, FormName, Question
from rooftop.forms.filing import Filing, read_filing
from rooftop.forms.code_hosts import CodeHost, FormLinks, issue_forms
from rooftop.forms.wording import Wording

__all__ = [
    "AGREED",
    "FORMS",
    "CodeHost",
    "Filing",
    "FormLinks",
    "FormName",
    "Question",
    "Wording",
    "issue_forms",
    "read_filing",
]
