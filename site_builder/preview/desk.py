"""The staff desk: what needs attention today, every page, every figure, and what can be done.

A few pages at an address of the preview, made when somebody asks for them and never published.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from site_builder.build import BuildResult
from site_builder.checks.numbers.typed_numbers import find_exemptions
from site_builder.messages.wording import Messages, describe
from site_builder.model import OutputFile, Status
from site_builder.pages.translations import section_text
from site_builder.preview.panel import EXPLAIN_FOLDER, fill
from site_builder.read.stamps import confirmed_path, load_confirmed, parse_confirmed
from site_builder.read.templates import load_templates, parse_templates
from site_builder.upkeep.status import StatusReport, make_status, tree_lines
from site_builder.views.context import SiteContext

DESK_FOLDER = "__desk"
NEW_SOURCE = "+"
"""In place of the id of a source: the sheet is one itself."""
ACTIONS = ("build", "diff", "undo", "rollback")
"""What a button of the desk does, each the command of that name."""
_CERTAIN = frozenset({Status.PUBLISHED, Status.COMPUTED})
_MOST_ROWS, _FEW = 200, 15
Cell = str
"""A cell of a table, as markup."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Desk:
    """What the pages of the desk are made from."""

    site: SiteContext
    result: BuildResult
    status: StatusReport
    confirmed: Mapping[str, str]
    messages: Messages
    token: str
    """Whoever does not know it can do nothing."""

    def word(self, key: str, /, **params: object) -> str:
        return self.messages.say(f"desk.{key}", **params)


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
    menu = "".join(
        fill(
            "desk_menu.html",
            {"href": f"/{DESK_FOLDER}/{other}", "text": messages.say(f"desk.{name}")},
            {"current": ' aria-current="page"' if other == folder else ""},
        ).decode()
        for other, (name, _) in _PAGES.items()
    )
    name = _PAGES[folder][0] if folder in _PAGES else "title"
    return fill(
        "desk.html",
        {
            "lang": messages.lang,
            "title": messages.say("desk.title"),
            "heading": messages.say(f"desk.{name}"),
        },
        {"menu": menu, "content": content},
    )


def render_said(messages: Messages, said: str) -> bytes:
    """Render what a command said."""
    texts = {"text": said, "folder": DESK_FOLDER, "back": messages.say("desk.today")}
    return render_desk(messages, "said", fill("desk_said.html", texts).decode())


# --- the pages ---------------------------------------------------------------------------------


def _today(desk: Desk) -> Iterator[str]:
    for name, (heads, rows_of) in _TODAY.items():
        yield _section(desk, name, heads, rows_of(desk))


def _pages(desk: Desk) -> Iterator[str]:
    languages = desk.site.plan.languages
    stale = {(entry.key, entry.lang) for entry in desk.status.translations}
    originals = [page for page in desk.site.plan.written if page.lang == languages[0]]

    def row(key: str) -> Iterator[Cell]:
        for lang in languages:
            page = desk.site.plan.find(key, lang)
            if page is None:
                yield _text("–")
                yield _text("")
                continue
            behind = f" ({desk.word('behind')})" if (key, lang) in stale else ""
            yield _link(page.url, f"{page.short_title.value}{behind}")
            yield _copy(desk, page.source)

    names = {each.code: each.name for each in desk.site.project.settings.languages}
    heads = [names[lang] if n == 0 else desk.word("file") for lang in languages for n in (0, 1)]
    yield _table(desk, "pages", heads, (row(page.key) for page in originals), is_searched=True)


def _figures(desk: Desk) -> Iterator[str]:
    heads = ("insert", "value", "state", "uses")

    def row(figure: Mapping[str, object]) -> Iterator[Cell]:
        _, value, state = _figure_cells(desk, figure)
        uses = figure["uses"]
        places = [f"{use['path']}:{use['line']}" for use in uses] if isinstance(uses, list) else []
        yield _copy(desk, f"{{{{ {figure['name']} }}}}")
        yield from (value, state, _code("\n".join(places)))

    rows = map(row, desk.status.figures)
    yield _table(desk, "figures", list(map(desk.word, heads)), rows, is_searched=True)


