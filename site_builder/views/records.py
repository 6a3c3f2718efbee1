"""Sources, contacts, figures and updates as templates show them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from site_builder.model import (
    Benefit,
    Channel,
    Contact,
    Figure,
    FormerValue,
    Localized,
    Source,
)
from site_builder.pages.page import Page
from site_builder.pages.reviews import channel_due
from site_builder.views.charts.columns import quantity_markup, statement_text
from site_builder.views.context import PageContext
from site_builder.views.inserts.contact import WEB, channel_href
from site_builder.views.inserts.figure import (
    ABSENT,
    figure_markup,
    is_plain,
    law_text,
    validity_text,
)
from site_builder.views.inserts.inline import (
    localized_markup,
    plain_of,
    word_markup,
)
from site_builder.views.inserts.marks import other_language, source_language
from site_builder.views.labels import label_and_date, label_of
from site_builder.views.model import (
    DATES_SHOWN,
    ChannelView,
    ContactView,
    FigureView,
    FormerView,
    HistoryView,
    SourceView,
    UpdateView,
)

_OPERAND = re.compile(r"(?P<name>[a-z]\w*(?:\.\w+)*)(?:@(?P<day>[\d-]+))?|\d+(?:\.\d+)?")
"""A name in a formula with the day that it is pinned to, or a number."""


def source_view(context: PageContext, source: Source) -> SourceView:
    """Return a source, its date in words and its place on the page of sources."""
    lang = context.lang
    if source.date_text is not None:
        date = source.date_text[lang]
    elif source.date:
        date = context.locale.date(source.date)
    else:
        date = context.word("sources.undated")
    written = source_language(context, source)
    return SourceView(
        id=source.id,
        title=source.title[lang],
        publisher=source.publisher,
        date=date,
        kind=context.word(f"kind.{source.kind}"),
        href=source.url if source.url.startswith(WEB) else "",
        anchor=context.source_href(source.id),
        read=source.read[lang],
        accessed=context.locale.date(source.accessed),
        lang=written,
        language=other_language(context, written),
        title_lang=_title_language(context, source),
    )


def _title_language(context: PageContext, source: Source) -> str:
    """Return the language of a title that is quoted as it is; empty where it is the page's."""
    written = source_language(context, source)
    original = source.title.texts.get(written)
    is_quoted = original is not None and original.value == source.title[context.lang]
    return written if is_quoted and written != context.lang else ""


def source_views(context: PageContext, names: Iterable[str]) -> tuple[SourceView, ...]:
    sources = context.site.project.sources
    return tuple(source_view(context, sources[name]) for name in names if name in sources)


def contact_view(context: PageContext, contact: Contact) -> ContactView:
    channels = tuple(channel_view(context, contact, channel) for channel in contact.channels)
    doubts = {channel.stale for channel in channels}
    doubt = doubts.pop() if len(doubts) == 1 else ""
    return ContactView(
        id=contact.id.replace("_", "-"),
        name=contact.name[context.lang],
        purpose=localized_markup(context, contact.purpose),
        channels=tuple(replace(each, stale="") for each in channels) if doubt else channels,
        stale=doubt,
    )


def contact_views(context: PageContext, names: Iterable[str]) -> tuple[ContactView, ...]:
    contacts = context.site.project.contacts
    return tuple(contact_view(context, contacts[name]) for name in names if name in contacts)


def channel_label(context: PageContext, channel: Channel) -> str:
    """Say what a way to reach somebody is."""
    return localized_markup(context, channel.label) or context.word(f"channel.{channel.kind}")


def channel_view(context: PageContext, contact: Contact, channel: Channel) -> ChannelView:
    due = channel_due(context.site.project, contact, channel)
    is_stale = due is not None and due < context.site.today
    shown, label = _shown(contact, channel), channel_label(context, channel)
    return ChannelView(
        kind=channel.kind,
        label=label if shown or channel.label else context.word("contact.open"),
        text=channel.value,
        shown=shown,
        href=channel_href(channel),
        stale=(
            context.word("contact.stale", date=context.locale.date(channel.as_of))
            if is_stale
            else ""
        ),
    )


