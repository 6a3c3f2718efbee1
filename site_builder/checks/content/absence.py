"""Typed sentences that say of a number that nobody published it, although it is in the data."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from site_builder.checks.content.passages import Passage
from site_builder.checks.each_page import in_all_prose
from site_builder.checks.numbers.recognisers import recognisers
from site_builder.diagnostics import Diagnostic, problem
from site_builder.figures.derived import TOTAL_NAME
from site_builder.figures.roll_up import DIMENSIONS
from site_builder.model import Lexicon, Project, Status
from site_builder.text.number_tagger import Recogniser
from site_builder.text.patterns import any_of, fold
from site_builder.text.plain_text import PARAGRAPH_END
from site_builder.text.sentences import sentence_spans
from site_builder.text.tags import NumberKind
from site_builder.views.context import SiteContext

_LEADS_ON = ":"
_CLAUSE = re.compile(r"[,;:()]")


@dataclass(frozen=True, kw_only=True, slots=True)
class _Counted:
    """What the data has: dimensions that are counted, and years with a count of everybody."""

    dimensions: tuple[str, ...]
    years: frozenset[str]


def check_typed_absence(site: SiteContext) -> Iterator[Diagnostic]:
    """Report sentences that deny what is in the data (FIG009); a claim belongs into its own file.

    A language whose `reading` has no words of absence is not read.
    """
    return in_all_prose(site, "absence", partial(_in_passages, site))


def _in_passages(site: SiteContext, passages: Iterable[Passage]) -> Iterator[Diagnostic]:
    readers = site.keep(("words of absence",), lambda: _readers(site))
    for passage in passages:
        reader = readers.get(passage.languages[0])
        for start, sentence, denied in reader.find(passage.words.text) if reader else ():
            yield problem("FIG009", passage.place(start), text=sentence, figure=denied)


def _readers(site: SiteContext) -> Mapping[str, _Reader]:
    counted = _counted(site)
    return {
        lang: _Reader(catalog.lexicon, counted, recognisers(site)[lang])
        for lang, catalog in site.project.catalogs.items()
        if catalog.lexicon is not None and catalog.lexicon.absence
    }


def _counted(site: SiteContext) -> _Counted:
    total = site.registry.figures[TOTAL_NAME]
    return _Counted(
        dimensions=tuple(name for name in DIMENSIONS if _is_counted(site.project, name)),
        years=frozenset(
            point.as_of[:4] for point in (*total.history, total) if point.value is not None
        ),
    )


def _is_counted(project: Project, dimension: str) -> bool:
    return any(
        getattr(row, dimension) and row.status is Status.PUBLISHED for row in project.observations
    )


class _Reader:
    """One language's words of absence, ready to read any text."""

    def __init__(self, reading: Lexicon, counted: _Counted, recogniser: Recogniser) -> None:
        words = reading.absence
        self._reading = reading
        self._absent = re.compile(any_of(words.get("words", ())))
        self._counts = re.compile(any_of(words.get("counts", ())))
        self._breakdowns = {
            f"coverage.by_{name}": re.compile(any_of(words.get(name, ())))
            for name in counted.dimensions
        }
        self._years = counted.years
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
                    if number.kind is NumberKind.YEAR and number.text in self._years:
                        yield f"{TOTAL_NAME}@{number.text}"
