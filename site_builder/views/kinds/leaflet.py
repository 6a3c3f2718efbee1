"""What is handed over on paper: leaflets, posters, the list of them, and the changes since.

Below each page with `leaflet: true` stand a leaflet, a poster, and a page of changes, to which the
code on the paper leads. Paper has one body, the answer card of the page above, so that paper and
page never disagree.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from markupsafe import Markup

from site_builder.adapters.qr import qr_drawing
from site_builder.model import FIGURE_NAMESPACES, Benefit, Figure, FigureUse, Project, Status
from site_builder.pages.page import NO_FIGURE, Page, generated_page, pdf_name
from site_builder.pages.reviews import newest_source_date
from site_builder.text.inserts import find_inserts
from site_builder.views.answers import answer_card
from site_builder.views.charts.columns import quantity_markup
from site_builder.views.charts.tables import benefits_listed
from site_builder.views.context import PageContext
from site_builder.views.inserts.inline import plain_of, word_markup
from site_builder.views.kinds.kind import Kind
from site_builder.views.labels import label_of
from site_builder.views.links import print_links
from site_builder.views.model import KindView, Link
from site_builder.views.proof import named_sources, proof_view
from site_builder.views.records import former_views

_CHANGES = "changes"
_TABLE = "table."
_FEW_WORDS = 100


@dataclass(frozen=True, kw_only=True, slots=True)
class ChangeView:
    """Something that changed, on a day."""

    date: str
    date_iso: str
    label: str
    text: Markup
    """What it is now; empty for news, which has a link instead."""
    href: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ChangesView(KindView):
    """What changed in the numbers of the page above, and the news, newest first."""

    changes: tuple[ChangeView, ...]
    links: tuple[Link, ...]
    """To the newest leaflet and poster."""


@dataclass(frozen=True, kw_only=True, slots=True)
class LeafletsView(KindView):
    links: tuple[Link, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class PrintView(KindView):
    """The frame of a leaflet or a poster, around the answer card of the page above."""

    is_roomy: bool
    """The card has so few words that larger type fits."""
    code: Markup
    """Leads a camera to the changes; empty where nobody can open the site's address."""
    address: str
    """The full address of the changes; empty as above."""
    changes: Link
    """The page to which the code leads."""
    page: Link
    """The page from which all of it comes."""
    date: str
    """The newest day on which a source of that page spoke."""
    pdf: str
    """The address of the same sheet as a PDF; empty where the build draws none."""


def _print_view(context: PageContext) -> PrintView:
    above = context.site.plan.parent(context.page)
    here = replace(context, page=replace(above, url=context.page.url)).of_content()
    changes = context.site.plan.find(f"{above.key}/{_CHANGES}", context.lang) or context.page
    address = context.site.absolute_url(changes.url)
    has_address = context.site.has_address
    newest = _newest_source_date(context, above)
    return PrintView(
        is_roomy=len(answer_card(context).striptags().split()) <= _FEW_WORDS,
        code=qr_drawing(address, here.word("leaflet.code")) if has_address else Markup(""),
        address=address if has_address else "",
        changes=Link(text=plain_of(context, changes.title), href=context.href(changes)),
        page=Link(text=plain_of(here, above.title), href=context.href(above)),
        date=context.locale.date(newest),
        pdf=pdf_name(context.page) if context.site.has_pdf else "",
    )


def _newest_source_date(context: PageContext, above: Page) -> str:
    """Return the day that the page above gives as that of its newest source."""
    here = replace(context, page=above)
    uses = [FigureUse(name=each.name, as_of=each.as_of) for each in _figures(context, above)]
    proof = proof_view(here, uses, KindView())
    return newest_source_date(context.site.project, named_sources(here, proof, uses))


def _leaflets_view(context: PageContext) -> LeafletsView:
    pages = [page for page in context.site.plan.pages if page.lang == context.lang]
    return LeafletsView(links=tuple(link for page in pages for link in print_links(context, page)))


def _changes_view(context: PageContext) -> ChangesView:
    above = context.site.plan.parent(context.page)
    changes = [
        *_changes_of_figures(context, above),
        *_former(context, above),
        *_news(context, above),
    ]
    changes.sort(key=lambda change: (change.date_iso, change.label), reverse=True)
    return ChangesView(changes=tuple(changes), links=print_links(context, above))


