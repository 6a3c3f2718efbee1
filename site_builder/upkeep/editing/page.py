"""A page as fields: its front matter, and the heading and text of each section."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from itertools import accumulate, pairwise

from site_builder.read.content import HEADING, find_front_end, split_sections
from site_builder.read.syntax.reader import Reader
from site_builder.read.syntax.yaml_values import find_collections
from site_builder.upkeep.editing.entry import Part, entry_fields
from site_builder.upkeep.editing.fields import Field, Fields, Piece, Value
from site_builder.upkeep.editing.removed import Entry
from site_builder.upkeep.editing.shapes import LIST, Shape

OWN_TEXTS = ("title", "short_title", "question", "description")
"""What every language says for itself."""
SHARED_LISTS = ("sources", "next", "legal", "unknown")
SHARED_TEXTS = (
    *("date", "review_by", "reviewed", "reviewed_by", "publish_on", "withdraw_on", "draft"),
    *("answer", "card", "leaflet", "offline"),
)
_ORIGINAL: Shape = (*OWN_TEXTS, *(name + LIST for name in SHARED_LISTS), *SHARED_TEXTS)
_BARE_SECTION = re.compile(r"^##[ ]+(?:\{#[^}\n]*\})?[ ]*\n\s*(?=## |\Z)", re.MULTILINE)
"""A heading without words over nothing: what a form leaves of a section that is emptied."""
_MOVED = frozenset({"slug", "redirect_from"})
"""The address, which changes with everything that leads to it."""


def page_part(*, is_original: bool) -> Part:
    """Return what is edited of a content file; nothing of one without front matter."""
    shape = _ORIGINAL if is_original else OWN_TEXTS
    return Part(
        find_fields=partial(_find_fields, shape=shape),
        find_entry=front_matter,
        finish=partial(_BARE_SECTION.sub, ""),
    )


def _find_fields(text: str, *, shape: Shape) -> Fields:
    front, fields = front_matter(text), front_fields(text, shape)
    if front is None or not fields:
        return {}
    kept = {name: each for name, each in fields.items() if name.partition(".")[0] not in _MOVED}
    return {**kept, **dict(_body(text, front.end))}


def front_fields(text: str, shape: Shape) -> Fields:
    """Return the fields of a page's front matter; none of one that is no mapping."""
    front = front_matter(text)
    yaml = text[front.start : front.end] if front else ""
    root = find_collections(yaml).get(())
    if front is None or root is None or root.is_list:
        return {}
    fields = entry_fields(yaml, front.place, shape)
    return {name: field.below(front.start, 1) for name, field in fields.items()}


def front_matter(text: str) -> Entry | None:
    """Return where the front matter of a page stands, between its fences."""
    lines = text.split("\n")
    end = find_front_end(lines)
    if end is None:
        return None
    length = sum(len(line) + 1 for line in lines[:end])
    return Entry(start=len(lines[0]) + 1, end=length, place=())


def _body(text: str, front_end: int) -> Iterator[tuple[str, Field]]:
    """Yield the heading and the text of each section; one without an id goes by its number."""
    lines, end = text.split("\n"), text.count("\n", 0, front_end)
    starts = [0, *accumulate(len(line) + 1 for line in lines)]
    sections = split_sections(lines[end + 1 :], end + 2, Reader(""), is_original=False)
    ids: set[str] = set()
    firsts = [(each.heading.location.line, each.body.location.line) for each in sections]
    firsts.append((len(lines) + 1, 0))
    for number, (section, ((line, body_line), (after, _))) in enumerate(
        zip(sections, pairwise(firsts), strict=True)
    ):
        name = section.id if section.id and section.id not in ids else f"#{number}"
        ids.add(name)
        if body_line > line:
            yield f"heading.{name}", _heading(lines[line - 1], line, starts[line - 1])
        yield f"body.{name}", _prose(text, lines, starts, body_line, after)


def _heading(text: str, line: int, start: int) -> Field:
    found = HEADING.fullmatch(text)
    place, end = found.span("text") if found else (0, 0)

    def pieces(value: Value) -> Iterator[Piece]:
        yield Piece(start=start + place, end=start + end, text=str(value))

    return Field(value=text[place:end], line=line, last_line=line, pieces=pieces)


def _prose(text: str, lines: list[str], starts: list[int], first: int, after: int) -> Field:
    """Return the text from one line on, before another, without the blank lines around it."""
    filled = [n for n in range(first, after) if lines[n - 1].strip()]
    if filled:
        start, end = starts[filled[0] - 1], starts[filled[-1]] - 1
    else:
        start, end = starts[first - 1] - 1, min(starts[after - 1], len(text))

    def pieces(value: Value) -> Iterator[Piece]:
        written = str(value).strip("\n")
        if not filled:
            written = f"\n\n{written}\n" + ("\n" if after <= len(lines) else "")
        yield Piece(start=start, end=end, text=written)

    value = text[start:end] if filled else ""
    return Field(value=value, line=first, last_line=after - 1, pieces=pieces, is_prose=True)
