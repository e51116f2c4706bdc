"""What people write, as frozen, typed records. Each knows the file and the lines it came from."""

from rooftop.records.advocate import LADDER, PURPOSES, Advocate
from rooftop.records.company import COMPANY_FIELDS, Company, CompanyConsent, CompanyField
from rooftop.records.consent import (
    AI,
    CHANNELS,
    FIELDS,
    MACHINE_CHANNELS,
    PLACES,
    Channel,
    ConsentRecord,
    EmployerApproval,
    Field,
)
from rooftop.records.employer import Employer
from rooftop.records.event import Event
from rooftop.records.page import Page
from rooftop.records.parsing import Misfit, misfits, parse
from rooftop.records.product import Product
from rooftop.records.record import Origin, Record
from rooftop.records.story import KINDS, STAGES, Stage, Story
from rooftop.records.story_parts import (
    Disclosure,
    Medium,
    Post,
    Promise,
    Quote,
    Reply,
    Result,
    Source,
    Turn,
)

__all__ = [
    "AI",
    "CHANNELS",
    "COMPANY_FIELDS",
    "FIELDS",
    "KINDS",
    "LADDER",
    "MACHINE_CHANNELS",
    "PLACES",
    "PURPOSES",
    "STAGES",
    "Advocate",
    "Channel",
    "Company",
    "CompanyConsent",
    "CompanyField",
    "ConsentRecord",
    "Disclosure",
    "Employer",
    "EmployerApproval",
    "Event",
    "Field",
    "Medium",
    "Misfit",
    "Origin",
    "Page",
    "Post",
    "Product",
    "Promise",
    "Quote",
    "Record",
    "Reply",
    "Result",
    "Source",
    "Stage",
    "Story",
    "Turn",
    "misfits",
    "parse",
]
