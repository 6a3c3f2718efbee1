"""The staff desk: what needs attention today, every page, every figure, and what can be done.

A few pages at an address of the preview, made when somebody asks for them and never published.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path

from site_builder.build import BuildResult
from site_builder.diagnostics import Location
from site_builder.messages.wording import Messages, describe
from site_builder.model import STATED, OutputFile, Status
from site_builder.pages.reviews import Review
from site_builder.preview.addresses import DESK_FOLDER
from site_builder.preview.editing.subject import edited_at, records_of
from site_builder.preview.markup import render
from site_builder.preview.unseen import why_unseen
from site_builder.read.stamps import load_confirmed
from site_builder.read.templates import load_templates, parse_templates
from site_builder.upkeep.concerns import concerned_sentences
from site_builder.upkeep.plain_language import longest_sentences
from site_builder.upkeep.question_trees import draw_trees
from site_builder.upkeep.releases.changes import compare_words
from site_builder.upkeep.releases.moves_by_hand import offered_move
from site_builder.upkeep.status import (
    FigureEntry,
    StatusReport,
    make_status,
)
from site_builder.upkeep.translating import find_comparisons
from site_builder.views.context import PageContext, SiteContext
from site_builder.views.inserts.figure import FigureValue
from site_builder.views.labels import label_of
from site_builder.views.namespaces import staff_context

NEW_SOURCE = "+"
"""In place of the id of a source: the sheet is one itself."""
ACTIONS: Mapping[str, tuple[str, ...]] = {
    "check": ("check",),
    "build": ("build",),
    "diff": ("diff", "--format", "html"),
    "undo": ("undo",),
    "redo": ("undo", "--again"),
    "rollback": ("rollback",),
}
"""What a button of the desk does: a command."""
_CERTAIN = frozenset({Status.PUBLISHED, Status.COMPUTED})
_FEW = 15
"""So many are shown of the heaviest pages and of the longest sentences."""
_MOST_ROWS = 200
"""Of a table without a search."""
_CONFIRMED_AT_DESK = frozenset({"LNG007", "LNG008"})
"""Codes of what a button of the desk does away with, once a person compared the texts."""
_SOON_DAYS = 60
"""So long before its day something to be looked at is told."""
_BY_ITSELF = frozenset({"benefit", "waiting"})
"""Kinds of what readers see otherwise from a day on, however far it is."""
Shown = Mapping[str, object]
"""What a template shows, by name."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Desk:
    """What the pages of the desk are made from."""

    site: SiteContext
    result: BuildResult
    status: StatusReport
    confirmed: Mapping[str, str]
    messages: Messages
    staff: PageContext
    """What names and values are written by, in the language of the staff."""


def make_desk(
    result: BuildResult, root: Path, messages: Messages, token: str
) -> tuple[OutputFile, ...]:
    """Return the pages of the desk, as the last good build leaves them to be seen."""
    if result.site is None:
        return ()
    confirmed = load_confirmed(root)
    templates, _ = parse_templates(load_templates(root))
    status = make_status(
        result.site, result.files, result.diagnostics, templates, confirmed, is_quick=True
    )
    desk = _Desk(
        site=result.site,
        result=result,
        status=status,
        confirmed=confirmed,
        messages=messages,
        staff=staff_context(result.site, messages.lang),
    )
    common = {"token": token, "status": status, "languages": result.site.project.settings.languages}
    return tuple(
        OutputFile(
            path=f"{DESK_FOLDER}/{_folder(name)}index.html",
            content=render_desk(name, messages, **common, **shown(desk)),
        )
        for name, shown in _PAGES.items()
    )


def render_desk(name: str, messages: Messages, /, **values: object) -> bytes:
    """Render a page with the menu of the desk."""
    return render(
        f"desk_{name}.html",
        current=name,
        folders={name: _folder(name) for name in _PAGES},
        say=messages.say,
        lang=messages.lang,
        most_rows=_MOST_ROWS,
        confirmed_at_desk=_CONFIRMED_AT_DESK,
        translation_anchor=_translation_anchor,
        **values,
    )


def _translation_anchor(about: Mapping[str, object]) -> str:
    """Return the place, on the page of today, where a section and its translation are compared."""
    if not (about.get("key") and about.get("section")):
        return "translations"
    return f"translation-{about['key']}-{about['lang']}-{about['section']}"


def render_said(messages: Messages, said: str, edited_at: str = "") -> bytes:
    """Render what a command said, and where one edits what it wrote."""
    return render_desk("said", messages, text=said, edited_at=edited_at)


# --- what the pages show -----------------------------------------------------------------------


def _today(desk: _Desk) -> Shown:
    status, staff = desk.status, desk.staff
    doubtful = [each for each in status.figures if each.status not in _CERTAIN]
    reviews = [_review(desk, each) for each in status.reviews]
    due = desk.site.next_build_due
    return {
        "problems": tuple(_problems(desk)),
        "comparisons": tuple(find_comparisons(desk.site, desk.confirmed)),
        "compare_words": lambda old, new: compare_words(old.strip(), new.strip()),
        "concerned": [
            {
                "place": Location(path=each.path, line=each.line),
                "sentences": concerned_sentences(desk.site, each),
                "label": _label(desk, each.figure),
            }
            for each in status.concerned
        ],
        "next_build": staff.locale.date(due) if due else "",
        "reviews": [each for each in reviews if each["due"] <= status.date],
        "coming": [each for each in reviews if _is_coming(desk, each)],
        "doubtful": [_figure(desk, each) for each in doubtful],
        "heaviest": status.weight[:_FEW],
        "longest": longest_sentences(status.language)[:_FEW],
        "write_number": staff.locale.number,
        "edited_at": partial(_edited_at, desk),
    }


