"""What a language still lacks that is being added page by page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from site_builder.checks.content.passages import localized_texts
from site_builder.messages.wording import Messages
from site_builder.views.context import SiteContext


@dataclass(frozen=True, kw_only=True, slots=True)
class Untranslated:
    """A page to be written, or a data file with texts to be added."""

    lang: str
    path: str
    texts: int
    """How many texts the file lacks; 0 for a page, which is missing as a whole."""


def find_untranslated(site: SiteContext) -> Iterator[Untranslated]:
    """Yield what is shown in the original for want of a translation, language by language."""
    settings = site.project.settings
    texts = tuple(localized_texts(site.project))
    for lang in settings.language_codes:
        if lang not in settings.begun_languages:
            continue
        for page in site.plan.pages:
            if page.lang == lang and page.source and page.is_fallback:
                path = f"content/{page.key}.{lang}.md"
                yield Untranslated(lang=lang, path=path, texts=0)
        missing = Counter(
            next(iter(each)).location.path for each in texts if lang not in each.texts
        )
        for path, count in missing.items():
            yield Untranslated(lang=lang, path=path, texts=count)


def format_untranslated(found: tuple[Untranslated, ...], messages: Messages) -> Iterator[str]:
    """Yield the lines for people; none where every language is whole."""
    for lang in dict.fromkeys(each.lang for each in found):
        own = [each for each in found if each.lang == lang]
        pages, texts = sum(not each.texts for each in own), sum(each.texts for each in own)
        yield messages.say("status.untranslated", lang=lang, pages=pages, texts=texts)
        yield from (f"  {each.path}" + (f": {each.texts}" if each.texts else "") for each in own)
