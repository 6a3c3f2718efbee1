"""Where a page uses the terms of the glossary, typed out or as inserts.

A longer term hides a shorter one inside it, and a term may take an ending of a few letters, as in a
plural; an abbreviation may not.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from site_builder.diagnostics import Location
from site_builder.model import Section, Term
from site_builder.text.blocks import parts_of, row_blocks
from site_builder.text.inserts import find_inserts, places_of
from site_builder.text.plain_text import line_text, markdown_text
from site_builder.text.spans import PartKind
from site_builder.views.context import SiteContext

_ENDING = r"[^\W\d_]{0,3}"
_INSERT_PREFIX = "term."


@dataclass(frozen=True, kw_only=True, slots=True)
class TermUse:
    terms: frozenset[str]
    """Ids of all terms that are written so; one for an insert."""
    written: str
    is_insert: bool
    is_abbreviation: bool
    """An abbreviation typed alone, which explains nothing; an insert explains itself."""
    is_in_picture: bool
    """It stands in the description of a picture, which is read aloud and links nowhere."""
    block: int
    """Which paragraph, item or row of its section; 0 for the heading."""
    location: Location


class TermFinder:
    """One language's terms, ready to be found."""

    def __init__(self, terms: Iterable[Term], lang: str) -> None:
        forms: dict[tuple[str, bool], set[str]] = {}
        for term in terms:
            full = term.term[lang].casefold()
            forms.setdefault((full, False), set()).add(term.id)
            short = term.abbreviation[lang] if term.abbreviation is not None else ""
            if short and short.casefold() != full:
                forms.setdefault((short, True), set()).add(term.id)
        longest_first = sorted(forms, key=lambda form: (-len(form[0]), form))
        self._forms = [(frozenset(forms[form]), form[1]) for form in longest_first]
        patterns = (f"({_pattern(text, is_short)})" for text, is_short in longest_first)
        self._pattern = re.compile(rf"(?<!\w)(?:{'|'.join(patterns) or '(?!)'})(?!\w)")

    def uses(self, site: SiteContext, section: Section) -> tuple[TermUse, ...]:
        """Return every use in a section, in order."""
        body = section.body.value
        blocks, place = site.blocks(body), places_of(section.body)
        words = markdown_text(blocks)
        starts = [row[0].start for row in row_blocks(blocks)]
        pictures = parts_of(blocks, PartKind.IMAGE)
        uses = [
            (-1, self._use(match, block=0, place=section.location))
            for match in self._pattern.finditer(line_text(section.heading.value).text)
        ]
        for match in self._pattern.finditer(words.text):
            start = words.source_position(match.start())
            block = bisect_right(starts, start)
            is_in_picture = any(picture.start <= start < picture.end for picture in pictures)
            use = self._use(match, block=block, place=place(start), is_in_picture=is_in_picture)
            uses.append((start, use))
        for insert in find_inserts(body):
            if insert.name.startswith(_INSERT_PREFIX):
                use = TermUse(
                    terms=frozenset({insert.name.removeprefix(_INSERT_PREFIX)}),
                    written=body[insert.start : insert.end],
                    is_insert=True,
                    is_abbreviation=False,
                    is_in_picture=False,
                    block=bisect_right(starts, insert.start),
                    location=place(insert.start),
                )
                uses.append((insert.start, use))
        return tuple(use for _, use in sorted(uses, key=lambda entry: entry[0]))

    def _use(
        self, match: re.Match[str], *, block: int, place: Location, is_in_picture: bool = False
    ) -> TermUse:
        terms, is_abbreviation = self._forms[(match.lastindex or 1) - 1]
        return TermUse(
            terms=terms,
            written=" ".join(match.group().split()),
            is_insert=False,
            is_abbreviation=is_abbreviation,
            is_in_picture=is_in_picture,
            block=block,
            location=place,
        )


def term_finders(site: SiteContext) -> Mapping[str, TermFinder]:
    """Return the finder of each language, made once for all checks."""
    terms = site.project.terms
    return site.keep(
        ("term finders",),
        lambda: {lang: TermFinder(terms.values(), lang) for lang in site.plan.languages},
    )


def _pattern(text: str, is_short: bool) -> str:
    words = r"\s+".join(re.escape(word) for word in text.split())
    return words if is_short else f"(?i:{words}){_ENDING}"
