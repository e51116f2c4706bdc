"""The employer of an advocate, as their profile says it."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from rooftop.records.fields import Https, Line, MediaPath, Part, Short, Slug
from rooftop.validation import Form

Size = Literal["1-10", "11-50", "51-200", "201-1000", "1001-5000", "5001+"]
Country = Annotated[
    str, Form(r"^[A-Z]{2}$", "a country code such as PT"), Field(title="country code")
]


class Organisation(Part):
    """The facts about a company, in a profile or in a record of its own."""

    name: Short | None = Field(
        None,
        description="The employer's name. Leave it out to say only what kind of company it is.",
    )
    url: Https | None = Field(None, description="The company's website.")
    logo: MediaPath | None = Field(None, description="The company's logo.")
    logo_alt: Line | None = Field(
        None, description="What the logo shows, for readers who cannot see it. Needed with `logo`."
    )
    industry: Slug | None = Field(None, description="An entry of the setting `industries`.")
    size: Size | None = Field(None, description="How many people work there.")
    country: Country | None = Field(
        None, description="The country, as its two letters of ISO 3166-1, such as `PT`."
    )


class Employer(Organisation):
    """The advocate's employer. Instead, `company` may name a file in `companies/`."""

    former: bool = Field(
        False, strict=True, description="The person worked there once, and no longer does."
    )
    record: Slug | None = Field(
        None,
        description="A file in `companies/`, which then says everything but `former`. "
        "`company: SLUG` is short for it.",
    )


def _from_slug(value: Any) -> Any:
    if isinstance(value, str):
        return {"record": value}
    others = sorted(set(value) - {"record", "former"}) if isinstance(value, dict) else []
    if others and value.get("record"):
        names = ", ".join(map(str, others))
        raise ValueError(f"`record` names a file that says everything; remove {names} here")
    return value


#: An employer, or the slug of its record.
EmployerOrSlug = Annotated[
    Employer, BeforeValidator(_from_slug, json_schema_input_type=Slug | Employer)
]
