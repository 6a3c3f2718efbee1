"""What is wrong with the pages as planned: translations, templates, sections, addresses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from site_builder.diagnostics import Diagnostic, Location, nearest, problem
from site_builder.model import ASSETS_FOLDER, Document, Project, Section
from site_builder.model.urls import MAX_ADDRESS, meant_slug
from site_builder.pages.page import (
    HOME,
    NOT_FOUND,
    UPDATES,
    Page,
    PageKind,
    is_old_address,
    old_path,
)
from site_builder.pages.site_plan import insert_name
from site_builder.pages.translations import paired_sections, says_nothing, sections_alone

_KEY = re.compile(r"[a-z0-9_-]+(?:/[a-z0-9_-]+)*")
Pairs: TypeAlias = Mapping[str, Mapping[str, Document]]
"""Key to language to document."""


def check_plan(
    project: Project, pairs: Pairs, kinds: Iterable[PageKind], pages: Sequence[Page]
) -> Iterator[Diagnostic]:
    """Report what is wrong with documents and with the addresses of pages."""
    templates = [kind.template for kind in kinds if kind.is_written]
    default = project.settings.default_language
    for key in (HOME, NOT_FOUND):
        if key not in pairs:
            yield problem("CFG001", Location(path=f"content/{key}.{default}.md"))
    for key, pair in pairs.items():
        if default in pair:
            yield from _template(pair[default], templates)
            yield from _translations(project, key, pair)
            yield from _undescribed(pair.values(), pair[default])
        elif (key, default) not in project.unread:
            for document in pair.values():
                missing = f"content/{key}.{default}.md"
                yield problem("LNG002", Location(path=document.path), key=key, original=missing)
    yield from _file_names(pairs, default)
    originals = {key: pair[default] for key, pair in pairs.items() if default in pair}
    yield from _shared_names(originals.values())
    yield from _circles(originals)
    yield from _long_addresses(pages)
    yield from _address_conflicts(pages)
    yield from check_redirects(pages)


def _template(original: Document, known: Sequence[str]) -> Iterator[Diagnostic]:
    """Report a kind that there is not, and that of the list of news on one that stands in it."""
    name = original.shared.template
    if name == UPDATES == original.shared.parent:
        known = [each for each in known if each != name]
    if name not in known:
        place, guess = original.front.locations["template"], nearest(name, known)
        yield problem(
            "CFG007", place, key="template", value=name, nearest=guess, known=", ".join(known)
        )


def _translations(project: Project, key: str, pair: Mapping[str, Document]) -> Iterator[Diagnostic]:
    """Report each translation that is missing, or whose sections are not the original's."""
    languages = project.settings.language_codes
    original = pair[languages[0]]
    for lang in languages[1:]:
        translation = pair.get(lang)
        is_on_purpose = lang in project.settings.begun_languages or (
            translation is None and original.shared.untranslated
        )
        if translation is not None and not says_nothing(translation, original):
            yield from _sections(project, translation, original)
        elif not is_on_purpose and (key, lang) not in project.unread:
            place, related = Location(path=f"content/{key}.{lang}.md"), Location(path=original.path)
            yield problem("LNG001", place, related=[related], key=key, lang=lang)


def _undescribed(pair: Iterable[Document], original: Document) -> Iterator[Diagnostic]:
    """Report each language without a description on a page that no answer card describes."""
    for document in pair:
        if document.front.description is None and not original.shared.answer:
            yield problem(
                "CFG005", Location(path=document.path, line=2, column=1), key="description"
            )


def _sections(project: Project, translation: Document, original: Document) -> Iterator[Diagnostic]:
    """Report sections that the original lacks, and those shown on other days than there."""
    days = {section.id: _days(section) for section in original.sections}
    named = paired_sections(translation.sections, original.sections)
    for section, written in zip(named, translation.sections, strict=True):
        if not written.id and section.id not in days:
            yield problem("TXT007", section.location, heading=section.heading.value, id="")
        if section.period and section.id in days and _days(section) != days[section.id]:
            yield problem("LNG028", section.location, id=section.id)
    written_ids = {section.id for section in translation.sections}
    sections = {section.id: section for section in original.sections}
    alone = sections_alone(original.sections, named)
    for above, added in sections_alone(named, original.sections).items():
        others = alone.get(above, ())
        lost: list[Section] = []
        for position, section in enumerate(added):
            renamed = others[position] if len(others) == len(added) else None
            if section.id not in written_ids:
                continue
            here, there = section.location, (renamed or sections[above]).location
            name = renamed.id if renamed else ""
            if (translation.key, translation.lang, section.id) in project.stamps:
                # The original had it when the translation was confirmed.
                if renamed is None:
                    lost.append(section)
                    continue
                now, was = f"{{#{name}}}", f"{{#{section.id}}}"
                yield problem("LNG005", there, related=[here], lost=was, renamed=now)
            else:
                guess = name or nearest(section.id, sections)
                yield problem("LNG005", here, related=[there], id=section.id, nearest=guess)
        if lost:
            places = [section.location for section in lost]
            markers = ", ".join(f"{{#{section.id}}}" for section in lost)
            several = len(lost) if len(lost) > 1 else ""
            place = sections[above].location
            yield problem("LNG005", place, related=places, lost=markers, several=several)


