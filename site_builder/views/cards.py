"""What the picture shows that stands for a page where its address is passed on.

It is the title with a figure, its date and its source, or what kind of page it is. A template draws
it, and `outputs/cards.py` makes the PNG.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from site_builder.diagnostics import Diagnostic, Location, nearest, problem
from site_builder.model import Figure, FigureUse
from site_builder.model.catalogs import fill
from site_builder.model.settings import MONEY
from site_builder.pages.page import NO_FIGURE
from site_builder.views.context import PageContext, SiteContext
from site_builder.views.inserts.figure import FigureValue, amount_words, is_plain
from site_builder.views.labels import label_of
from site_builder.views.model import Card

CARD_TEMPLATE = "cards/card.svg"
CARD_WIDTH, CARD_HEIGHT = 1200, 630
"""In pixels: what networks ask for."""

_LEADING_UNITS = ("people", "percent", *MONEY)
"""What is worth a picture; a time limit or a number of documents is so only if nothing else is."""
_TEXT = re.compile(r"<text\b[^>]*>(.*?)</text>", re.DOTALL)


@dataclass(frozen=True, kw_only=True, slots=True)
class CardView:
    """What a picture shows in words, besides whose site it is."""

    title: str
    expansion: str
    """Of the programme's name; stands in the place of a figure."""
    figure: FigureUse | None = None
    value: str = ""
    """Empty where the page shows no figure."""
    label: str = ""
    details: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """Return the picture in words, for those who do not see it."""
        said = f"{self.label}: {self.value}" if self.value else self.expansion
        end = "" if self.title.endswith((".", "?", "!")) else "."
        return f"{self.title}{end} {', '.join((said, *self.details))}"


def card_view(context: PageContext, title: str, uses: Sequence[FigureUse]) -> CardView | None:
    """Choose what a page's picture shows; None for a page that only stands in for others.

    `uses` are the figures of the page, in the order in which readers meet them.
    """
    if not context.page.is_listed:
        return None
    programme, figure = context.site.project.settings.programme, _figure(context, uses)
    expansion = programme.expansion[context.lang]
    if figure is None:
        kind = context.word(context.page.kind.card, site=programme.name)
        return CardView(title=kind, expansion=expansion)
    return CardView(
        title=title,
        expansion=expansion,
        figure=FigureUse(name=figure.name, as_of=figure.as_of),
        value=_value(context, figure),
        label=label_of(context, figure),
        details=tuple(_details(context, figure)),
    )


def make_card(site: SiteContext, svg: str, shown: CardView) -> Card:
    """Name a drawing by its content, so that a changed figure has a new address."""
    path = f"assets/cards/{hashlib.sha256(svg.encode()).hexdigest()[:10]}.png"
    return Card(
        path=path,
        href=site.absolute_url(f"/{path}"),
        width=CARD_WIDTH,
        height=CARD_HEIGHT,
        svg=svg,
        alt=shown.text,
        figures=(shown.figure,) if shown.figure else (),
    )


def drawn_text(svg: str) -> str:
    """Return the words of a drawing, to see whether the fonts can write them."""
    return "".join(re.sub(r"<[^>]*>", "", text) for text in _TEXT.findall(svg))


def check_card(context: PageContext) -> Iterator[Diagnostic]:
    """Report a figure of front matter that does not exist (FIG003)."""
    name, figures = context.page.shared.card, context.site.registry.figures
    if name and name != NO_FIGURE and name not in figures:
        place = context.page.front.locations.get("card", Location(path=context.page.source))
        yield problem("FIG003", place, name=name, nearest=nearest(name, (*figures, NO_FIGURE)))


def _figure(context: PageContext, uses: Sequence[FigureUse]) -> Figure | None:
    """Return the figure that front matter names, or else the first that the page shows."""
    name = context.page.shared.card
    if name:
        return _known(context, name, uses)
    shown = [figure for use in uses if (figure := _known(context, use.name, uses)) is not None]
    leading = (figure for figure in shown if figure.unit.startswith(_LEADING_UNITS))
    return next(leading, shown[0] if shown else None)


def _known(context: PageContext, name: str, uses: Sequence[FigureUse]) -> Figure | None:
    """Return a figure as it stands today, on dated news as the news has it; None if unknown."""
    figure = context.site.registry.figures.get(name)
    days = [use.as_of for use in uses if use.name == name]
    if figure is not None and context.page.shared.date and days:
        figure = figure.at(days[0])
    return figure if figure is not None and figure.value is not None else None


def _value(context: PageContext, figure: Figure) -> str:
    """Write the number with what belongs to it: a ceiling, a period."""
    text = FigureValue(context=context, figure=figure).text()
    for words in amount_words(context, figure):
        text = fill(words, {"value": text})
    return text


def _details(context: PageContext, figure: Figure) -> Iterator[str]:
    """Say of when the number is, how sure it is, on what it depends, and who said it."""
    if figure.as_of:
        yield context.word("figure.as_of", date=context.locale.date(figure.as_of))
    validity = FigureValue(context=context, figure=figure).validity()
    if validity:
        yield validity
    if not is_plain(figure):
        yield context.word(f"status.{figure.status}")
    namespace, _, name = figure.name.partition(".")
    benefit = context.site.project.benefits.get(name) if namespace == "benefit" else None
    if benefit is not None and benefit.conditions:
        yield context.word("card.conditions")
    sources = context.site.project.sources
    publishers = list(dict.fromkeys(sources[s].publisher for s in figure.sources if s in sources))
    if publishers:
        others = len(publishers) - 1
        key = "card.sources_more" if others else "card.source"
        yield context.word(key, source=publishers[0], count=others)
