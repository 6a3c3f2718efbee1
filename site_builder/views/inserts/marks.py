"""Marks on finished HTML: links that leave the site, words in another language (WCAG 3.1.2)."""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape

from markupsafe import Markup, escape

from site_builder.model import Source
from site_builder.views.context import PageContext

_EXTERNAL = re.compile(
    r'<a href="(?P<href>https?://[^"]*)"(?P<attributes>[^>]*)>(?P<text>.*?)</a>', re.DOTALL
)
_TAG = re.compile(r"(<code>.*?</code>|<[^>]*>)", re.DOTALL)


def mark_external(context: PageContext, html: str) -> Markup:
    """Mark every link to another site; one to a source tells the source's language too."""
    if "<a " not in html:
        return Markup(html)
    by_address = {source.url: source for source in context.site.project.sources.values()}

    def mark(match: re.Match[str]) -> str:
        source = by_address.get(unescape(match["href"]).partition("#")[0])
        lang = source_language(context, source) if source else ""
        return context.component(
            "external_link",
            href=Markup(match["href"]),
            attributes=Markup(match["attributes"]),
            text=Markup(match["text"]),
            lang=lang,
            language=other_language(context, lang) if lang else "",
            word=context.word("link.external"),
        )

    return Markup(_EXTERNAL.sub(mark, html))


def source_language(context: PageContext, source: Source) -> str:
    """Return the language that a source is written in: the site's own, unless it says another."""
    return source.lang or context.site.project.settings.default_language


def other_language(context: PageContext, lang: str) -> str:
    """Name a target's language for readers; empty where it is that of the page."""
    if lang == context.lang:
        return ""
    return context.word("link.language", language=context.locale.language(lang))


def mark_foreign(context: PageContext, html: str) -> Markup:
    """Mark every glossary term that is written in the site's default language on another's page.

    A term that is the same in both languages needs no mark; attributes and code are left alone.
    """
    original = context.site.project.settings.default_language
    if original in {context.lang, context.page.content_lang}:
        return Markup(html)
    words, pattern = _foreign_words(context.site.original_terms[context.lang])
    if not any(word in html for word in words):
        return Markup(html)

    def mark(match: re.Match[str]) -> str:
        return context.component("language_part", text=Markup(match.group()), lang=original)

    parts = _TAG.split(html)
    # Text and tags take turns, text first.
    parts[::2] = (pattern.sub(mark, text) for text in parts[::2])
    return Markup("".join(parts))


@lru_cache(maxsize=32)
def _foreign_words(terms: frozenset[str]) -> tuple[tuple[str, ...], re.Pattern[str]]:
    """Return terms as HTML has them, and what finds them there as whole words."""
    words = {str(escape(term)) for term in terms}
    longest_first = tuple(sorted(words, key=lambda word: (-len(word), word)))
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")
    return longest_first, pattern
