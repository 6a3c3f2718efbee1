"""Paragraphs that are full of another language's small words (`reading.common` of the catalogs).

Short lines and names are passed over; so is a language whose catalog lists no such words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import groupby

from site_builder.diagnostics import Diagnostic, problem
from site_builder.pages.page import Page
from site_builder.text.inserts import places_of
from site_builder.text.plain_text import markdown_text
from site_builder.views.context import SiteContext

_WORD = re.compile(r"\w+")
_ENOUGH = 4
"""Small words of another language that make a paragraph suspect."""
_MARGIN = 3
"""How many times more they must be than the page's own."""


def check_wrong_language(site: SiteContext, page: Page) -> Iterator[Diagnostic]:
    """Warn of every paragraph that reads as another language of the site (LNG023)."""
    common = {
        lang: frozenset(catalog.lexicon.common) if catalog.lexicon else frozenset()
        for lang, catalog in site.project.catalogs.items()
    }
    if not common[page.lang]:
        return
    names = site.project.settings.language_names
    for section in page.sections:
        place = places_of(section.body)
        for _, blocks in groupby(site.blocks(section.body.value), key=lambda block: block.chunk):
            paragraph = tuple(blocks)
            other = _other_language(markdown_text(paragraph).text, page.lang, common)
            if other:
                found = replace(place(paragraph[0].start), column=0)
                yield problem("LNG023", found, language=names[other])


def _other_language(text: str, lang: str, common: Mapping[str, frozenset[str]]) -> str:
    """Return the language whose small words crowd out the page's own, or an empty text."""
    found = [word.casefold() for word in _WORD.findall(text)]
    counts = {code: sum(word in words for word in found) for code, words in common.items()}
    best = max(counts, key=lambda code: counts[code])
    is_other = best != lang and counts[best] >= max(_ENOUGH, _MARGIN * counts[lang])
    return best if is_other else ""
