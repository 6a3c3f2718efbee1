"""What is left to translate: sections that are not current, and what a language lacks as yet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from site_builder.checks.content.passages import localized_texts
from site_builder.messages.wording import Messages
from site_builder.pages.page import Page
from site_builder.pages.translations import State, section_text
from site_builder.read.stamps import confirmed_path, parse_confirmed
from site_builder.views.context import SiteContext


@dataclass(frozen=True, kw_only=True, slots=True)
class TranslationEntry:
    """A section of a translation that is not current."""

    key: str
    lang: str
    section: str
    state: str
    since: str
    diff: str
    """What changed in the original, as a unified difference; empty when nobody confirmed it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Comparison:
    """Such a section with the texts to compare."""

    entry: TranslationEntry
    confirmed: str
    """The original when the translation was confirmed; empty when nobody did."""
    original: str
    translation: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Untranslated:
    """A page to be written, or a data file with texts to be added."""

    lang: str
    path: str
    texts: int
    """How many texts the file lacks; 0 for a page, which is missing as a whole."""


def find_comparisons(site: SiteContext, confirmed: Mapping[str, str]) -> Iterator[Comparison]:
    """Yield each section that is not current; `confirmed` has the confirmed originals by path."""
    for page in site.plan.pages:
        original = site.plan.original(page)
        states = site.plan.states_of(page)
        behind = {name: found for name, found in states.items() if found.state is not State.CURRENT}
        if original is None or not behind:
            continue
        path = confirmed_path(page.key, page.lang)
        kept = parse_confirmed(confirmed.get(path, ""), path)
        texts, own = _texts_of(original), _texts_of(page)
        for name, found in behind.items():
            is_confirmed = (page.key, page.lang, name) in site.project.stamps
            before, after = kept.get(name, "") if is_confirmed else "", texts[name]
            # A section that the original gained is new as a whole.
            is_new = not is_confirmed and found.state is State.STALE
            entry = TranslationEntry(
                key=page.key,
                lang=page.lang,
                section=name,
                state=found.state.value,
                since=found.since,
                diff=_difference(before, after) if before or is_new else "",
            )
            yield Comparison(
                entry=entry, confirmed=before, original=after, translation=own.get(name, "")
            )


def _texts_of(page: Page) -> Mapping[str, str]:
    return {section.id: section_text(page, section) for section in page.sections}


def _difference(before: str, after: str) -> str:
    old, new = before.splitlines(), after.strip().splitlines()
    import difflib

    lines = difflib.unified_diff(old, new, lineterm="", n=1)
    return "\n".join(line for line in lines if not line.startswith(("---", "+++")))


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