def _questions(desk: Desk) -> Iterator[str]:
    project = desk.site.project
    lines = "\n".join(tree_lines(project.eligibility, project.settings.default_language))
    yield _table(desk, "questions", [desk.word("questions")], [[_code(lines)]])


def _actions(desk: Desk) -> Iterator[str]:
    rows = (
        (_text(desk.word(f"explain_{name}")), _do(desk, name, desk.word(f"do_{name}")))
        for name in ACTIONS
    )
    yield _table(desk, "actions", [desk.word("what"), desk.word("do")], rows)
    names = ("file", "as_of", "released", "source", "new", "stated_by", "occasion", "sheet")
    words = {name: desk.word(name) for name in (*names, "try", "take")}
    spoken = desk.site.plan.languages[0]
    sources = "".join(
        fill(
            "desk_option.html", {"value": source.id, "text": f"{source.id}: {source.title[spoken]}"}
        ).decode()
        for source in desk.site.project.sources.values()
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
        {"sources": sources},
    ).decode()


_PAGES: Mapping[str, tuple[str, Callable[[Desk], Iterator[str]]]] = {
    "": ("today", _today),
    "pages/": ("pages", _pages),
    "figures/": ("figures", _figures),
    "questions/": ("questions", _questions),
    "actions/": ("actions", _actions),
}
"""The pages by folder: their names, and what makes them."""


# --- rows --------------------------------------------------------------------------------------


def _problems(desk: Desk) -> Iterator[Iterable[Cell]]:
    for diagnostic in desk.result.diagnostics:
        described, place = describe(diagnostic, desk.messages), diagnostic.location
        yield (
            _link(f"/{EXPLAIN_FOLDER}/{diagnostic.code}", f"{place} {diagnostic.code}"),
            _text(described.message),
            _text(described.hint),
        )


def _translations(desk: Desk) -> Iterator[Iterable[Cell]]:
    plan = desk.site.plan
    for entry in desk.status.translations:
        page = plan.named(entry.key, entry.lang)
        original = plan.original(page) or page
        texts = {section.id: section_text(original, section) for section in original.sections}
        own = {section.id: section_text(page, section) for section in page.sections}
        path = confirmed_path(entry.key, entry.lang)
        before = parse_confirmed(desk.confirmed.get(path, ""), path).get(entry.section, "")
        yield (
            _link(page.url, f"{entry.key} [{entry.lang}] #{entry.section}"),
            _difference(before or texts[entry.section], texts[entry.section]),
            _code(own.get(entry.section, "")),
            _do(desk, "translated", desk.word("do_translated"), entry.key, entry.section),
        )


def _difference(before: str, after: str) -> Cell:
    """Mark word by word what is gone, and what is new."""
    old, new = (text.replace("\n", " \n ").split(" ") for text in (before, after))
    pieces = []
    for kind, i1, i2, j1, j2 in difflib.SequenceMatcher(None, old, new, False).get_opcodes():
        names = ("desk_same.html",) if kind == "equal" else ("desk_gone.html", "desk_added.html")
        spans = (old[i1:i2], new[j1:j2]) if kind != "equal" else (new[j1:j2],)
        pieces += [
            fill(name, {"text": " ".join(words)}).decode()
            for name, words in zip(names, spans, strict=True)
            if words
        ]
    return fill("desk_pieces.html", {}, {"pieces": " ".join(pieces)}).decode()


def _concerned(desk: Desk) -> Iterator[Iterable[Cell]]:
    for concern in desk.status.concerned:
        yield _text(f"{concern.path}:{concern.line}"), _text(concern.figure)


def _reviews(desk: Desk) -> Iterator[Iterable[Cell]]:
    for review in desk.site.reviews:
        if review.due <= desk.site.today:
            yield (
                _text(review.due.isoformat()),
                _text(f"{desk.word(f'kind_{review.kind}')}: {review.id}"),
                _text(str(review.location)),
            )


def _doubtful(desk: Desk) -> Iterator[Iterable[Cell]]:
    return (
        _figure_cells(desk, each) for each in desk.status.figures if each["status"] not in _CERTAIN
    )


