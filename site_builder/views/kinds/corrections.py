"""What was wrong, what is right, and when: every figure whose value replaced a wrong one."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from site_builder.model import Figure, Status
from site_builder.views.context import PageContext
from site_builder.views.inserts.figure import figure_markup
from site_builder.views.inserts.inline import localized_markup
from site_builder.views.kinds.kind import Kind
from site_builder.views.labels import label_of
from site_builder.views.model import FormerView, KindView, SourceView
from site_builder.views.records import former_views, source_views

_CORRECTIONS_SHOWN = 10
_FORMER_SHOWN = 4
"""As many as a page of a thousand words holds."""


@dataclass(frozen=True, kw_only=True, slots=True)
class CorrectionView:
    """A number that was wrong, and the right one."""

    label: str
    was: str
    now: Markup
    date: str
    sources: tuple[SourceView, ...]
    note: str


@dataclass(frozen=True, kw_only=True, slots=True)
class CorrectionsView(KindView):
    """The corrections and changes of values, newest first; the downloads have all."""

    corrections: tuple[CorrectionView, ...]
    former: tuple[FormerView, ...]
    """What amounts were and contacts had before they changed, newest first."""
    earlier: str
    """Where further corrections are, if there are more than a page holds."""
    earlier_former: str


def _view(context: PageContext) -> CorrectionsView:
    found = [
        (figure, point, point.corrects)
        for figure in reversed([*context.site.registry.figures.values()])
        for point in figure.history
        if point.corrects is not None and point.status is not Status.SUPERSEDED
    ]
    found.sort(key=lambda correction: correction[1].as_of, reverse=True)
    records = context.site.project.changing_records
    former = [view for record in records for view in former_views(context, record)]
    former.sort(key=lambda view: (view.until_iso, view.label), reverse=True)
    earlier = context.word("data.earlier")
    return CorrectionsView(
        corrections=tuple(_correction(context, *each) for each in found[:_CORRECTIONS_SHOWN]),
        former=tuple(former[:_FORMER_SHOWN]),
        earlier=earlier if len(found) > _CORRECTIONS_SHOWN else "",
        earlier_former=earlier if len(former) > _FORMER_SHOWN else "",
    )


def _correction(
    context: PageContext, figure: Figure, point: Figure, was: Decimal
) -> CorrectionView:
    date = context.locale.date(point.as_of)
    return CorrectionView(
        label=f"{label_of(context, figure)}, {date}",
        was=context.locale.quantity(was, point.unit),
        now=figure_markup(context, point),
        date=date,
        sources=source_views(context, point.sources),
        note=localized_markup(context, point.note),
    )


KIND = Kind(template="corrections", card="card.corrections", view=_view, shows_sources=True)
