"""What stands inside a block of Markdown: words, links, images, code, exempted numbers."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from html import unescape

INVISIBLE = "[\u00ad\u200b-\u200d\u2060\ufeff]"
INSERT = r"\{\{[^{}]*\}\}"
ENTITY = r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,24});"

_TOKEN = re.compile(
    r"\\(?P<escaped>[^\w\s])|(?P<ticks>`+)|(?P<line>\n)"
    rf"|(?P<insert>{INSERT})|(?P<id>\{{#[^{{}}\n]*\}})"
    r"|\[\[(?P<number>[^\[\]{}\n]*)\]\](?!\()"
    r"(?:\{\s*reason\s*=\s*[\"“”'](?P<reason>[^\"“”'\n]*)[\"“”']\s*\})?"
    r"|(?m:^)[ ]{0,3}\[[^\[\]]*\]:[ ]*\n?[ ]*(?P<defined>\S+)"
    r"|(?P<opening>!?\[)|(?P<closing>\])"
    r"|<(?P<address>[a-zA-Z][a-zA-Z0-9+.-]*:[^\s<>]*|[^\s<>@]+@[^\s<>]+)>"
    r"|(?P<html><(?:/?[a-zA-Z][a-zA-Z0-9-]*(?=[\s/>])[^<>\n]*>?|!--(?:[^-]++|-(?!->))*+(?:-->)?|[?!][a-zA-Z\[]))"
    rf"|(?P<entity>{ENTITY})"
    rf"|(?P<nothing>\*+|~~|(?<![^\W_])_+|_+(?![^\W_])|{INVISIBLE})"
)
_TARGET = re.compile(r"\((?P<inner>(?:[^()]++|\([^()]*+\))*+)\)")
_TITLE = re.compile(r"\s[\"'].*|\Z", re.DOTALL)
_TICKS = re.compile("`+")


class PartKind(StrEnum):
    """What a part of a block is."""

    TEXT = "text"
    LINK = "link"
    """It stands behind the parts of its words, and so does an image."""
    IMAGE = "image"
    INSERT = "insert"
    EXEMPT = "exempt"
    """`[[38]]{reason="…"}`: a typed number that may stay, and why."""
    CODE = "code"
    HTML = "html"


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """One part of a block, with where it begins and ends in the source."""

    kind: PartKind
    start: int
    end: int
    text: str = ""
    """As readers see it; empty for a link, unless it has no words but its address."""
    target: str = ""
    """Where a link leads, or an image's file."""
    reason: str = ""
    """Of an exempted number; empty when none is given."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """A line of a block, or what is left of it without markers."""

    start: int
    """Where it begins in the source."""
    text: str


def read_parts(lines: Sequence[Line]) -> tuple[Part, ...]:
    """Read the parts of a block, in order; every step goes on from where the last one ended."""
    return tuple(_Scanner(lines).read())


class _Scanner:
    def __init__(self, lines: Sequence[Line]) -> None:
        self._text = "\n".join(line.text for line in lines)
        self._sources = [line.start for line in lines]
        self._starts = [0]
        for line in lines[:-1]:
            self._starts.append(self._starts[-1] + len(line.text) + 1)
        self._parts: list[Part] = []
        self._open: list[int] = []
        """Which parts are brackets that nothing closes yet."""
        self._ticks: dict[int, list[int]] = {}
        """Length of a run of backticks to where such runs begin, the last first."""
        for run in reversed([*_TICKS.finditer(self._text)]):
            self._ticks.setdefault(len(run[0]), []).append(run.start())

    def read(self) -> list[Part]:
        position = 0
        while (match := _TOKEN.search(self._text, position)) is not None:
            self._words(position, match.start())
            position = self._take(match)
        self._words(position, len(self._text))
        return self._parts

    def _source(self, position: int) -> int:
        line = bisect_right(self._starts, position) - 1
        return self._sources[line] + position - self._starts[line]

    def _add(self, kind: PartKind, start: int, end: int, text: str = "", **more: str) -> int:
        """Add a part; return where it ends in the block."""
        source = self._source(start)
        last = self._source(end - 1) + 1 if end > start else source
        self._parts.append(Part(kind=kind, start=source, end=last, text=text, **more))
        return end

    def _words(self, start: int, end: int) -> None:
        if start < end:
            self._add(PartKind.TEXT, start, end, self._text[start:end])

    def _take(self, match: re.Match[str]) -> int:
        """Add what a token stands for; return where to go on."""
        start, end = match.span()
        match match.lastgroup:
            case "ticks":
                return self._code(start, end)
            case "opening":
                self._open.append(len(self._parts))
                return self._add(PartKind.TEXT, start, end, match[0])
            case "closing":
                return self._close(end)
            case "number" | "reason":
                return self._add(
                    PartKind.EXEMPT,
                    start,
                    end,
                    match["number"].strip(),
                    reason=(match["reason"] or "").strip(),
                )
            case "defined" | "address":
                target = (match["defined"] or match["address"]).strip("<>")
                return self._add(PartKind.LINK, start, end, target, target=target)
            case "insert":
                return self._add(PartKind.INSERT, start, end, match[0])
            case "html":
                return self._add(PartKind.HTML, start, end, match[0])
            case "id":
                return self._add(PartKind.CODE, start, end)
            case "entity":
                character = unescape(match[0])
                kind = PartKind.TEXT if len(character) == 1 else PartKind.CODE
                return self._add(kind, start, end, character)
            case "nothing":
                return end
        return self._add(PartKind.TEXT, start, end, match["escaped"] or match[0])

    def _code(self, start: int, end: int) -> int:
        """Add what stands up to the next run of as many backticks, or the backticks themselves."""
        runs = self._ticks.get(end - start, [])
        while runs and runs[-1] < end:
            runs.pop()
        if not runs:
            return self._add(PartKind.TEXT, start, end, self._text[start:end])
        return self._add(PartKind.CODE, start, runs[-1] + end - start)

    def _close(self, end: int) -> int:
        """Add the link or the image that a closing bracket ends, if an address follows.

        Words that appear over it, behind the address, are text.
        """
        target = _TARGET.match(self._text, end) if self._open else None
        index = self._open.pop() if self._open else 0
        if target is None:
            return self._add(PartKind.TEXT, end - 1, end, "]")
        opening = self._parts[index]
        self._parts[index] = replace(opening, text="")
        title = _TITLE.search(target["inner"])
        assert title is not None  # it may match nothing at the end
        inner = target["inner"][: title.start()].strip()
        address = inner[1:].partition(">")[0] if inner.startswith("<") else inner
        is_image = opening.text == "!["
        alt = "".join(part.text for part in self._parts[index:]) if is_image else ""
        self._parts.append(
            Part(
                kind=PartKind.IMAGE if is_image else PartKind.LINK,
                start=opening.start,
                end=self._source(target.end() - 1) + 1,
                text=alt,
                target=address,
            )
        )
        self._words(target.start("inner") + title.start(), target.end("inner"))
        return target.end()
