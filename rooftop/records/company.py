"""One company that advocates work for, and what it lets be said of it."""

from __future__ import annotations

from typing import ClassVar, Literal, Self, get_args

from pydantic import Field, model_validator

from rooftop.records.consent import PLACES, Channels, Evidence, Status
from rooftop.records.employer import Employer, Organisation
from rooftop.records.fields import Day, Part, Short, Slug
from rooftop.records.record import Record

CompanyField = Literal["name", "logo", "numbers"]
COMPANY_FIELDS: tuple[CompanyField, ...] = get_args(CompanyField)


class CompanyConsent(Part):
    """What a company agreed to, or refused, for all its people."""

    status: Status = Field(description="The status of the approval.")
    requested: Day | None = Field(None, description="The day on which it was asked for.")
    asked_by: Short | None = Field(None, description="Who asked for it.")
    answer_by: Day | None = Field(None, description="The last day for an answer.")
    given: Day | None = Field(None, description="The day it was given. Needed with `given`.")
    expires: Day | None = Field(
        None,
        description="The last day on which it holds. Default: `default_term_months` after `given`.",
    )
    withdrawn: Day | None = Field(None, description="The day it was withdrawn.")
    covers: tuple[CompanyField, ...] = Field(COMPANY_FIELDS, description="What may be shown.")
    channels: Channels = Field(
        PLACES,
        description="Where it may be shown, and what AI systems may do with it; without the list, "
        "every place and no AI system.",
    )
    by: Short | None = Field(None, description="The department that decided.")
    evidence: Evidence | None = Field(
        None, description="A reference to the company's own records. Never published."
    )


class Company(Organisation, Record):
    """A company whose people speak. Profiles name it by its slug: `company: norte-cargo`. The text
    below the front matter is for those who run the programme; it is not published.
    """

    folder: ClassVar[str] = "companies"

    name: Short = Field(description="The name of the company.")
    names: tuple[Short, ...] = Field(
        (), description="Other spellings. While the name is withheld, they are withheld too."
    )
    former: bool = Field(
        False, strict=True, description="The company is no customer any more. Pages do not say so."
    )
    aliases: tuple[Slug, ...] = Field(
        (), description="Former names of this file. Old references keep working."
    )
    consent: CompanyConsent | None = Field(
        None, description="The company's approval or refusal, for all its people."
    )

    @model_validator(mode="after")
    def _describe_logo(self) -> Self:
        if self.logo and not self.logo_alt:
            raise ValueError("a logo needs logo_alt, for those who cannot see it")
        return self

    @property
    def markdown(self) -> dict[str, str]:
        """Nothing: the text is not published."""
        return {}

    def as_employer(self, *, former: bool) -> Employer:
        """The company as the employer of somebody, who has left it if ``former``."""
        facts = {name: getattr(self, name) for name in Organisation.model_fields}
        return Employer(**facts, former=former, record=self.slug)
