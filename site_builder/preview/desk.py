"""The staff desk: what needs attention today, every page, every figure, and what can be done.

A few pages at an address of the preview, made when somebody asks for them and never published.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from site_builder.build import BuildResult
from site_builder.messages.wording import Messages
from site_builder.model import STATED, OutputFile
from site_builder.preview.app import GALLERY_FOLDER
from site_builder.preview.desk_cells import (
    DESK_FOLDER,
    Cell,
    code_cell,
    copy_cell,
    do_cell,
    edit_address,
    link_cell,
    section,
    table,
    text_cell,
)
from site_builder.preview.desk_rows import TODAY, Desk, figure_cells
from site_builder.preview.editing.subject import PAGE, records_of
from site_builder.preview.panel import fill
from site_builder.read.stamps import load_confirmed
from site_builder.read.templates import load_templates, parse_templates
from site_builder.upkeep.status import make_status, tree_lines
from site_builder.views.inserts.figure import FigureValue
from site_builder.views.labels import label_of
from site_builder.views.namespaces import staff_context

NEW_SOURCE = "+"
"""In place of the id of a source: the sheet is one itself."""
ACTIONS_FOLDER = "actions/"
_STILL = ""
"""The end of a page's head that is never loaded anew by itself: livereload looks for the end tag.

