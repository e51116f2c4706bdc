"""Forms that people without git fill in: which questions each has, for which field of which record,
in every language; written for code hosts, and read back from what was filed.
"""

from rooftop.forms.code_hosts import CodeHost, FormLinks, issue_forms
from rooftop.forms.definition import AGREED, FORMS, HONEYPOT, FormName, Question
from rooftop.forms.filing import Filing, locate_questions, read_filing
from rooftop.forms.wording import Wording

__all__ = [
    "AGREED",
    "FORMS",
    "HONEYPOT",
    "CodeHost",
    "Filing",
    "FormLinks",
    "FormName",
    "Question",
    "Wording",
    "issue_forms",
    "locate_questions",
    "read_filing",
]