def _shown(contact: Contact, channel: Channel) -> str:
    """Return what is shown of a channel: of a website nothing, or its host where several differ."""
    if channel.kind != "web":
        return channel.value
    unnamed = [way for way in contact.channels if way.kind == "web" and not way.label]
    is_one_of_many = channel in unnamed and len(unnamed) > 1
    return urlsplit(channel_href(channel)).netloc if is_one_of_many else ""


def figure_view(context: PageContext, figure: Figure) -> FigureView:
    """Return a figure with all that makes it believable."""
    status = figure.status
    label, as_of = label_and_date(context, figure)
    quantity, conflicts = quantity_markup(context, figure), conflict_lines(context, figure)
    return FigureView(
        name=figure.name,
        label=label,
        value=figure_markup(context, figure),
        quantity=quantity,
        as_of=as_of,
        status=context.word(f"status.{status}"),
        status_id=status,
        is_plain=is_plain(figure),
        is_absent=status in ABSENT,
        confidence=context.word(f"confidence.{figure.confidence}"),
        sources=source_views(context, figure.sources),
        row=_formula_text(context, figure) if figure.formula else figure.row,
        row_href=_row_href(context, figure),
        row_name=context.word("data.method" if figure.formula else "data.row"),
        note=localized_markup(context, figure.note),
        cite=_citation(context, figure, quantity, conflicts),
        conflicts=conflicts,
        conditions=tuple(_conditions(context, figure)),
        facts=tuple(_facts(context, figure)),
        origin=context.word("data.calculated" if figure.is_computed else "table.source"),
        history=_history(context, figure),
        earlier=context.word("data.earlier") if len(figure.history) > DATES_SHOWN else "",
    )


def _citation(
    context: PageContext, figure: Figure, quantity: Markup, conflicts: Iterable[Markup]
) -> Markup:
    """Return how to quote a figure: with its date, its source, and where it can be looked up."""
    page, (label, as_of) = context.record_page(figure), label_and_date(context, figure)
    return word_markup(
        context,
        "data.citation" if as_of else "data.citation_undated",
        label=label,
        value=quantity,
        date=as_of,
        origin=Markup(" ").join((_credit(context, figure), *conflicts)),
        site=context.site.project.settings.title[context.lang],
        url=context.site.absolute_url(page.url, figure.name) if page else "",
    )


def _row_href(context: PageContext, figure: Figure) -> str:
    """Return the link to the download that has the row which states a figure."""
    if figure.formula or not figure.row:
        return ""
    return context.file_href(f"/data/{PurePosixPath(figure.location.path).stem}.csv")


def _formula_text(context: PageContext, figure: Figure) -> str:
    """Write how a figure was computed with what its parts are called, and of which day they are."""
    figures = context.site.registry.figures

    def named(found: re.Match[str]) -> str:
        name, day = found["name"], found["day"]
        if name is None:
            return context.locale.number(Decimal(found[0]))
        part = figures.get(name)
        label = label_of(context, part) if part else name
        return f"{label} ({context.locale.date(day)})" if day and day not in label else label

    signs = figure.formula.replace(" * ", " × ").replace(" - ", " − ")
    return _OPERAND.sub(named, signs)


def _credit(context: PageContext, figure: Figure) -> Markup:
    """Name the sources of a figure as a citation does: whose they are, of when, and where."""
    sources = source_views(context, figure.sources)
    if not sources:
        return Markup("")
    first = sources[0]
    others = ", ".join(source.id for source in sources[1:])
    if figure.is_computed:
        origin, named = context.word("data.calculated"), first.id
    else:
        full = (f"{first.publisher} ({first.id}), {first.date}", first.href)
        origin, named = context.word("data.original"), " ".join(filter(None, full))
    return escape(f"{origin}: {named}{f'; {others}' if others else ''}.")