What a command said must stay to be read, and no button be pressed again by it.
"""
ACTIONS: Mapping[str, tuple[str, ...]] = {
    "check": ("check",),
    "build": ("build",),
    "diff": ("diff", "--format", "html"),
    "undo": ("undo",),
    "redo": ("undo", "--again"),
    "rollback": ("rollback",),
}
"""What a button of the desk does: a command."""


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
    desk = Desk(
        site=result.site,
        result=result,
        status=status,
        confirmed=confirmed,
        messages=messages,
        token=token,
    )
    return tuple(
        OutputFile(
            path=f"{DESK_FOLDER}/{folder}index.html",
            content=render_desk(messages, folder, "".join(make(desk))),
        )
        for folder, (_, make) in _PAGES.items()
    )


def render_desk(messages: Messages, folder: str, content: str) -> bytes:
    """Render a page of the desk; an empty folder is that of the first."""
    name = _PAGES[folder][0] if folder in _PAGES else "title"
    head = "</head>" if folder in _PAGES and folder != ACTIONS_FOLDER else _STILL
    return _render(messages, folder, content, messages.say(f"desk.{name}"), head)


def render_edit(messages: Messages, title: str, content: str) -> bytes:
    """Render the page on which something is edited.

    It is not loaded anew: somebody is writing in it.
    """
    head = fill("edit_head.html", {}).decode() + _STILL
    return _render(messages, "edit", content, f"{messages.say('desk.edit')}: {title}", head)


def _render(messages: Messages, folder: str, content: str, heading: str, head: str) -> bytes:
    menu = "".join(
        fill(
            "desk_menu.html",
            {"href": f"/{DESK_FOLDER}/{other}", "text": messages.say(f"desk.{name}")},
            {"current": ' aria-current="page"' if other == folder else ""},
        ).decode()
        for other, (name, _) in _PAGES.items()
    )
    gallery = {"href": f"/{GALLERY_FOLDER}/", "text": messages.say("serve.gallery")}
    menu += fill("desk_menu.html", gallery, {"current": ""}).decode()
    texts = {"lang": messages.lang, "title": messages.say("desk.title"), "heading": heading}
    return fill("desk.html", texts, {"menu": menu, "content": content, "head": head})


def render_said(messages: Messages, said: str) -> bytes:
    """Render what a command said."""
    texts = {"text": said, "folder": DESK_FOLDER, "back": messages.say("desk.today")}
    return render_desk(messages, "said", fill("desk_said.html", texts).decode())


# --- the pages ---------------------------------------------------------------------------------


def _today(desk: Desk) -> Iterator[str]:
    for name, (heads, rows_of) in TODAY.items():
        yield section(desk.word, name, heads, rows_of(desk))


def _pages(desk: Desk) -> Iterator[str]:
    languages = desk.site.plan.languages
    stale = {(entry.key, entry.lang) for entry in desk.status.translations}
    originals = [page for page in desk.site.plan.written if page.lang == languages[0]]

    def row(key: str) -> Iterator[Cell]:
        for lang in languages:
            page = desk.site.plan.find(key, lang)
            if page is None:
                yield text_cell("–")
                yield text_cell("")
                continue
            behind = f" ({desk.word('behind')})" if (key, lang) in stale else ""
            yield link_cell(page.url, f"{page.short_title.value}{behind}")
            yield copy_cell(page.source, desk.word("copy"))
        yield link_cell(edit_address(PAGE, key), f"{desk.word('edit')} {key}")

    names = {each.code: each.name for each in desk.site.project.settings.languages}
    heads = [names[lang] if n == 0 else desk.word("file") for lang in languages for n in (0, 1)]
    heads.append(desk.word("edit"))
    words = {name: desk.word(f"new_{name}") for name in ("label", "page", "update")}
    yield fill("desk_new.html", words | {"folder": DESK_FOLDER, "token": desk.token}).decode()
    yield table(desk.word, "pages", heads, (row(page.key) for page in originals), is_searched=True)


def _records(desk: Desk) -> Iterator[str]:
    languages = desk.site.plan.languages
    heads = [*(each.name for each in desk.site.project.settings.languages), desk.word("edit")]
    for kind, records in records_of(desk.site.project).items():
        rows = (
            [
                *(text_cell(name[lang] if lang in name.texts else "–") for lang in languages),
                link_cell(edit_address(kind, key), f"{desk.word('edit')} {key}"),
            ]
            for key, name in records.entries.items()
        )
        words = {"label": desk.word(f"begin_{kind}"), "begin": desk.word("begin")}
        yield fill("desk_begin.html", words | {"action": edit_address(kind, "")}).decode()
        yield table(desk.word, f"kind_{kind}", heads, rows, is_searched=True)


def _figures(desk: Desk) -> Iterator[str]:
    heads = ("insert", "figure", "value", "state", "uses")
    context = staff_context(desk.site, desk.messages.lang)

    def row(figure: Mapping[str, object]) -> Iterator[Cell]:
        known = desk.site.registry.figures[str(figure["name"])]
        *_, state = figure_cells(desk, figure)
        uses = figure["uses"]
        places = [f"{use['path']}:{use['line']}" for use in uses] if isinstance(uses, list) else []
        yield copy_cell(f"{{{{ {figure['name']} }}}}", desk.word("copy"))
        yield text_cell(label_of(context, known))
        yield text_cell(FigureValue(context=context, figure=known).text())
        yield from (state, code_cell("\n".join(places)))

    rows = map(row, desk.status.figures)
    yield table(desk.word, "figures", list(map(desk.word, heads)), rows, is_searched=True)


def _questions(desk: Desk) -> Iterator[str]:
    project = desk.site.project
    lines = "\n".join(tree_lines(project.eligibility, project.settings.default_language))
    yield table(desk.word, "questions", [desk.word("questions")], [[code_cell(lines)]])


def _actions(desk: Desk) -> Iterator[str]:
    rows = (
        (
            text_cell(desk.word(f"explain_{name}")),
            do_cell(desk.token, name, desk.word(f"do_{name}")),
        )
        for name in ACTIONS
    )
    yield table(desk.word, "actions", [desk.word("what"), desk.word("do")], rows)
    names = ("file", "as_of", "released", "source", "new", "stated_by", "occasion", "sheet")
    others = ("status", "column", "notes", "try", "take", "unsent")
    words = {name: desk.word(name) for name in (*names, *others)}
    spoken = desk.site.plan.languages[0]
    sources = "".join(
        fill(
            "desk_option.html", {"value": source.id, "text": f"{source.id}: {source.title[spoken]}"}
        ).decode()
        for source in desk.site.project.sources.values()
    )
    statuses = "".join(
        fill("desk_option.html", {"value": status, "text": desk.word(f"status_{status}")}).decode()
        for status in STATED
    )
    yield fill(
        "desk_import.html",
        {
            **words,
            "new_value": NEW_SOURCE,
            "title": desk.word("import"),
            "explained": desk.word("explain_import"),
            "folder": DESK_FOLDER,
            "token": desk.token,
        },
        {"sources": sources, "statuses": statuses},
    ).decode()


_PAGES: Mapping[str, tuple[str, Callable[[Desk], Iterator[str]]]] = {
    "": ("today", _today),
    "pages/": ("pages", _pages),
    "records/": ("records", _records),
    "figures/": ("figures", _figures),
    "questions/": ("questions", _questions),
    ACTIONS_FOLDER: ("actions", _actions),
}
"""The pages by folder: their names, and what makes them."""
