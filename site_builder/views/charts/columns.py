"""Columns of tables, and how numbers stand in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from markupsafe import Markup, escape

from site_builder.model import Figure, Observation, Status
from site_builder.views.context import PageContext
from site_builder.views.inserts.figure import (
    amount_words,
    figure_markup,
    is_plain,
    source_links,
    status_markup,
)
from site_builder.views.inserts.inline import localized_markup, word_markup
from site_builder.views.model import Column

_NOBODY = "–"


def column(
    context: PageContext,
    name: str,
    texts: Iterable[Markup | str],
    *,
    names_rows: bool = False,
    is_numeric: bool = False,
) -> Column:
    """Return a column under the word `table.<name>`."""
    called = context.word(f"table.{name}")
    return Column(name=called, texts=tuple(texts), names_rows=names_rows, is_numeric=is_numeric)


def value_column(context: PageContext, name: str, figures: Iterable[Figure]) -> Column:
    return column(context, name, [figure_cell(context, f) for f in figures], is_numeric=True)


def every_value(context: PageContext, figure: Figure, *, is_pinned: bool = False) -> Markup:
    """Show a figure with each other value that sources give, or that follows from theirs."""
    shown = figure_markup(context, figure, is_pinned=is_pinned)
    for rival in figure.disputes:
        other = figure_markup(context, rival, is_pinned=True)
        shown = word_markup(context, "figure.or", value=shown, other=other)
    return shown


def date_column(context: PageContext, figures: Iterable[Figure]) -> Column:
    return column(context, "as_of", [context.locale.date(figure.as_of) for figure in figures])


def source_column(context: PageContext, figures: Iterable[Figure]) -> Column:
    sources = [Markup(", ").join(source_links(context, figure)) for figure in figures]
    return column(context, "source", sources)


def statement_columns(
    context: PageContext, statements: Sequence[Figure | Observation], figures: Iterable[Figure]
) -> tuple[Column, ...]:
    """Return who said each number of a figure and who printed it; sources alone of unnamed ones."""
    pairs = zip(statements, figures, strict=True)
    printed = [_printed_by(context, stated, figure) for stated, figure in pairs]
    if not any(each.stated_by for each in statements):
        return (column(context, "source", printed),)
    said = [_said_by(context, each) for each in statements]
    return (column(context, "stated_by", said), column(context, "printed_by", printed))


def _said_by(context: PageContext, stated: Figure | Observation) -> Markup | str:
    """Say who said a number; an empty cell would say that it is like most others."""
    own = context.word("confidence.computed") if stated.status is Status.COMPUTED else _NOBODY
    return statement_text(context, stated) or own


def statement_text(context: PageContext, stated: Figure | Observation) -> Markup:
    """Say who said a number, and on what occasion."""
    words = (localized_markup(context, text) for text in (stated.stated_by, stated.occasion))
    return Markup(". ").join(text for text in words if text)


def _printed_by(context: PageContext, stated: Figure | Observation, figure: Figure) -> Markup:
    """Name the sources of a number: many copies of what one person said are one statement."""
    links = Markup(", ").join(source_links(context, replace(figure, sources=stated.sources)))
    if stated.stated_by is None or len(stated.sources) == 1:
        return links
    count = context.word("sources.printed", count=len(stated.sources))
    return Markup("{}: {}").format(count, links)


def basis_columns(context: PageContext, *columns: Column) -> tuple[Column, ...]:
    """Return columns that say what the others rest on; elsewhere a page says so at its end."""
    return columns if context.page.kind.shows_sources else ()


def quantity_markup(context: PageContext, figure: Figure, *, is_pinned: bool = False) -> Markup:
    """Show a number with its unit or period, `about` or `up to` before it."""
    shown = figure_markup(context, figure, is_pinned=is_pinned)
    for words in amount_words(context, figure):
        before, _, after = words.partition("{value}")
        shown = escape(before) + shown + escape(after)
    return shown


def figure_cell(context: PageContext, figure: Figure) -> Markup:
    """Show a figure in a cell, with its status where that is not plainly published."""
    shown = quantity_markup(context, figure)
    if figure.value is not None and not is_plain(figure):
        shown += " " + status_markup(context, figure)
    return shown