def _exemptions(desk: Desk) -> Iterator[Iterable[Cell]]:
    for exemption in find_exemptions(desk.site):
        place = f"{exemption.path}:{exemption.line}"
        yield _text(place), _text(exemption.number), _text(exemption.reason)


def _heaviest(desk: Desk) -> Iterator[Iterable[Cell]]:
    for page in sorted(desk.status.weight, key=lambda page: -int(str(page["bytes"])))[:_FEW]:
        url = str(page["url"])
        yield _link(url, url), _text(f"{page['bytes']} / {page['budget']}")


def _longest(desk: Desk) -> Iterator[Iterable[Cell]]:
    found = ((each, file.path) for file in desk.status.language for each in file.long_sentences)
    for sentence, path in sorted(found, key=lambda pair: -pair[0].words)[:_FEW]:
        yield _text(f"{path}:{sentence.line}"), _text(str(sentence.words)), _text(sentence.text)


_TODAY: Mapping[str, tuple[Sequence[str], Callable[[Desk], Iterator[Iterable[Cell]]]]] = {
    "problems": (("place", "message", "remedy"), _problems),
    "translations": (("page", "original", "translation", "do"), _translations),
    "concerned": (("place", "figure"), _concerned),
    "reviews": (("due", "what", "place"), _reviews),
    "doubtful": (("figure", "value", "state"), _doubtful),
    "exemptions": (("place", "number", "reason"), _exemptions),
    "weight": (("page", "bytes"), _heaviest),
    "long": (("place", "words", "text"), _longest),
}
"""What may need attention: the heads of its columns, and its rows."""


def _figure_cells(desk: Desk, figure: Mapping[str, object]) -> tuple[Cell, Cell, Cell]:
    value = "–" if figure["value"] is None else str(figure["value"])
    state = desk.word(f"status_{figure['status']}")
    return (
        _text(str(figure["name"])),
        _text(value),
        _text(f"{state} {figure['as_of'] or ''}".rstrip()),
    )


# --- markup ------------------------------------------------------------------------------------


def _section(desk: Desk, name: str, heads: Sequence[str], rows: Iterable[Iterable[Cell]]) -> str:
    """Return a table, or a line that says that there is nothing to do."""
    rows = [*rows]
    if not rows:
        texts = {"title": desk.word(name), "text": desk.word("nothing")}
        return fill("desk_fine.html", texts).decode()
    return _table(desk, name, list(map(desk.word, heads)), rows)


def _table(
    desk: Desk,
    name: str,
    heads: Iterable[str],
    rows: Iterable[Iterable[Cell]],
    *,
    is_searched: bool = False,
) -> str:
    made = [fill("desk_row.html", {}, {"cells": "".join(cells)}).decode() for cells in rows]
    shown = made if is_searched else made[:_MOST_ROWS]
    if len(shown) < len(made):
        more = desk.word("more", count=len(made) - len(shown))
        shown.append(fill("desk_row.html", {}, {"cells": _text(more)}).decode())
    label = {"label": desk.word("find")}
    return fill(
        "desk_section.html",
        {"title": desk.word(name)},
        {
            "before": fill("desk_find.html", label).decode() if is_searched else "",
            "heads": "".join(fill("desk_head.html", {"text": text}).decode() for text in heads),
            "rows": "".join(shown),
        },
    ).decode()


def _text(text: str) -> Cell:
    return fill("desk_text.html", {"text": text}).decode()


def _code(text: str) -> Cell:
    return fill("desk_code.html", {"text": text}).decode()


def _link(href: str, text: str) -> Cell:
    return fill("desk_link.html", {"href": href, "text": text}).decode()


def _copy(desk: Desk, text: str) -> Cell:
    return fill("desk_copy.html", {"text": text, "label": desk.word("copy")}).decode()


def _do(desk: Desk, action: str, label: str, key: str = "", section: str = "") -> Cell:
    texts = {"action": action, "label": label, "key": key, "section": section}
    return fill("desk_do.html", texts | {"folder": DESK_FOLDER, "token": desk.token}).decode()
