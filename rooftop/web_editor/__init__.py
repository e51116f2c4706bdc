"""The web editor at ``admin/``: a program from npm, and the configuration that it gets from the
records.
"""

from rooftop.web_editor.files import render_web_editor
from rooftop.web_editor.program import ProgramError, program_files
from rooftop.web_editor.security import policy

__all__ = ["ProgramError", "policy", "program_files", "render_web_editor"]
