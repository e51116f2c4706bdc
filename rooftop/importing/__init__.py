"""Other people's records become drafts, by a mapping that says how. Consent is never imported: it
is asked for.
"""

from rooftop.importing.mapping import Mapping, Rule, read_mapping
from rooftop.importing.run import Imported, import_records

__all__ = ["Imported", "Mapping", "Rule", "import_records", "read_mapping"]
