"""What a person is called: as one text, or in the parts that address books want."""

from __future__ import annotations

from typing import Annotated, Any, Self

import regex
from pydantic import Field, ValidatorFunctionWrapHandler, WrapValidator, model_validator

from rooftop.records.fields import Part, Short

#: Scripts in which no blank stands between family name and given name.
_UNSPACED = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}]+")


class NameParts(Part):
    """A name in parts, in the order in which they are written: what comes first in the file comes
    first in the name.
    """

    given: Short | None = Field(None, description="The given name.")
    family: Short | None = Field(None, description="The family name.")

    @model_validator(mode="after")
    def _some_part(self) -> Self:
        if not self.given and not self.family:
            raise ValueError("needs given, family, or both")
        return self


class FullName(str):
    """A name whose parts are known; as text it is the whole name."""

    given: str | None
    family: str | None

    def __new__(cls, text: str, given: str | None = None, family: str | None = None) -> Self:
        name = super().__new__(cls, text)
        name.given, name.family = given, family
        return name


def _full_name(value: Any, validate: ValidatorFunctionWrapHandler) -> str:
    if not isinstance(value, dict):
        return str(validate(value))
    parts = NameParts.model_validate(value)
    written = [part for key in value if (part := getattr(parts, key))]
    blank = "" if all(map(_UNSPACED.fullmatch, written)) else " "
    return FullName(validate(blank.join(written)), parts.given, parts.family)


#: A name as text, or ``{given: …, family: …}``. Which part is which is never guessed.
PersonName = Annotated[Short, WrapValidator(_full_name, json_schema_input_type=Short | NameParts)]
