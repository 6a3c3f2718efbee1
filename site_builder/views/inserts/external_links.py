"""Links that lead out of the site or into another language, marked for readers.

Takes finished HTML and the page's context, or a record of a source; gives links that say that they
lead elsewhere, with the language of the target where `sources.yaml` tells it. An address that no
source names keeps its language to itself. It checks no link.
"""

from __future__ import annotations

import re
from html import unescape

from markupsafe import Markup, escape

from site_builder.model import Source
from site_builder.views.context import PageContext

_EXTERNAL = re.compile(r'<a href="(?P<href>https?://[^"]*)"(?P<rest>[^>]*>.*?)</a>', re.DOTALL)


def mark_external(context: PageContext, html: str) -> str:
    """Mark every link to another site; one to a source tells the source's language too."""
    by_address = {source.url: source for source in context.site.project.sources.values()}

    def mark(match: re.Match[str]) -> str:
        source = by_address.get(unescape(match["href"]).partition("#")[0])
        lang = "" if source is None else f' hreflang="{escape(source_language(context, source))}"'
        word = "" if source is None else other_language(context, source_language(context, source))
        after = f" {escape(word)}" if word else ""
        link = f'<a class="ps-external" href="{match["href"]}"{lang}{match["rest"]}'
        return f"{link}{_hidden_word(context)}</a>{after}"

    return _EXTERNAL.sub(mark, html)


def source_language(context: PageContext, source: Source) -> str:
    """Give the language that a source is written in: the site's own, unless it says another."""
    return source.lang or context.site.project.settings.default_language


def other_language(context: PageContext, lang: str) -> str:
    """Name a target's language for readers; empty where it is that of the page."""
    if lang == context.lang:
        return ""
    return context.word("link.language", language=context.locale.language(lang))


def _hidden_word(context: PageContext) -> Markup:
    return Markup('<span class="ps-hidden"> {}</span>').format(context.word("link.external"))
