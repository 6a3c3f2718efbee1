"""Figures as readers meet them: `{{ coverage.total | at('2025-11-06') | as_of }}`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import ClassVar

from markupsafe import Markup, escape

from site_builder.diagnostics import Location
from site_builder.figures.targets import PROGRESS
from site_builder.model import FIGURE_NAMESPACES, Figure, LegalReference, Status
from site_builder.model.catalogs import COUNT
from site_builder.pages.page import PROOF
from site_builder.text.tags import plain_number
from site_builder.views.context import Namespace, PageContext
from site_builder.views.inserts.inline import word_markup
from site_builder.views.inserts.value import Filter, InsertError, PlainValue, Value
from site_builder.views.labels import label_of

_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
ABSENT = (Status.NOT_PUBLISHED, Status.SUPPRESSED)
"""Statuses of figures that have no number to show."""
_DOUBTFUL = (Status.COMPUTED, Status.DISPUTED)
_REACHED = 100
_MANY_SOURCES, _FIRST_SOURCES = 3, 2
"""More than so many are shown as so many and a link to all."""


@dataclass(frozen=True, kw_only=True, slots=True)
class FigureValue(Value):
    context: PageContext
    figure: Figure
    is_short: bool = False
    is_pinned: bool = False

    def html(self) -> Markup:
        validity, shown = self.validity(), self.in_sentence()
        return shown + " " + self._expired(validity) if validity else shown

    def notice(self) -> Markup:
        validity = self.validity()
        return self._expired(f"{self._written()}: {validity}") if validity else Markup("")

    def _expired(self, word: str) -> Markup:
        return self.context.component("status", id="expired", word=word)

    def in_sentence(self) -> Markup:
        """Return a `data` element with the machine's value and the reader's text."""
        figure, component = self.figure, self.context.component
        as_of = figure.as_of if self._is_dated() else ""
        if figure.value is None:
            return component("figure_absent", name=figure.name, as_of=as_of, word=self._written())
        pinned = Markup(' data-as-of="{}"').format(as_of) if as_of else ""
        shown = Markup('<data value="{}" data-figure="{}"{}>{}</data>').format(
            plain_number(figure.value), figure.name, pinned, self._written()
        )
        if self.is_pinned and figure.corrects is not None:
            word = self.context.word("figure.corrected", value=self._format(figure.corrects))
            shown += " " + component("status", id="superseded", word=word)
        return shown

    def text(self) -> str:
        return self._written()

    def href(self) -> str:
        page = self.context.record_page(self.figure)
        if page is None:
            raise InsertError("FIG004", filter="href", name=self.figure.name, nearest="", known="")
        return self.context.href(page, self.figure.name)

    def _is_dated(self) -> bool:
        """Return whether the value stands for a date of its own, not for the newest one."""
        newest = self.context.site.registry.figures.get(self.figure.name)
        return self.is_pinned or newest is None or newest.as_of != self.figure.as_of

    def validity(self) -> str:
        """Say so when the rule behind the number has ended or is still to come."""
        figure, today, locale = self.figure, self.context.site.today, self.context.locale
        if figure.value is None:
            return ""
        if figure.has_ended(today):
            return self.context.word("validity.ended", date=locale.date(figure.valid_to))
        if figure.is_to_come(today):
            return self.context.word("validity.to_come", date=locale.date(figure.valid_from))
        return ""

    def _written(self) -> str:
        if self.figure.value is not None:
            return self._format(self.figure.value)
        if self.figure.text is not None:
            return self.figure.text[self.context.lang]
        return self.context.word(f"status.{self.figure.status}")

    def _format(self, value: Decimal) -> str:
        locale = self.context.locale
        write = locale.short if self.is_short else locale.quantity
        written = write(value, self.figure.unit, with_plus=bool(self.figure.since))
        if value >= _REACHED and self.figure.name.startswith(PROGRESS):
            return self.context.word("figure.reached", value=written)
        return written

    def filtered(self, name: str, argument: str | None = None) -> Value:
        """Apply one filter; only `at` takes an argument."""
        if name in self.filters and (name == "at") != (argument is not None):
            raise InsertError("FIG004", filter=name, nearest="", known="at('2025-11-06')")
        return Value.filtered(self, name, argument)

    def _show_as_of(self, _: str | None) -> Value:
        return PlainValue(plain=self.context.day(self.figure.as_of))

    def _show_source(self, _: str | None) -> Value:
        context, sources = self.context, self.context.site.project.sources
        known = (sources[name] for name in self.figure.sources if name in sources)
        publishers = dict.fromkeys(source.publisher for source in known)
        shown = Markup(context.locale.items(source_links(context, self.figure)))
        return PlainValue(plain=context.locale.items(publishers), markup=shown)

    def _show_status(self, _: str | None) -> Value:
        word = self.context.word(f"status.{self.figure.status}")
        return PlainValue(plain=word, markup=status_markup(self.context, self.figure))

    def _show_rivals(self, _: str | None) -> Value:
        """Show what other sources say, or what follows from that; nothing where none differs."""
        context = self.context
        values = [
            FigureValue(context=context, figure=rival, is_pinned=True)
            for rival in self.figure.disputes
        ]
        if not values:
            return PlainValue(plain="")
        dates = [context.locale.date(value.figure.as_of) for value in values]
        pairs = list(zip(values, dates, strict=True))
        plain = (context.word("figure.dated", value=v.text(), date=day) for v, day in pairs)
        shown = (word_markup(context, "figure.dated", value=v.html(), date=day) for v, day in pairs)
        listed = Markup(context.locale.items(list(shown)))
        return PlainValue(
            plain=context.word("figure.rivals", values=context.locale.items(list(plain))),
            markup=word_markup(context, "figure.rivals", values=listed),
        )

    def _shorten(self, _: str | None) -> Value:
        return replace(self, is_short=True)

    def _show_note(self, _: str | None) -> Value:
        note = self.figure.note
        return PlainValue(plain=note[self.context.lang] if note else "")

    def _show_period(self, _: str | None) -> Value:
        text = validity_text(self.context, self.figure.valid_from, self.figure.valid_to)
        if not text:
            raise InsertError("FIG004", filter="period", nearest="", known="status, source, note")
        return PlainValue(plain=text)

    def _pin(self, argument: str | None) -> Value:
        day = argument or ""
        if not _ISO_DATE.fullmatch(day):
            raise InsertError("FIG007", argument=day)
        point = self.figure.at(day)
        if point is None:
            dates = ", ".join(filter(None, self.figure.dates))
            raise InsertError("FIG005", name=self.figure.name, date=day, known=dates)
        return replace(self, figure=point, is_pinned=True)

    filters: ClassVar[Mapping[str, Filter]] = {
        "as_of": _show_as_of,
        "source": _show_source,
        "status": _show_status,
        "rivals": _show_rivals,
        "short": _shorten,
        "note": _show_note,
        "period": _show_period,
        "at": _pin,
    }


def _namespace(namespace: str) -> Namespace:
    def resolve(context: PageContext, name: str, _: Location | None) -> Value | None:
        figure = context.site.registry.figures.get(f"{namespace}.{name}")
        return None if figure is None else FigureValue(context=context, figure=figure)

    def names(context: PageContext) -> tuple[str, ...]:
        start = f"{namespace}."
        figures = context.site.registry.figures
        return tuple(name.removeprefix(start) for name in figures if name.startswith(start))

    return Namespace(name=namespace, resolve=resolve, names=names, filters=FigureValue.filters)


FIGURES = tuple(_namespace(name) for name in FIGURE_NAMESPACES)


def figure_markup(context: PageContext, figure: Figure, *, is_pinned: bool = False) -> Markup:
    """Show a figure as an insert does; a pinned one is of its own date."""
    return FigureValue(context=context, figure=figure, is_pinned=is_pinned).html()


def is_plain(figure: Figure) -> bool:
    """Return whether the status goes without saying: published, or told in place of a number."""
    return figure.status in {Status.PUBLISHED, *ABSENT}


def amount_words(context: PageContext, figure: Figure) -> Iterator[str]:
    """Yield the words around a number, one inside the other: `up to`, `about`, its period."""
    unit = f"amount.{figure.unit}"
    said = {
        "amount.ceiling": figure.is_ceiling,
        "amount.approximate": figure.is_approximate,
        unit: unit in context.catalog.words,
    }
    for key, is_said in said.items():
        if is_said and figure.value is not None:
            yield context.form(key, {COUNT: figure.value})


def status_markup(context: PageContext, figure: Figure) -> Markup:
    """Mark how a figure stands; a doubtful one leads to what the page says of it at its end."""
    status = figure.status
    is_explained = status in _DOUBTFUL and not context.page.kind.shows_sources
    word, href = context.word(f"status.{status}"), f"#{PROOF}" if is_explained else ""
    return context.component("status", id=status, word=word, href=href)


def validity_text(context: PageContext, valid_from: str, valid_to: str) -> str:
    """Say from when and until when something holds; empty when nothing is known."""
    locale = context.locale
    if valid_from and valid_to:
        params = {"from": locale.date(valid_from), "to": locale.date(valid_to)}
        return context.word("validity.between", **params)
    if valid_to:
        return context.word("validity.until", to=locale.date(valid_to))
    return context.word("validity.from", **{"from": locale.date(valid_from)}) if valid_from else ""


def law_text(context: PageContext, law: LegalReference) -> str:
    """Name a rule, with its article if it has one."""
    if not law.article:
        return law.rule
    return context.word("legal.article", rule=law.rule, article=law.article)


def source_link(context: PageContext, source_id: str) -> Markup:
    source = context.site.project.sources.get(source_id)
    if source is None:  # an unknown source is reported where its name stands
        return escape(source_id)
    return context.link(context.source_href(source_id), f"{source.publisher} ({source_id})")


def quoted(context: PageContext, source_id: str) -> Markup:
    """Say whose words a quotation has, with the way to the source or to the page's list of all."""
    if context.page.kind.shows_sources:
        return source_link(context, source_id)
    publisher = context.site.project.sources[source_id].publisher
    return context.link("#sources", publisher)


def source_links(context: PageContext, figure: Figure) -> list[Markup]:
    """Return links to a figure's sources: to all, or to the first and to the record with them."""
    record = context.record_href(figure) if len(figure.sources) > _MANY_SOURCES else ""
    first = figure.sources[:_FIRST_SOURCES] if record else figure.sources
    links = [source_link(context, name) for name in first]
    if record:
        count = context.word("sources.more", count=len(figure.sources) - len(first))
        # What they are sources of is for who hears the link alone.
        links.append(context.link(record, count, about=label_of(context, figure)))
    return links
