r"""The lines of a file with what no reader of texts sees: its byte-order mark and its line ends."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import zip_longest

from site_builder.read.syntax.text import byte_order_mark

_LINE_END = re.compile("(\r\n|\r|\n)")


class UnknownEncoding(ValueError):  # noqa: N818 - it names a fact that a person reads
    """A file that is no Unicode text, so that not every character could be written to it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Lines:
    """A text whose parts can be replaced, line by line."""

    mark: bytes
    encoding: str
    lines: tuple[str, ...]
    ends: tuple[str, ...]
    """What follows each line but the last."""

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    @property
    def content(self) -> bytes:
        pieces = zip_longest(self.lines, self.ends, fillvalue="")
        return self.mark + "".join(line + end for line, end in pieces).encode(self.encoding)

    def with_text(self, text: str) -> Lines:
        """Return another text; lines that are as they were keep their ends."""
        new, old, ends = tuple(text.split("\n")), self.lines, self.ends
        before = min(_count_same(old, new), len(ends))  # the last line has no end
        after = _count_same(old[before:][::-1], new[before:][::-1])
        last = len(ends) - max(after - 1, 0)
        usual = ends[0] if ends else "\n"
        changed = [*ends[before:last], *(usual for _ in new)]
        count = len(new) - 1 - before - max(after - 1, 0)
        return replace(
            self,
            lines=new,
            ends=(*ends[:before], *changed[: max(count, 0)], *ends[last:])[: len(new) - 1],
        )


def parse_lines(content: bytes) -> Lines:
    """Take a file apart; raises `UnknownEncoding`."""
    mark, encoding = byte_order_mark(content)
    try:
        pieces = _LINE_END.split(content[len(mark) :].decode(encoding))
    except UnicodeDecodeError as error:
        raise UnknownEncoding from error
    return Lines(mark=mark, encoding=encoding, lines=tuple(pieces[::2]), ends=tuple(pieces[1::2]))


def _count_same(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    """Return how many lines two texts begin with alike."""
    pairs = enumerate(zip(one, other, strict=False))
    shorter = min(len(one), len(other))
    return next((number for number, (a, b) in pairs if a != b), shorter)
