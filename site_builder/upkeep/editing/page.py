"""A page as fields: its front matter, and the heading and text of each section."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from itertools import accumulate, pairwise

from site_builder.read.content import HEADING, find_front_end, split_sections
from site_builder.read.syntax.reader import Reader
from site_builder.read.syntax.yaml_values import ValuePath, WrittenValue, find_values
from site_builder.upkeep.editing.fields import Field, Fields, FindFields, Piece, Value
from site_builder.upkeep.editing.written import new_entry, written_value

OWN_TEXTS = ("title", "short_title", "question", "description")
"""What every language says for itself."""
SHARED_LISTS = ("sources", "next", "legal", "unknown")
SHARED_TEXTS = (
    *("date", "review_by", "reviewed", "reviewed_by", "publish_on", "withdraw_on", "draft"),
    *("answer", "card", "leaflet", "offline"),
)
_MOVED = frozenset({"slug", "redirect_from"})
"""The address, which changes with everything that leads to it."""


def page_fields(*, is_original: bool) -> FindFields:
    """Return what finds the fields of a content file; no field in one without front matter."""
    return partial(_find, is_original=is_original)


def _find(text: str, *, is_original: bool) -> Fields:
    lines = text.split("\n")
    end = find_front_end(lines)
    if end is None:
        return {}
    front = _Front(text, lines, end)
    if not front.is_readable:
        return {}
    fields = {name: front.field(name, "") for name in OWN_TEXTS}
    if is_original:
        fields |= {name: front.field(name, ()) for name in SHARED_LISTS}
        fields |= {name: front.field(name, "") for name in SHARED_TEXTS}
    return {**front.others(), **fields, **dict(_body(text, lines, end))}


class _Front:
    """The front matter of a page, in which keys may be missing."""

    def __init__(self, text: str, lines: list[str], end: int) -> None:
        self._text = text
        self._start = len(lines[0]) + 1
        self._end = sum(len(line) + 1 for line in lines[:end])
        self._yaml = text[self._start : self._end]
        self._values = find_values(self._yaml)
        self.is_readable = (() not in self._values) if self._values else not self._yaml.strip()

    def field(self, key: str, absent: Value) -> Field:
        """Return a field that may be missing, and goes when it is emptied."""
        written = self._values.get((key,))
        if written is None:
            return Field(value=absent, line=0, last_line=0, pieces=partial(self._added, key))
        return self._field((key,), written, can_go=True)

    def others(self) -> Fields:
        """Return what else is written there."""
        return {
            ".".join(path): self._field(path, written, can_go=False)
            for path, written in self._values.items()
            if path[0] not in _MOVED
        }

    def _field(self, path: ValuePath, written: WrittenValue, *, can_go: bool) -> Field:
        def pieces(value: Value) -> Iterator[Piece]:
            if can_go and not value:
                yield from self._without(path[0], written)
            yield from map(self._placed, written_value(self._yaml, written, value))

        return Field(
            value=written.value,
            line=2 + self._yaml.count("\n", 0, written.start),
            last_line=2 + self._yaml.count("\n", 0, written.end),
            pieces=pieces,
        )

    def _added(self, key: str, value: Value) -> Iterator[Piece]:
        for entry in new_entry(key, value):
            yield Piece(start=self._end, end=self._end, text=entry)

    def _without(self, key: str, written: WrittenValue) -> Iterator[Piece]:
        """Yield what takes the lines of a key away."""
        begins = re.search(rf"^{re.escape(key)}[ \t]*:", self._yaml, re.MULTILINE)
        end = self._yaml.find("\n", written.end) + 1
        if begins is not None:
            yield self._placed(Piece(start=begins.start(), end=end, text=""))

    def _placed(self, piece: Piece) -> Piece:
        start, end = piece.start + self._start, piece.end + self._start
        return Piece(start=start, end=end, text=piece.text)


def _body(text: str, lines: list[str], end: int) -> Iterator[tuple[str, Field]]:
    """Yield the heading and the text of each section; one without an id goes by its number."""
    starts = [0, *accumulate(len(line) + 1 for line in lines)]
    sections = split_sections(lines[end + 1 :], end + 2, Reader(""), is_original=False)
    ids: set[str] = set()
    firsts = [*((each.line, each.body_line) for each in sections), (len(lines) + 1, 0)]
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