def _figures(context: PageContext, page: Page) -> Iterator[Figure]:
    """Yield the figures of the page's card, and those that its text inserts or has in a table."""
    figures, project = context.site.registry.figures, context.site.project
    card = project.answers.get(page.shared.answer)
    names = dict.fromkeys(amount.figure for amount in card.amounts) if card else {}
    for section in page.shown_sections:
        for insert in find_inserts(section.body.value):
            names.setdefault(insert.name)
            for benefit in benefits_listed(project, insert.name.removeprefix(_TABLE)):
                names.setdefault(benefit.figure_name)
    for name in names:
        if name.partition(".")[0] in FIGURE_NAMESPACES and name in figures:
            yield figures[name]


def _changes_of_figures(context: PageContext, page: Page) -> Iterator[ChangeView]:
    for figure in _figures(context, page):
        for point in figure.history:
            if point.status is not Status.SUPERSEDED and point.as_of:
                key = "corrected" if point.corrects is not None else "counted"
                yield _change(context, point, key, point.as_of)
        if figure.valid_from:
            yield _change(context, figure, "begins", figure.valid_from)
        if figure.valid_to:
            yield _change(context, figure, "ends", figure.valid_to)


def _former(context: PageContext, page: Page) -> Iterator[ChangeView]:
    """Yield what amounts of the page were, and contacts of its card had, before they changed."""
    project = context.site.project
    shown = {figure.name for figure in _figures(context, page)}
    card = project.answers.get(page.shared.answer)
    called = {call.contact for call in card.calls} if card else set()
    for record in project.changing_records:
        is_shown = (
            record.figure_name in shown if isinstance(record, Benefit) else record.id in called
        )
        for view in former_views(context, record) if is_shown else ():
            yield ChangeView(
                date=view.until,
                date_iso=view.until_iso,
                label=view.label,
                text=word_markup(context, "leaflet.former", was=view.was, why=view.why),
                href="",
            )


def _change(context: PageContext, figure: Figure, kind: str, day: str) -> ChangeView:
    was = context.locale.quantity(figure.corrects, figure.unit) if figure.corrects else ""
    value = quantity_markup(context, figure, is_pinned=bool(figure.as_of))
    return ChangeView(
        date=context.locale.date(day),
        date_iso=day,
        label=label_of(context, figure),
        text=word_markup(context, f"leaflet.{kind}", value=value, was=was),
        href="",
    )


def _news(context: PageContext, above: Page) -> Iterator[ChangeView]:
    """Yield the news that leads its readers on to the page."""
    updates = context.site.plan.updates(context.lang)
    for page in (update for update in updates if above.key in update.shared.next):
        yield ChangeView(
            date=context.locale.date(page.shared.date),
            date_iso=page.shared.date,
            label=plain_of(context, page.title),
            text=Markup(""),
            href=context.href(page),
        )


def _pages(project: Project, parent: Page) -> Iterator[Page]:
    """Yield the three pages below a page of which people take something home on paper."""
    kinds = {"leaflet": LEAFLET, "poster": POSTER, _CHANGES: CHANGES}
    for name, kind in kinds.items() if parent.shared.leaflet else ():
        yield _page(project, parent, name, kind)


def _page(project: Project, parent: Page, name: str, kind: Kind) -> Page:
    word, title = project.word, parent.title.value
    return generated_page(
        parent=parent,
        kind=kind,
        name=name,
        slug=word(f"leaflet.{name}_slug")[parent.lang],
        title=word(f"leaflet.{name}_title", title=title),
        short_title=word(f"leaflet.{name}_title", title=parent.short_title.value),
        description=word(f"leaflet.{name}_description", title=title),
        sources=parent.shared.sources if kind.is_printed else (),
        answer=parent.shared.answer if kind.is_printed else "",
        card=NO_FIGURE,
        is_offline=False,
    )


LEAFLETS = Kind(template="leaflet", card="card.leaflet", view=_leaflets_view, pages=_pages)
LEAFLET = Kind(
    template="sheet_leaflet",
    card="card.sheet_leaflet",
    view=_print_view,
    is_written=False,
    is_findable=False,
    is_printed=True,
)
POSTER = replace(LEAFLET, template="sheet_poster", card="card.sheet_poster")
CHANGES = Kind(
    template="changes",
    card="card.changes",
    view=_changes_view,
    is_written=False,
    is_findable=False,
)
KINDS = (LEAFLETS, LEAFLET, POSTER, CHANGES)
