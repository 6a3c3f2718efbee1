"""The staff desk: what needs attention today, every page, every figure, and what can be done.

A few pages at an address of the preview, made when somebody asks for them and never published.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from site_builder.build import BuildResult
from site_builder.messages.wording import Messages, describe
from site_builder.model import STATED, OutputFile, Status
from site_builder.preview.addresses import DESK_FOLDER, edit_address
from site_builder.preview.editing.subject import PAGE, entry_at, records_of
from site_builder.preview.markup import render
from site_builder.read.stamps import load_confirmed
from site_builder.read.templates import load_templates, parse_templates
from site_builder.upkeep.plain_language import longest_sentences
from site_builder.upkeep.releases.changes import compare_words
from site_builder.upkeep.status import StatusReport, make_status, tree_lines
from site_builder.upkeep.translating import find_comparisons
from site_builder.views.context import SiteContext
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
        site=result.site, result=result, status=status, confirmed=confirmed, messages=messages
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
        **values,
    )


def render_said(messages: Messages, said: str) -> bytes:
    """Render what a command said."""
    return render_desk("said", messages, text=said)


# --- what the pages show -----------------------------------------------------------------------


def _today(desk: _Desk) -> Shown:
    status = desk.status
    return {
        "problems": tuple(_problems(desk)),
        "comparisons": tuple(find_comparisons(desk.site, desk.confirmed)),
        "compare_words": compare_words,
        "reviews": [each for each in status.reviews if each.due <= status.date],
        "doubtful": [each for each in status.figures if each.status not in _CERTAIN],
        "heaviest": status.weight[:_FEW],
        "longest": longest_sentences(status.language)[:_FEW],
    }


def _problems(desk: _Desk) -> Iterator[Shown]:
    keys = {page.source: (PAGE, page.key) for page in desk.site.plan.written}
    for diagnostic in desk.result.diagnostics:
        place = diagnostic.location
        edited = keys.get(place.path) or entry_at(desk.site.project, place)
        yield {
            "place": place,
            "code": diagnostic.code,
            "described": describe(diagnostic, desk.messages),
            "edited_at": edit_address(*edited) if edited else "",
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
    }


def _records(desk: _Desk) -> Shown:
    return {"records": records_of(desk.site.project)}


def _figures(desk: _Desk) -> Shown:
    context = staff_context(desk.site, desk.messages.lang)
    known = desk.site.registry.figures
    return {
        "figures": [
            {
                "entry": entry,
                "label": label_of(context, known[entry.name]),
                "value": FigureValue(context=context, figure=known[entry.name]).text(),
            }
            for entry in desk.status.figures
        ]
    }


def _questions(desk: _Desk) -> Shown:
    project = desk.site.project
    return {"lines": tuple(tree_lines(project.eligibility, project.settings.default_language))}


def _actions(desk: _Desk) -> Shown:
    return {
        "actions": ACTIONS,
        "new_source": NEW_SOURCE,
        "sources": desk.site.project.sources.values(),
        "spoken": desk.site.plan.languages[0],
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
