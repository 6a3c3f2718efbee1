"""Typed sentences that say of a number that nobody published it: it is in the data, or may come."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import partial

from site_builder.checks.content.passages import Passage
from site_builder.checks.each_page import in_all_prose
from site_builder.checks.numbers.recognisers import recognisers
from site_builder.diagnostics import Diagnostic, problem
from site_builder.figures.cells import DIMENSIONS
from site_builder.figures.derived import TOTAL_NAME
from site_builder.model import Lexicon, Status
from site_builder.text.number_tagger import Recogniser
from site_builder.text.patterns import any_of, fold
from site_builder.text.plain_text import PARAGRAPH_END
from site_builder.text.sentences import sentence_spans
from site_builder.text.tags import NumberKind
from site_builder.views.context import SiteContext

_LEADS_ON = ":"
_CLAUSE = re.compile(r"[,;:()]")


def check_typed_absence(site: SiteContext) -> Iterator[Diagnostic]:
    """Report sentences that deny what is in the data (FIG009), or may be one day (FIG011).

    A claim of absence belongs into a file of its own, which the data ends.
    A language whose `reading` has no words of absence is not read.
    """
    return in_all_prose(site, "absence", partial(_in_passages, site))


def _in_passages(site: SiteContext, passages: Iterable[Passage]) -> Iterator[Diagnostic]:
    readers = site.keep(("words of absence",), lambda: _readers(site))
    for passage in passages:
        reader = readers.get(passage.languages[0])
        for start, sentence, denied in reader.find(passage.words.text) if reader else ():
            place = passage.place(start)
            # Asked only here, so that a new count has only pages that deny something read again.
            if denied in site.keep(("counted",), lambda: _counted(site)):
                yield problem("FIG009", place, text=sentence, figure=denied)
            else:
                claims = {each.ending: each.id for each in site.project.unknown.values()}
                claim = claims.get(denied, "")
                yield problem("FIG011", place, text=sentence, figure=denied, id=claim)


def _readers(site: SiteContext) -> Mapping[str, _Reader]:
    return {
        lang: _Reader(catalog.lexicon, recognisers(site)[lang])
        for lang, catalog in site.project.catalogs.items()
        if catalog.lexicon is not None and catalog.lexicon.absence
    }


def _counted(site: SiteContext) -> frozenset[str]:
    """Return the breakdowns that are counted, and the years with a count of everybody."""
    total = site.registry.figures[TOTAL_NAME]
    known = (point.as_of[:4] for point in (*total.history, total) if point.value is not None)
    published = [row for row in site.project.observations if row.status is Status.PUBLISHED]
    breakdowns = (name for name in DIMENSIONS if any(getattr(row, name) for row in published))
    return frozenset(
        (*(f"coverage.by_{name}" for name in breakdowns), *(f"{TOTAL_NAME}@{y}" for y in known))
    )


class _Reader:
    """One language's words of absence, ready to read any text."""

    def __init__(self, reading: Lexicon, recogniser: Recogniser) -> None:
        words = reading.absence
        self._reading = reading
        self._absent = re.compile(any_of(words.get("words", ())))
        self._counts = re.compile(any_of(words.get("counts", ())))
        self._breakdowns = {
            f"coverage.by_{name}": re.compile(any_of(words.get(name, ()))) for name in DIMENSIONS
        }
        self._recogniser = recogniser

    def find(self, text: str) -> Iterator[tuple[int, str, str]]:
        """Yield where a sentence begins, the sentence, and what it denies.

        Words of absence before a colon also hold for the list behind it.
        """
        if self._absent.search(fold(text)) is None:
            return
        list_end = 0
        for start, end in sentence_spans(text, self._reading):
            sentence = text[start:end]
            if self._absent.search(fold(sentence)):
                if sentence.rstrip().endswith(_LEADS_ON):
                    behind = text.find(PARAGRAPH_END, end + len(PARAGRAPH_END))
                    list_end = len(text) if behind < 0 else behind
            elif start >= list_end:
                continue
            for denied in self._denied(sentence):
                yield start, " ".join(sentence.split()), denied

    def _denied(self, sentence: str) -> Iterator[str]:
        folded = fold(sentence)
        for name, words in self._breakdowns.items():
            if words.search(folded):
                yield name
        # A year speaks of a count in its own clause only: “…, the aim for 2026, and what is not …”
        for clause in _CLAUSE.split(sentence) if self._counts.search(folded) else ():
            if self._counts.search(fold(clause)):
                for number in self._recogniser.find(clause):
                    if number.kind is NumberKind.YEAR:
                        yield f"{TOTAL_NAME}@{number.text}"
