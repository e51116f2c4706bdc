"""The final prose of records, with links resolved, products linked, and HTML cleaned."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from lxml import etree

from rooftop.cache import Blocks, Cache
from rooftop.consent import subject_of
from rooftop.crosslinks import ProductLinker
from rooftop.markup import Prose, Tree, clean_prose
from rooftop.plan.gate import Gate
from rooftop.plan.links import LinkResolver, field_of
from rooftop.plan.pictures import Likenesses, faces_of, owners_shown
from rooftop.problems import blaming
from rooftop.published import ProseKey
from rooftop.records import Product, Record
from rooftop.views import AdvocateView, StoryView


class ProseWriter:
    """Turns the Markdown of records into `Prose`. Results for unchanged inputs come from
    ``cache``.
    """

    def __init__(self, resolver: LinkResolver, linker: ProductLinker, cache: Cache) -> None:
        self._linker, self.resolver = linker, resolver
        self._blocks = Blocks(cache, "prose", repr(linker.spellings))
        self.keep = self._blocks.keep

    def write(self, record: Record, text: str, shows: Callable[[str], bool]) -> Prose:
        """The prose that ``text`` of ``record`` is, with those pictures that it ``shows``."""
        parsed = self.resolver.catalogue.prose[text]
        resolved = self.resolver.resolve(record, text, shows)
        name, own = field_of(text, record), record.slug if isinstance(record, Product) else None
        source = parsed.packed_source if resolved is None else etree.tostring(resolved)

        def finish() -> Prose:
            tree: Tree = parsed.tree if resolved is None else resolved
            self._linker.link(tree, own=own)
            return clean_prose(tree, name)

        return self._blocks.get(
            subject_of(record), f"{name} {own} ".encode() + source, Prose, finish
        )


def write_prose(writer: ProseWriter, gate: Gate, likenesses: Likenesses) -> dict[ProseKey, Prose]:
    """The prose of everything that passed, with the pictures that may stand in it."""
    prose: dict[ProseKey, Prose] = {}
    for record, view in gate.views(writer.resolver.catalogue):
        texts, shows = _prose_of(record, view, likenesses)
        for name, text in texts.items():
            with blaming(subject_of(record)):
                prose[record.folder, record.slug, name] = writer.write(record, text, shows)
    writer.keep()
    return prose


def _prose_of(
    record: Record, view: object, likenesses: Likenesses
) -> tuple[Mapping[str, str], Callable[[str], bool]]:
    """The Markdown that ``view`` shows of ``record``, by its field, and which pictures may stand in
    it.
    """
    if isinstance(view, AdvocateView):
        here = frozenset(owners_shown(view))
        texts, with_pictures = {"body": view.body}, view.photo is not None
    elif isinstance(view, StoryView):
        here, texts, with_pictures = faces_of(view), record.markdown, view.shows_pictures
    else:
        here, texts, with_pictures = frozenset(), record.markdown, True
    written = {name: text for name, text in texts.items() if text}
    return written, lambda name: with_pictures and likenesses.may_show(name, record, here)
