"""Other people's records become drafts, by a mapping that says how. Consent is never imported: it
is asked for.
"""

from rooftop.importing.mapping import Mapping
from rooftop.importing.mapping_files import parse_mapping, read_mapping, ready_formats, ready_text
from rooftop.importing.rule import Rule
from rooftop.importing.run import Imported, import_records

__all__ = [
    "Imported",
    "Mapping",
    "Rule",
    "import_records",
    "parse_mapping",
    "read_mapping",
    "ready_formats",
    "ready_text",
]
