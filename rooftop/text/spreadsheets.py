"""Text in cells of a spreadsheet."""

from __future__ import annotations

#: Signs that make a spreadsheet take a text for a formula, full-width ones too.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def as_cell(text: str, guard: str = "'") -> str:
    """``text`` with ``guard`` before it where a spreadsheet would take it for a formula (OWASP, CSV
    injection). An apostrophe is not shown there; where programs read the cell, a blank is better.
    """
    return f"{guard}{text}" if text.startswith(_FORMULA) else text
