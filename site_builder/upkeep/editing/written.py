"""Ways to write a value in YAML, the likeliest first."""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.read.syntax.yaml_values import WrittenValue, quoted
from site_builder.upkeep.editing.fields import Piece, Value


def written_value(text: str, written: WrittenValue, value: Value) -> Iterator[Piece]:
    """Yield what may replace a value of a YAML text."""
    ways = _texts(written, value) if isinstance(value, str) else _lists(text, written, value)
    # A value without characters may stand right behind its colon.
    blank = " " if written.start == written.end and text[:1] else ""
    for way in ways:
        yield Piece(start=written.start, end=written.end, text=way)
        if blank:
            yield Piece(start=written.start, end=written.end, text=blank + way)


def _texts(written: WrittenValue, value: str) -> Iterator[str]:
    if written.opening == "'" and "\n" not in value:
        yield "'" + value.replace("'", "''") + "'"
    elif not written.opening and value:
        yield value
    yield quoted(value)


def _lists(text: str, written: WrittenValue, value: tuple[str, ...]) -> Iterator[str]:
    """Write a list; entries that stay are written as they were, new ones as those beside them."""
    pieces = [text[start:end] for start, end in written.entries]
    known = dict(zip(written.value, pieces, strict=True))
    is_quoted = any(piece[:1] in {'"', "'"} for piece in pieces)
    for write in (quoted,) if is_quoted else (str, quoted):
        entries = [known.get(entry) or write(entry) for entry in value]
        if written.opening == "-" and entries:
            line = text.rfind("\n", 0, written.start) + 1
            yield f"\n{' ' * (written.start - line)}- ".join(["", *entries]).lstrip("\n ")
        else:
            yield f"[{', '.join(entries)}]"
