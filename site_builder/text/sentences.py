"""Markdown and plain lines, sentence by sentence.

Takes a text in which inserts stand as readers see them, and the marks that end a sentence in its
language; gives its sentences with their lines. A heading, an item of a list and a cell of a table
end a sentence too. What makes a sentence long or hard is not decided here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from site_builder.model import Lexicon
from site_builder.text.plain_text import ASIDE, RunningText, line_text, markdown_text

BREAK = "\ue010"
"""Stands between two sentences that no mark divides; private use, so that no text holds it."""

WORD = re.compile(rf"[^\W_]+(?:[-'’./,:@&][^\W_]+)*|{ASIDE}")

_MARKER = re.compile(r"[ \t>]*(?:[-*+]|[0-9]+[.)])(?=[ \t])")
_HEADING = re.compile(r"#{1,6}[ \t]")
_TABLE_RULE = re.compile(r"[ >|:-]+")
_CELL_END = re.compile(r"(?<!\\)\|")
_LABEL = re.compile(r"^([ \t]*>[ \t]*)\[!(?!quote\b)[a-z]+\]")
_CAPTION = re.compile(r"^:[ \t]")
_APART = re.compile(rf"{BREAK}|\n[ \t]*\n")
_LETTER = re.compile(r"[^\W_]")
_OPENING = "(\"'“‘«["
_CLOSING = "\"'”’»)]"


@dataclass(frozen=True, kw_only=True, slots=True)
class Sentence:
    """A sentence as it is read."""

    text: str
    line: int
    """In the file, counted from the line on which the text begins."""

    @property
    def words(self) -> tuple[str, ...]:
        """Give its words; what was taken out, such as code, counts as one."""
        return tuple(WORD.findall(self.text))


def markdown_sentences(source: str, first_line: int, reading: Lexicon) -> tuple[Sentence, ...]:
    """Give the sentences of Markdown; code and quotations are left out."""
    prepared = "\n".join(map(_prepared, source.split("\n")))
    return _sentences(markdown_text(prepared), prepared, first_line, reading)


def line_sentences(source: str, line: int, reading: Lexicon) -> tuple[Sentence, ...]:
    """Give the sentences of a title or of a text of a data file."""
    return _sentences(line_text(source), source, line, reading)


def _prepared(line: str) -> str:
    """Put a break where Markdown ends a sentence without a mark."""
    if line.lstrip(" >").startswith("|"):
        return BREAK if _TABLE_RULE.fullmatch(line) else _CELL_END.sub(BREAK, line)
    if _HEADING.match(line):
        return f"{BREAK}{line.lstrip('#')}{BREAK}"
    line = _LABEL.sub(rf"\1{BREAK}", _CAPTION.sub(BREAK, line))
    return _MARKER.sub(BREAK, line, count=1) if _MARKER.match(line) else line


def _sentences(
    words: RunningText, source: str, first_line: int, reading: Lexicon
) -> tuple[Sentence, ...]:
    return tuple(
        Sentence(
            text=" ".join(words.text[start:end].split()),
            line=first_line + source.count("\n", 0, words.source_position(start)),
        )
        for start, end in _spans(words.text, reading)
    )


def _spans(text: str, reading: Lexicon) -> Iterator[tuple[int, int]]:
    """Find where each sentence begins and ends; stretches without a word are no sentence."""
    position = 0
    for apart in [*_APART.finditer(text), None]:
        end = apart.start() if apart else len(text)
        for start, stop in _divided(text, position, end, reading):
            first = _LETTER.search(text, start, stop)
            if first is not None:
                yield first.start(), stop
        position = apart.end() if apart else end


def _divided(text: str, start: int, end: int, reading: Lexicon) -> Iterator[tuple[int, int]]:
    """Divide a stretch of text at the marks that end a sentence."""
    marks = re.escape("".join(reading.sentence_end))
    if marks:
        pattern = re.compile(rf"[{marks}]+[{re.escape(_CLOSING)}]*\s+")
        for match in pattern.finditer(text, start, end):
            if _is_end(text[start : match.end()], text[match.end() : end], reading):
                yield start, match.end()
                start = match.end()
    yield start, end


def _is_end(before: str, after: str, reading: Lexicon) -> bool:
    """Tell the end of a sentence from a mark that stands inside one."""
    if after[:1].islower():
        return False
    last = before.rsplit(maxsplit=1)[-1].lstrip(_OPENING).casefold()
    return last not in {exception.casefold() for exception in reading.not_sentence_end}
