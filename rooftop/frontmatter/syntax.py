"""Where YAML that cannot be read went wrong: an open quotation mark is told where it began."""

from __future__ import annotations

from collections.abc import Iterator

import yaml

from rooftop.problems import Problem, problem

_HINT = (
    "Check quotes and indentation here and one line above; put text with `: ` or ` #` in quotes."
)
_COLON_HINT = "Put the whole value in quotation marks, or indent the field as its neighbours are."
_QUOTE_HINT = (
    'Close the quotation mark where the text ends. Write \\" for such a mark inside "…", \'\' for '
    "one inside '…'."
)


def describe(
    error: yaml.YAMLError, source: str, path: str, first_line: int, loader: type
) -> Problem:
    """The problem that ``error`` in ``source`` is; ``first_line`` is where ``source`` begins in the
    file ``path``.
    """
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        return problem(path, (first_line, 0), "yaml-syntax", "cannot be read as YAML", _HINT)
    mark, message, hint = _cause(error, source, first_line, loader)
    return problem(path, (mark.line + first_line, mark.column + 1), "yaml-syntax", message, hint)


def _cause(
    error: yaml.MarkedYAMLError, source: str, first_line: int, loader: type
) -> tuple[yaml.Mark, str, str]:
    """Where the mistake began, which is often above where reading stopped."""
    stop, begin, context = error.problem_mark, error.context_mark, str(error.context)
    assert stop is not None
    if begin and context == "while scanning a quoted scalar":
        return begin, "this quotation mark is never closed", _QUOTE_HINT
    quoted = _last_quoted(source, stop.index, loader)
    if quoted and quoted.start_mark.line != quoted.end_mark.line:
        last = quoted.end_mark.line + first_line
        what = f"this quotation mark is closed on line {last}, by one that should open another text"
        return quoted.start_mark, what, _QUOTE_HINT
    if quoted and quoted.end_mark.line == stop.line:
        return stop, "text follows the closing quotation mark", _QUOTE_HINT
    if begin and context.startswith("while parsing a flow") and begin.line < stop.line:
        what = f"this bracket is not closed before line {stop.line + first_line}"
        return begin, what, "Close it, and put commas between the items in it."
    if begin and context == "while scanning a simple key":
        return begin, "no colon follows this name", "Write `name: value`, or indent the text above."
    return stop, *_plain(str(error.problem), source[stop.index : stop.index + 1])


def _plain(reason: str, sign: str) -> tuple[str, str]:
    """What the parser says of the character ``sign``, in words for people who do not know YAML, and
    what to do.
    """
    if reason.startswith("mapping values are not allowed"):
        return "a colon and a blank within text are read as the end of a name", _COLON_HINT
    if reason.startswith("found character") and sign in ("@", "`", "%"):
        return f"text cannot begin with {sign}", "Put the whole value in quotation marks."
    if sign == "\t":
        return "a tab stands where only blanks may", "Indent with blanks."
    return reason, _HINT


def _last_quoted(source: str, before: int, loader: type) -> yaml.ScalarToken | None:
    """The quoted text that ends nearest to the offset ``before``, if nothing else stands
    between.
    """
    last: yaml.Token | None = None
    for token in _tokens(source, loader):
        if token.end_mark.index > before:
            break
        if token.start_mark.index < token.end_mark.index:
            last = token
    return last if isinstance(last, yaml.ScalarToken) and last.style in ("'", '"') else None


def _tokens(source: str, loader: type) -> Iterator[yaml.Token]:
    """The tokens of ``source`` up to where it cannot be read."""
    try:
        yield from yaml.scan(source, Loader=loader)
    except yaml.YAMLError:
        return