def _days(section: Section) -> tuple[str, str, str] | None:
    """Return the days of a section as they are written; None without any."""
    period = section.period
    return (period.first, period.last, period.figure) if period else None


def check_redirects(pages: Sequence[Page]) -> Iterator[Diagnostic]:
    """Report old addresses that are no addresses (CFG006) or are claimed twice (OUT001)."""
    claimed = {page.path: _place(page, "slug") for page in pages}
    for page in pages:
        for address in page.front.redirect_from:
            place = _place(page, "redirect_from")
            if not is_old_address(address):
                yield problem("CFG006", place, key="redirect_from", expected="/a/b/")
                continue
            other = claimed.setdefault(old_path(address), place)
            if other is not place:
                yield problem("OUT001", place, related=[other], url=address)


def _place(page: Page, field_name: str) -> Location:
    return page.front.locations.get(field_name, Location(path=page.source))


def _file_names(pairs: Pairs, default: str) -> Iterator[Diagnostic]:
    """Report each page whose name no insert can say and no address should have, once."""
    for key, pair in pairs.items():
        if not _KEY.fullmatch(key):
            document = pair.get(default) or next(iter(pair.values()))
            name = f"{meant_slug(key.rpartition('/')[2])}.{document.lang}.md"
            copied = next(filter(None, (_copied(document, other) for other in pairs.values())), "")
            yield problem("TXT026", Location(path=document.path), meant=name, copied=copied)


def _copied(document: Document, pair: Mapping[str, Document]) -> str:
    """Return the path of another file with this one's address, of which it may be a copy."""
    other = pair.get(document.lang, document)
    is_copy = other is not document and other.front.slug == document.front.slug
    return other.path if is_copy else ""


def _shared_names(originals: Iterable[Document]) -> Iterator[Diagnostic]:
    """Report pages that inserts cannot tell apart, at each of them."""
    by_name: dict[str, list[Document]] = {}
    for original in originals:
        by_name.setdefault(insert_name(original.key).casefold(), []).append(original)
    for name, documents in by_name.items():
        if len(documents) > 1:
            for document in documents:
                others = [Location(path=other.path) for other in documents if other is not document]
                yield problem("OUT013", Location(path=document.path), related=others, name=name)


def _circles(originals: Mapping[str, Document]) -> Iterator[Diagnostic]:
    """Report pages that stand below each other, once for all of a circle (OUT017)."""
    seen: set[str] = set()
    for start in originals:
        way: list[str] = []
        key = start
        while key in originals and key not in way and key not in seen:
            way.append(key)
            key = originals[key].shared.parent
        seen.update(way)
        if key in way:
            circle = way[way.index(key) :]
            first, *others = (originals[name].front.locations["parent"] for name in circle)
            yield problem("OUT017", first, related=others, key=key)


def _long_addresses(pages: Iterable[Page]) -> Iterator[Diagnostic]:
    """Report addresses that are no names of files on some systems (OUT018)."""
    for page in pages:
        if len(page.url) > MAX_ADDRESS:
            place = page.front.locations.get("slug", page.title.location)
            yield problem("OUT018", place, length=len(page.url), limit=MAX_ADDRESS)


def _address_conflicts(pages: Iterable[Page]) -> Iterator[Diagnostic]:
    """Report each address of two pages, but not again of what is made of the same pages."""
    claimed: dict[str, Page] = {}
    shared: list[str] = []
    for page in sorted(pages, key=lambda page: len(page.url)):
        other = claimed.setdefault(page.url, page)
        if other is not page:
            is_of_pages = not (page.source or other.source)
            if is_of_pages and page.url.startswith(tuple(shared)):
                continue
            shared.append(page.url)
            # The page that is called like its address is not the one that has a new one.
            owner, guest = (page, other) if page.name == page.front.slug else (other, page)
            related = [_place(owner, "slug")]
            yield problem("OUT001", _place(guest, "slug"), related=related, url=page.url)
        elif page.url == f"/{ASSETS_FOLDER}":
            yield problem("OUT001", _place(page, "slug"), url=page.url, files=ASSETS_FOLDER)
