"""Tables of the desk, and the cells that they are made of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from urllib.parse import quote

from site_builder.preview.panel import fill

DESK_FOLDER = "__desk"
EDIT = f"/{DESK_FOLDER}/edit/"
FIGURES = f"/{DESK_FOLDER}/figures/"
"""Where every figure is listed, with its insert, label and value."""
_MOST_ROWS = 200
Cell = str
"""A cell of a table, as markup."""
Word = Callable[..., str]
"""Returns a word of the desk by its name."""


def edit_address(kind: str, key: str) -> str:
    """Return where a page or an entry is edited."""
    return f"{EDIT}{kind}/{quote(key)}"


def section(word: Word, name: str, heads: Sequence[str], rows: Iterable[Iterable[Cell]]) -> str:
    """Return a table, or a line that says that there is nothing to do."""
    rows = [*rows]
    if not rows:
        texts = {"title": word(name), "text": word("nothing")}
        return fill("desk_fine.html", texts).decode()
    return table(word, name, list(map(word, heads)), rows)


def table(
    word: Word,
    name: str,
    heads: Iterable[str],
    rows: Iterable[Iterable[Cell]],
    *,
    is_searched: bool = False,
) -> str:
    made = [fill("desk_row.html", {}, {"cells": "".join(cells)}).decode() for cells in rows]
    shown = made if is_searched else made[:_MOST_ROWS]
    if len(shown) < len(made):
        more = word("more", count=len(made) - len(shown))
        shown.append(fill("desk_row.html", {}, {"cells": text_cell(more)}).decode())
    label = {"label": word("find")}
    return fill(
        "desk_section.html",
        {"title": word(name)},
        {
            "before": fill("desk_find.html", label).decode() if is_searched else "",
            "heads": "".join(fill("desk_head.html", {"text": text}).decode() for text in heads),
            "rows": "".join(shown),
        },
    ).decode()


def text_cell(text: str) -> Cell:
    return fill("desk_text.html", {"text": text}).decode()


def code_cell(text: str) -> Cell:
    return fill("desk_code.html", {"text": text}).decode()


def link_cell(href: str, text: str) -> Cell:
    return fill("desk_link.html", {"href": href, "text": text}).decode()


def copy_cell(text: str, label: str) -> Cell:
    return fill("desk_copy.html", {"text": text, "label": label}).decode()


def do_cell(token: str, action: str, label: str, key: str = "", section: str = "") -> Cell:
    texts = {"action": action, "label": label, "key": key, "section": section}
    return fill("desk_do.html", texts | {"folder": DESK_FOLDER, "token": token}).decode()
