"""Markdown and plain lines, sentence by sentence, each with its line.

A heading, an item of a list and a cell of a table end a sentence too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from site_builder.model import Lexicon
from site_builder.text.blocks import read_blocks
from site_builder.text.plain_text import (
    ASIDE,
    BREAK,
    PARAGRAPH_END,
    RunningText,
    line_text,
    markdown_text,
)

_WORD = re.compile(rf"[^\W_]+(?:[-'’./,:@&][^\W_]+)*|{ASIDE}")
_APART = re.compile(rf"{BREAK}|{PARAGRAPH_END}")
_LETTER = re.compile(r"[^\W_]")
_OPENING = "(\"'“‘«["
_CLOSING = "\"'”’»)]"
_LONGEST_WORD = 60


@dataclass(frozen=True, kw_only=True, slots=True)
class Sentence:
    """A sentence as it is read."""

    text: str
    line: int
    """In the file, counted from the line on which the text begins."""

    @property
    def words(self) -> tuple[str, ...]:
        """Return its words; what was taken out, such as code, counts as one."""
        return tuple(_WORD.findall(self.text))


def markdown_sentences(source: str, first_line: int, reading: Lexicon) -> tuple[Sentence, ...]:
    """Return the sentences of Markdown in which words stand in the place of inserts."""
    return _sentences(markdown_text(read_blocks(source)), source, first_line, reading)


def line_sentences(source: str, line: int, reading: Lexicon) -> tuple[Sentence, ...]:
    """Return the sentences of a title or of a text of a data file."""
    return _sentences(line_text(source), source, line, reading)


def _sentences(
    words: RunningText, source: str, first_line: int, reading: Lexicon
) -> tuple[Sentence, ...]:
    return tuple(
        Sentence(
            text=" ".join(words.text[start:end].split()),
            line=first_line + source.count("\n", 0, words.source_position(start)),
        )
        for start, end in sentence_spans(words.text, reading)
    )


def sentence_spans(text: str, reading: Lexicon) -> Iterator[tuple[int, int]]:
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
            before = text[max(start, match.end() - _LONGEST_WORD) : match.end()]
            if _is_end(before, text[match.end() : min(match.end() + 1, end)], reading):
                yield start, match.end()
                start = match.end()
    yield start, end


def _is_end(before: str, after: str, reading: Lexicon) -> bool:
    """Tell the end of a sentence from a mark that stands inside one."""
    if after.islower():
        return False
    last = before.rsplit(maxsplit=1)[-1].lstrip(_OPENING).casefold()
    return last not in {exception.casefold() for exception in reading.not_sentence_end}
