"""Words of the site's own language in text of another: marked, so that they are read aloud rightly.

Takes finished HTML and the page's context; gives the HTML in which each term of the glossary that
stands there as the original has it, though the page's language has a word of its own, says its
language. A name that is the same in both needs no mark. It changes no attribute and no code.
"""

from __future__ import annotations

import re
from functools import lru_cache

from markupsafe import Markup, escape

from site_builder.views.context import PageContext

_TAG = re.compile(r"(<code>.*?</code>|<[^>]*>)", re.DOTALL)


def mark_foreign(context: PageContext, html: str) -> Markup:
    """Mark every term that is written as in the site's default language."""
    settings = context.site.project.settings
    original = settings.default_language
    if original in {context.lang, context.page.content_lang}:
        return Markup(html)
    terms = (term.term for term in context.site.project.terms.values())
    words = {str(escape(term[original])) for term in terms if term[original] != term[context.lang]}
    if not words:
        return Markup(html)
    pattern = _pattern(tuple(sorted(words, key=lambda word: (-len(word), word))))
    marked = rf'<span lang="{original}">\g<0></span>'
    parts = _TAG.split(html)
    # Text and tags take turns, text first.
    parts[::2] = (pattern.sub(marked, text) for text in parts[::2])
    return Markup("".join(parts))


@lru_cache(maxsize=8)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """Find any of the words, whole; the longest first."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)")