def _is_coming(desk: _Desk, review: Mapping[str, str]) -> bool:
    """Return whether something changes by itself, or is to be looked at soon."""
    last = desk.site.today + timedelta(days=_SOON_DAYS)
    is_soon = review["kind"] in _BY_ITSELF or review["due"] <= last.isoformat()
    return review["due"] > desk.status.date and is_soon


def _review(desk: _Desk, review: Review) -> Mapping[str, str]:
    """Return what is to be looked at, and when, in words."""
    place = review.location
    return {
        "kind": review.kind,
        "due": review.due.isoformat(),
        "day": desk.staff.locale.date(review.due),
        "name": _name(desk, review),
        "place": f"{place.path}:{place.line}",
        "edited_at": _edited_at(desk, place.path, place.line),
    }


def _name(desk: _Desk, review: Review) -> str:
    project, lang = desk.site.project, desk.staff.lang
    if review.kind == "contact":
        return project.contacts[review.id].name[lang]
    if review.kind == "benefit":
        return project.benefits[review.id].name[lang]
    page = desk.site.plan.find(review.id, lang)
    return page.title.value if page else review.id


def _figure(desk: _Desk, entry: FigureEntry) -> Shown:
    """Return a figure as the site writes it, with what it counts."""
    figure, staff = desk.site.registry.figures[entry.name], desk.staff
    unit = f"unit_name.{figure.unit}"
    has_unit = figure.value is not None and unit in staff.catalog.words
    currency = staff.locale.currency.code
    value, short = (
        FigureValue(context=staff, figure=figure, is_short=is_short).text()
        for is_short in (False, True)
    )
    return {
        "entry": entry,
        "label": label_of(staff, figure),
        "value": value,
        "short": "" if short == value else short,
        "ways": [*dict.fromkeys((value, short, entry.value or ""))],
        "unit": staff.word(unit, currency=currency) if has_unit else "",
        "day": staff.locale.date(entry.as_of),
    }


def _label(desk: _Desk, name: str) -> str:
    figure = desk.site.registry.figures.get(name)
    return label_of(desk.staff, figure) if figure else name


def _edited_at(desk: _Desk, path: str, line: int) -> str:
    return edited_at(desk.site, Location(path=path, line=line))


def _problems(desk: _Desk) -> Iterator[Shown]:
    # What a list further down tells too comes last.
    also = {(review.location.path, review.location.line) for review in desk.status.reviews}
    found = desk.result.diagnostics
    for diagnostic in sorted(found, key=lambda d: (d.location.path, d.location.line) in also):
        place = diagnostic.location
        yield {
            "place": place,
            "code": diagnostic.code,
            "params": diagnostic.params,
            "described": describe(diagnostic, desk.messages),
            "related": diagnostic.related,
            "edited_at": _edited_at(desk, place.path, place.line),
            "move": offered_move(diagnostic),
        }


def _pages(desk: _Desk) -> Shown:
    plan, say = desk.site.plan, desk.messages.say
    names = [language.name for language in desk.site.project.settings.languages]
    heads = [head for name in names for head in (name, say("desk.file"))]
    return {
        "heads": [*heads, say("desk.edit")],
        "keys": [page.key for page in plan.written if page.lang == plan.languages[0]],
        "find": plan.find,
        "behind": {(entry.key, entry.lang) for entry in desk.status.translations},
        "unseen": {page.key: why_unseen(desk.site, page, desk.messages) for page in plan.written},
    }


def _records(desk: _Desk) -> Shown:
    return {"records": records_of(desk.site.project)}


def _figures(desk: _Desk) -> Shown:
    return {"figures": [_figure(desk, entry) for entry in desk.status.figures]}


def _questions(desk: _Desk) -> Shown:
    project, plan, staff = desk.site.project, desk.site.plan, desk.staff
    titles = {page.key: page.title.value for page in plan.written if page.lang == staff.lang}
    return {
        "trees": [
            (titles.get(page, "") if page else desk.messages.say("desk.checker"), start)
            for page, start in draw_trees(project.eligibility, staff.lang)
        ],
        "kind_word": lambda kind: staff.word(f"outcome.{kind}"),
    }


def _actions(desk: _Desk) -> Shown:
    return {
        "actions": ACTIONS,
        "new_source": NEW_SOURCE,
        "sources": desk.site.project.sources.values(),
        "spoken": desk.staff.lang,
        "statuses": STATED,
    }


_PAGES: Mapping[str, Callable[[_Desk], Shown]] = {
    "today": _today,
    "pages": _pages,
    "records": _records,
    "figures": _figures,
    "questions": _questions,
    "actions": _actions,
}
"""What each page shows, by its name, in the order of the menu."""


def _folder(name: str) -> str:
    return "" if name == "today" else f"{name}/"
