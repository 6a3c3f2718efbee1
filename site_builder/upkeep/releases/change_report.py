"""The changes between two builds for whoever decides: to read, to print and sign, for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from decimal import Decimal
from functools import partial

from site_builder.diagnostics import Diagnostic
from site_builder.messages.report import first_lines
from site_builder.messages.wording import Described, Messages, describe
from site_builder.model import OutputFile
from site_builder.upkeep.concerns import Concern, concerned_sentences
from site_builder.upkeep.releases.changes import (
    Changes,
    FigureChange,
    TextChange,
    check_addresses,
    compare_words,
    find_changes,
)
from site_builder.upkeep.releases.release import CertifiedFigure, Release, release_of
from site_builder.views.context import PageContext, SiteContext
from site_builder.views.labels import label_of
from site_builder.views.namespaces import staff_context
from site_builder.views.render import render_own

_TEMPLATE = "upkeep/templates/change_report.html"
_PERCENT = "percent"
_FEW = 3
"""So many addresses are named of those that changed alike."""


@dataclass(frozen=True, kw_only=True, slots=True)
class FigureRow:
    """A figure as the site writes numbers."""

    label: str
    before: str
    after: str
    change: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ChangeReport:
    """The changes with all that is needed to say them."""

    changes: Changes
    problems: tuple[Diagnostic, ...]
    against: str
    """What was compared with."""
    context: PageContext
    """Of a page in the language in which figures are named."""
    messages: Messages

    def word(self, key: str, **params: object) -> str:
        return self.messages.say(f"diff.{key}", **params)

    @property
    def opening(self) -> str:
        """Say what was compared with."""
        before = self.changes.before
        if not before:
            return self.word("first", against=self.against)
        return self.word("against", against=self.against, date=self.context.locale.date(before))

    @property
    def title(self) -> str:
        settings = self.context.site.project.settings
        return self.word("title", site=settings.title[self.context.lang])

    @property
    def rows(self) -> tuple[FigureRow, ...]:
        """The figures that readers meet on a page."""
        return tuple(self._row(change) for change in self.changes.figures if change.is_shown)

    def read_again(self, concern: Concern) -> str:
        """Return a sentence that a figure concerns as readers see it, or else its place."""
        sentences = concerned_sentences(self.context.site, concern)
        return " … ".join(sentences) or f"{concern.path}:{concern.line}"

    def label(self, name: str) -> str:
        """Return what a figure is called; its name, where there is none any more."""
        figure = self.context.site.registry.figures.get(name)
        return label_of(self.context, figure) if figure else name

    @property
    def sizes(self) -> Iterator[str]:
        """Say what all pages weigh, before and after."""
        for name in ("pages", "bytes", "words"):
            before, after = (self._number(getattr(size, name)) for size in self.changes.sizes)
            yield self.word(f"size_{name}", before=before, after=after)

    def where(self, change: TextChange) -> str:
        """Name the pages that changed alike, by the first few addresses."""
        named, more = ", ".join(change.urls[:_FEW]), len(change.urls) - _FEW
        return self.word("places", named=named, count=more) if more > 0 else named

    def describe(self, found: Diagnostic) -> Described:
        return describe(found, self.messages)

    def _number(self, value: int | None) -> str:
        return "–" if value is None else self.context.locale.number(value)

    def _row(self, change: FigureChange) -> FigureRow:
        return FigureRow(
            label=self.label(change.name),
            before=self._written(change.before),
            after=self._written(change.after),
            change=self._difference(change),
        )

    def _written(self, figure: CertifiedFigure | None) -> str:
        if figure is None:
            return "–"
        locale = self.context.locale
        if figure.value is None:
            written = self.context.word(f"status.{figure.status}")
        else:
            written = locale.quantity(Decimal(str(figure.value)), figure.unit)
        return f"{written} ({locale.date(figure.as_of)})" if figure.as_of else written

    def _difference(self, change: FigureChange) -> str:
        if not change.change or change.after is None:
            return ""
        locale, unit = self.context.locale, change.after.unit
        written = locale.quantity(change.change, "" if unit == _PERCENT else unit, with_plus=True)
        return self.word("points", value=written) if unit == _PERCENT else written


def make_report(
    site: SiteContext,
    files: Iterable[OutputFile],
    before: Release,
    against: str,
    messages: Messages,
) -> ChangeReport:
    """Compare a site, of which these are the finished files, with another build."""
    changes = find_changes(before, release_of(files), site)
    return ChangeReport(
        changes=changes,
        problems=tuple(check_addresses(changes, site)),
        against=against,
        context=staff_context(site, messages.lang),
        messages=messages,
    )


def as_json(report: ChangeReport) -> str:
    """Return the changes for programs."""
    found = {"against": report.against, **asdict(report.changes)}
    found["problems"] = [{"code": d.code, **d.params} for d in report.problems]
    return json.dumps(found, ensure_ascii=False, indent=2, default=_plain)


def _plain(value: object) -> object:
    if isinstance(value, frozenset):
        return sorted(value)
    return float(str(value))


def format_changes(report: ChangeReport) -> str:
    """Return the changes for a terminal."""
    return "\n".join(_lines(report))


def _lines(report: ChangeReport) -> Iterator[str]:
    changes, word = report.changes, report.word
    first = partial(first_lines, messages=report.messages)
    yield report.opening
    rows = [
        f"  {row.label}: {row.before} → {row.after}  {row.change}".rstrip() for row in report.rows
    ]
    unshown = len(changes.figures) - len(rows)
    yield word("figures", count=len(rows), unshown=unshown)
    yield from first(rows)
    for key, pages in (("added", changes.added), ("removed", changes.removed)):
        yield word(key, count=len(pages))
        yield from first([f"  {page.url}" for page in pages])
    yield word("moved", count=len(changes.moved))
    moves = [f"  {move.before.url} → {move.after.url}" for move in changes.moved]
    yield from first(moves)
    yield word("changed", count=len(changes.changed), unseen=changes.unseen)
    if changes.texts:
        texts = [line for text in changes.texts for line in _text_lines(text, report)]
        yield from first(texts)
    else:
        yield from first([f"  {page.url}" for page in changes.changed])
    yield word("stale", count=len(changes.stale))
    yield from first([f"  {e.key} [{e.lang}] #{e.section}" for e in changes.stale])
    yield word("concerned", count=len(changes.concerned))
    yield from first([f"  {each}" for each in changes.concerned])
    yield from report.sizes


def _text_lines(text: TextChange, report: ChangeReport) -> Iterator[str]:
    yield f"  [{text.lang}] {report.where(text)}"
    for passage in text.passages:
        yield from (f"    - {passage.before}",) if passage.before else ()
        yield from (f"    + {passage.after}",) if passage.after else ()


def render_changes(report: ChangeReport) -> str:
    """Return one page of HTML that needs nothing else, to be printed and signed."""
    return render_own(_TEMPLATE, {"report": report, "compare_words": compare_words})
