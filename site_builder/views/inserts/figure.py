"""Figures as readers meet them, and the other things that an insert can become.

Takes a figure and the page's context; gives its HTML (`data` with the machine's value), its plain
text and its permanent address, and records that the page shows it. `InsertError` carries what is
wrong with an insert to the place that can report it. Formats come from `locale`.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from markupsafe import Markup, escape

from site_builder.diagnostics import Diagnostic, Location
from site_builder.model import Figure, Status
from site_builder.views.context import PageContext
from site_builder.views.labels import label_of

_MANY_SOURCES, _FIRST_SOURCES = 3, 2
"""More than so many are shown as so many and a link to all."""


class InsertError(Exception):
    """An insert that cannot be resolved: the code of the diagnostic, and its parameters."""

    def __init__(self, code: str, **params: str) -> None:
        super().__init__(code)
        self.code = code
        self.params = params

    def at(self, place: Location) -> Diagnostic:
        """Give the diagnostic, now that the place is known."""
        return Diagnostic(code=self.code, location=place, params=self.params)


class Value(Protocol):
    """What a name resolves to."""

    def html(self) -> Markup:
        """Give the form for HTML text."""
        ...

    def text(self) -> str:
        """Give the form for places where HTML cannot go."""
        ...

    def href(self) -> str:
        """Give the form for a link's target; raises `InsertError` when there is none."""
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class PlainValue:
    """A text, and its HTML where that is more than the escaped text."""

    plain: str
    markup: Markup | None = None
    target: str = ""

    def html(self) -> Markup:
        """Give the HTML, or the escaped text."""
        return escape(self.plain) if self.markup is None else self.markup

    def text(self) -> str:
        """Give the text."""
        return self.plain

    def href(self) -> str:
        """Give the target, if there is one."""
        if not self.target:
            raise InsertError("FIG004", filter="href", name=self.plain, nearest="", known="page")
        return self.target


@dataclass(frozen=True, kw_only=True, slots=True)
class FigureValue:
    """A figure on one page; recorded when it is shown."""

    context: PageContext
    figure: Figure
    is_short: bool = False
    is_pinned: bool = False

    def html(self) -> Markup:
        """Give a `data` element with the machine's value and the reader's text."""
        self.context.record(self.figure)
        figure = self.figure
        if figure.value is None:
            return Markup(
                '<span class="ps-figure ps-figure--absent" data-figure="{}">{}</span>'
            ).format(figure.name, self._written())
        pinned = Markup(' data-as-of="{}"').format(figure.as_of) if self._is_dated() else Markup("")
        element = Markup('<data value="{}" data-figure="{}"{}>{}</data>').format(
            plain_number(figure.value), figure.name, pinned, self._written()
        )
        if self.is_pinned and figure.corrects is not None:
            element += Markup(' <span class="ps-status ps-status--superseded">{}</span>').format(
                self.context.word("figure.corrected", value=self._format(figure.corrects))
            )
        return element + self._validity()

    def text(self) -> str:
        """Give the formatted number."""
        self.context.record(self.figure)
        return self._written()

    def href(self) -> str:
        """Give the figure's permanent address."""
        page = self.context.figure_page(self.figure)
        if page is None:
            raise InsertError("FIG004", filter="href", name=self.figure.name, nearest="", known="")
        return self.context.href(page, self.figure.name)

    def _is_dated(self) -> bool:
        """Tell whether the value stands for a date of its own, not for the newest one."""
        newest = self.context.site.registry.figures.get(self.figure.name)
        return self.is_pinned or newest is None or newest.as_of != self.figure.as_of

    def _validity(self) -> Markup:
        """Say so when the rule behind the number has ended or is still to come."""
        figure, today, locale = self.figure, self.context.site.today, self.context.locale
        if figure.has_ended(today):
            text = self.context.word("validity.ended", date=locale.date(figure.valid_to))
        elif figure.is_to_come(today):
            text = self.context.word("validity.to_come", date=locale.date(figure.valid_from))
        else:
            return Markup("")
        return Markup(' <span class="ps-status ps-status--expired">{}</span>').format(text)

    def _written(self) -> str:
        if self.figure.value is not None:
            return self._format(self.figure.value)
        if self.figure.text is not None:
            return self.figure.text[self.context.lang]
        return self.context.word(f"status.{self.figure.status}")

    def _format(self, value: Decimal) -> str:
        locale = self.context.locale
        write = locale.short if self.is_short else locale.quantity
        written = write(value, self.figure.unit)
        return f"+{written}" if self.figure.since and value > 0 else written


def plain_number(value: Decimal) -> str:
    """Write a number for machines: no grouping, a decimal point, no exponent."""
    return format(value.normalize() if value != value.to_integral() else value.quantize(1), "f")


def source_link(context: PageContext, source_id: str) -> Markup:
    """Give a source as a link to its entry on the page of sources."""
    source = context.site.project.sources.get(source_id)
    if source is None:  # an unknown source is reported where its name stands
        return escape(source_id)
    label = f"{source.publisher} ({source_id})"
    href = context.source_href(source_id)
    return Markup('<a href="{}">{}</a>').format(href, label) if href else escape(label)


def validity_text(context: PageContext, valid_from: str, valid_to: str) -> str:
    """Say from when and until when something holds; empty when nothing is known."""
    locale = context.locale
    if valid_from and valid_to:
        params = {"from": locale.date(valid_from), "to": locale.date(valid_to)}
        return context.word("validity.between", **params)
    if valid_to:
        return context.word("validity.until", to=locale.date(valid_to))
    return context.word("validity.from", **{"from": locale.date(valid_from)}) if valid_from else ""


def source_links(context: PageContext, figure: Figure) -> list[Markup]:
    """Give a figure's sources as links: all, or the first and one to the record with them all."""
    record = context.record_href(figure) if len(figure.sources) > _MANY_SOURCES else ""
    first = figure.sources[:_FIRST_SOURCES] if record else figure.sources
    links = [source_link(context, name) for name in first]
    if record:
        # What they are sources of is for who hears the link alone.
        link = Markup('<a href="{}">{}<span class="ps-hidden"> ({})</span></a>')
        count = context.word("sources.more", count=len(figure.sources) - len(first))
        links.append(link.format(record, count, label_of(context, figure)))
    return links


def status_of(figure: Figure) -> Status:
    """Give the status that readers are shown: disputed as soon as another source disagrees."""
    return Status.DISPUTED if figure.disputes else figure.status
