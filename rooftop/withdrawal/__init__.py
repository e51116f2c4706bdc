"""The remaining work after a withdrawal: caches to purge, removed addresses, and a list for whoever
maintains the site.
"""

from rooftop.withdrawal.aftermath import Aftermath, find_aftermath
from rooftop.withdrawal.erasure import explain_erasure
from rooftop.withdrawal.files import FOLDER, MANIFEST, TODO, read_checklist, render_files
from rooftop.withdrawal.history import former_records
from rooftop.withdrawal.manifest import Manifest, address_of_file
from rooftop.withdrawal.reach import Reach, reach_of
from rooftop.withdrawal.record import record_build

__all__ = [
    "FOLDER",
    "MANIFEST",
    "TODO",
    "Aftermath",
    "Manifest",
    "Reach",
    "address_of_file",
    "explain_erasure",
    "find_aftermath",
    "former_records",
    "reach_of",
    "read_checklist",
    "record_build",
    "render_files",
]
