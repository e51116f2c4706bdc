"""HTML that a contributor wrote within Markdown: of its tags, those that prose may have."""

from __future__ import annotations

import re

#: Tags of prose. Its headings begin at h2, and h1 is made one of those.
TAGS = frozenset(
    (
        *("a", "abbr", "blockquote", "br", "cite", "code", "dd", "del", "div", "dl", "dt", "em"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "hr", "img", "kbd", "li", "mark", "ol", "p", "pre"),
        *("q", "small", "strong", "sub", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul"),
    )
)
#: The attribute that holds an address until the tree is made. Cleaners drop addresses that may not
#: be linked; the rules have to name them first.
ADDRESS = "data-address"
#: Attributes that a contributor may write, by their tags, and the name each goes by until the tree
#: is made. All others are ours to set.
ATTRIBUTES = {
    "a": {"href": ADDRESS, "title": "title"},
    "img": {"src": ADDRESS, "alt": "alt", "title": "title"},
    "abbr": {"title": "title"},
    "ol": {"start": "start"},
    "td": {"style": "style"},
    "th": {"style": "style"},
}
#: Tags that GitHub keeps, and the ones of prose that look like them.
_ALIASES = {
    "b": "strong",
    "details": "div",
    "dfn": "em",
    "figcaption": "div",
    "figure": "div",
    "i": "em",
    "s": "del",
    "samp": "code",
    "strike": "del",
    "summary": "div",
    "tfoot": "tbody",
    "tt": "code",
    "var": "em",
}
#: Tags that GitHub shows as text, because what follows them would not be read as HTML any more:
#: https://github.github.com/gfm/#disallowed-raw-html-extension-
_SHOWN = frozenset(
    (
        *("iframe", "noembed", "noframes", "plaintext", "script", "style", "textarea", "title"),
        "xmp",
    )
)
_ATTRIBUTE = (
    r"""\s++([A-Za-z_:][\w.:-]*+)(?>\s*+=\s*+([^\s"'=<>`]++|'[^']*+'|"[^"]*+"))?+"""  # name, value
)
_UNNAMED = _ATTRIBUTE.replace("([", "(?:[")
#: What CommonMark calls raw HTML (https://spec.commonmark.org/0.31.2/#raw-html), and any other
#: angle bracket. What is opened and never closed ends with the text.
_MARKUP = re.compile(
    rf"<(?P<close>/?)(?P<tag>[A-Za-z][A-Za-z0-9-]*+)(?P<attributes>(?:{_UNNAMED})*+)\s*+/?>"
    r"|<!--(?:-?>|.*?(?:-->|\Z))"
    r"|<\?.*?(?:\?>|\Z)"
    r"|<!\[CDATA\[.*?(?:\]\]>|\Z)"
    r"|<![A-Za-z].*?(?:>|\Z)"
    r"|<",
    re.DOTALL | re.ASCII,
)
_EACH_ATTRIBUTE = re.compile(_ATTRIBUTE, re.ASCII)


def filter_tags(html: str) -> str:
    """``html`` with the tags and attributes of prose alone, each written so that every parser reads
    the same in it. All other markup is gone, or has become text.
    """
    return _MARKUP.sub(_filter, html)


def _filter(match: re.Match[str]) -> str:
    name = (match["tag"] or "").lower()
    if name in _SHOWN or match[0] == "<":
        return match[0].replace("<", "&lt;")
    name = _ALIASES.get(name, name)
    if name not in TAGS:
        return ""
    if match["close"]:
        return f"</{name}>"
    allowed = ATTRIBUTES.get(name, {})
    attributes = (
        f' {allowed[attribute.lower()]}="{_unquote(value)}"'
        for attribute, value in _EACH_ATTRIBUTE.findall(match["attributes"])
        if attribute.lower() in allowed
    )
    return f"<{name}{''.join(attributes)}>"


def _unquote(value: str) -> str:
    """The value of an attribute, fit to stand in double quotation marks."""
    return (value[1:-1] if value[:1] in ('"', "'") else value).replace('"', "&quot;")
