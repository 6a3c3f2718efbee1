"""Terms of the glossary, explained where a page first uses them: `{{ term.nik }}`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup, escape

from site_builder.diagnostics import Location
from site_builder.model import Term, Text
from site_builder.pages.page import PROOF
from site_builder.text.inserts import find_inserts, places_of
from site_builder.views.context import Namespace, PageContext
from site_builder.views.inserts.marks import mark_foreign
from site_builder.views.inserts.value import Value


@dataclass(frozen=True, kw_only=True, slots=True)
class TermValue(Value):
    """A term: in full and linked to the glossary at its first use, then by its abbreviation."""

    context: PageContext
    term: Term
    is_first: bool

    def html(self) -> Markup:
        short, lang = self.term.abbreviation, self.context.lang
        if self.is_first or short is None:
            shown = mark_foreign(self.context, escape(self.text()))
            target = self._glossary_href() if self.is_first else ""
            return self.context.component("term", text=shown, href=target, title="")
        title = self.term.term[lang]
        return self.context.component("term", text=short[lang], href="", title=title)

    def text(self) -> str:
        written, short = self.term.spoken or self.term.term, self.term.abbreviation
        full = written[self.context.lang]
        if short is None:
            return full
        abbreviation = short[self.context.lang]
        return f"{full} ({abbreviation})" if self.is_first else abbreviation

    def href(self) -> str:
        return self._glossary_href() or Value.href(self)

    def _glossary_href(self) -> str:
        page = self.context.page_with(f"term.{self.term.id}")
        return self.context.href(page, self.term.anchor) if page else ""


def _resolve(context: PageContext, name: str, place: Location | None) -> Value | None:
    term = context.site.project.terms.get(name)
    if term is None:
        return None
    first = _first_mention(context, f"term.{name}") if place else None
    return TermValue(context=context, term=term, is_first=first in {None, place})


def _first_mention(context: PageContext, name: str) -> Location | None:
    """Return where the page's text first uses a term; None where it never does.

    A text from elsewhere then explains the term itself.
    """
    for text in _texts_in_order(context):
        if name in text.value:
            for insert in find_inserts(text.value):
                if insert.name == name:
                    return places_of(text)(insert.start)
    return None


def _texts_in_order(context: PageContext) -> Iterator[Text]:
    """Yield a page's sections and the facts of its steps in the order in which they are read.

    What they rest on is folded at the end.
    """
    page = context.page
    steps = context.site.project.claims.steps_of(page.key)
    shown = [section for section in page.shown_sections if section.id != PROOF]
    for section in (*shown, *(section for section in page.shown_sections if section.id == PROOF)):
        yield from section.texts
        facts = steps[section.id].facts if section.id in steps else ()
        yield from (fact.text(context.lang) for fact in facts)
    for section in shown:
        notes = steps[section.id].notes if section.id in steps else ()
        yield from (note.text(context.lang) for note in notes)


TERM = Namespace(
    name="term", resolve=_resolve, names=lambda context: tuple(context.site.project.terms)
)