def _conditions(context: PageContext, figure: Figure) -> Iterator[Markup]:
    """Yield the conditions of an amount with their own sources; of a condition, its own words."""
    benefit, name = context.site.project.benefit_of(figure.name), figure.name.split(".")[2:]
    for each in benefit.conditions if benefit else ():
        text = localized_markup(context, each.text)
        if [each.id] == name:
            yield text
        elif not name:
            links = [context.link(context.source_href(source), source) for source in each.sources]
            yield Markup("{} ({})").format(text, Markup(", ").join(links)) if links else text


def _facts(context: PageContext, figure: Figure) -> Iterator[tuple[str, Markup | str]]:
    """Yield what else is known of a figure, each with what it is called."""
    unit, benefit = f"unit_name.{figure.unit}", context.site.project.benefit_of(figure.name)
    if unit in context.catalog.words:
        currency = context.locale.currency.code
        yield context.word("table.unit"), context.word(unit, currency=currency)
    if figure.stated_by is not None:
        yield context.word("table.stated_by"), statement_text(context, figure)
    if benefit is not None and benefit.legal and benefit.figure_name == figure.name:
        laws = "; ".join(law_text(context, law) for law in benefit.legal)
        yield context.word("table.legal"), laws
    validity = validity_text(context, figure.valid_from, figure.valid_to)
    if validity:
        yield context.word("table.valid"), validity
    dates = [context.locale.date(point.as_of) for point in figure.history if point.as_of]
    if len(dates) > 1:
        yield context.word("data.dates"), f"{dates[0]} – {dates[-1]}"


def conflict_lines(context: PageContext, figure: Figure) -> tuple[Markup, ...]:
    """Return what other sources say: dated disputes, rival figures, and conflicts in words."""
    figures = context.site.registry.figures
    rivals = [*figure.disputes, *(figures[n] for n in figure.conflicts_with if n in figures)]
    lines = [
        word_markup(
            context,
            _rival_word(rival),
            value=figure_markup(context, rival, is_pinned=rival in figure.disputes),
            source=_speaker(context, rival),
            date=context.locale.date(rival.as_of) or "–",
        )
        for rival in rivals
    ]
    if figure.conflict is not None:
        lines.append(localized_markup(context, figure.conflict.text))
    return tuple(lines)


def _rival_word(figure: Figure) -> str:
    is_stated = figure.stated_by is not None and not figure.is_computed
    return "figure.rival_stated" if is_stated else "figure.rival"


def _speaker(context: PageContext, figure: Figure) -> Markup | str:
    """Name who gives a number: whoever said it, else who published it, or we who computed it."""
    if figure.is_computed:
        return context.word("confidence.computed")
    if figure.stated_by is not None:
        return localized_markup(context, figure.stated_by)
    return ", ".join(source.publisher for source in source_views(context, figure.sources)[:1])


def _history(context: PageContext, figure: Figure) -> tuple[HistoryView, ...]:
    return tuple(
        HistoryView(
            value=figure_markup(context, point, is_pinned=True),
            as_of=context.locale.date(point.as_of),
            status=context.word(f"status.{point.status}"),
            sources=source_views(context, point.sources),
        )
        for point in reversed(figure.history[-DATES_SHOWN:])
    )


def update_view(context: PageContext, page: Page) -> UpdateView:
    return UpdateView(
        title=plain_of(context, page.title),
        href=context.href(page),
        date=context.locale.date(page.shared.date),
        date_iso=page.shared.date,
        description=plain_of(context, page.description),
    )


def former_views(context: PageContext, record: Benefit | Contact) -> Iterator[FormerView]:
    """Yield what a record said before, oldest first."""
    unit = record.unit if isinstance(record, Benefit) else ""
    for former in record.history:
        yield FormerView(
            label=record.name[context.lang],
            was=_written(context, former, unit),
            until=context.locale.date(former.until),
            until_iso=former.until,
            why=localized_markup(context, former.why),
            sources=source_views(context, former.sources),
        )


def _written(context: PageContext, former: FormerValue, unit: str) -> Markup:
    value = former.value
    if isinstance(value, Localized):
        return localized_markup(context, value)
    if isinstance(value, Decimal):
        return Markup.escape(context.locale.quantity(value, unit))
    return Markup.escape(context.locale.isolated(value))
