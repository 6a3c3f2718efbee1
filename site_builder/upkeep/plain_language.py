"""How easy the texts are to read: long sentences, long words, abbreviations without explanation.

Takes the planned site; gives a report for each content file, and for the texts of each data file in
each language. It judges no one: nothing here is a problem that stops or warns, and `status` shows
it. What is long, and which marks end a sentence, stands under `reading:` of the language's catalog;
a language without the marks is left out.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import NoReturn

from site_builder.checks.passages import localized_texts
from site_builder.model import Reading, Term, Text
from site_builder.pages.page import Page
from site_builder.pages.plan import HOME
from site_builder.text.inserts import Insert, find_inserts, place_in, replace_inserts
from site_builder.text.plain_text import ASIDE
from site_builder.text.sentences import BREAK, Sentence, line_sentences, markdown_sentences
from site_builder.views.charts.blocks import BLOCKS
from site_builder.views.context import PageContext, SiteContext
from site_builder.views.inserts.inline import insert_value

_CONTACT = "contact"
_ABBREVIATION = re.compile(r"(?<![\w/.-])[^\W\d_]{2,}(?![\w-]|/\w)")
_ROMAN = re.compile(r"[IVXLC]+")
_ADDRESS = re.compile(r"[./@:]")
_PART = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, kw_only=True, slots=True)
class LongSentence:
    """A sentence with more words than the language's catalog says."""

    line: int
    words: int
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class HardWord:
    """A word that may stop a reader, where it stands first."""

    line: int
    word: str


@dataclass(frozen=True, kw_only=True, slots=True)
class PlainLanguage:
    """How easy one file is to read in one language."""

    path: str
    sentences: int
    long: int
    """How many of them are long."""
    lang: str
    long_sentences: tuple[LongSentence, ...]
    """The longest first."""
    long_words: tuple[HardWord, ...]
    unexplained: tuple[HardWord, ...]
    """Abbreviations that the page neither explains nor inserts from the glossary."""


def read_plain_language(site: SiteContext) -> tuple[PlainLanguage, ...]:
    """Report on every content file, and on the texts of every data file by language."""
    readings = {
        lang: catalog.reading
        for lang, catalog in site.project.catalogs.items()
        if catalog.reading is not None and catalog.reading.sentence_end
    }
    reports = [
        _page_report(site, page, reading)
        for page in site.plan.written
        if (reading := readings.get(page.lang)) is not None
    ]
    for (path, lang), texts in _data_texts(site).items():
        home = site.plan.find(HOME, lang)
        if lang in readings and home is not None:
            context, reading = _context(site, home), readings[lang]
            sentences = [s for text in texts for s in _line(context, text, reading)]
            reports.append(_report(site, path, lang, sentences, reading))
    return tuple(sorted(reports, key=lambda report: (report.path, report.lang)))


def unread_languages(site: SiteContext) -> tuple[str, ...]:
    """Give the languages whose catalog does not say how their sentences end."""
    return tuple(
        lang
        for lang, catalog in site.project.catalogs.items()
        if catalog.reading is None or not catalog.reading.sentence_end
    )


def _page_report(site: SiteContext, page: Page, reading: Reading) -> PlainLanguage:
    context = _context(site, page)
    sentences: list[Sentence] = []
    for text in dict.fromkeys((page.title, page.short_title, page.description)):
        sentences.extend(_line(context, text, reading))
    for section in page.sections:
        for source, line in ((section.heading, section.line), (section.body, section.body_line)):
            shown = _as_shown(context, source, page.source, line)
            sentences.extend(markdown_sentences(shown, line, reading))
    report = _report(site, page.source, page.lang, sentences, reading)
    unexplained = tuple(_unexplained(site, page, sentences, reading))
    return replace(report, unexplained=unexplained)


def _report(
    site: SiteContext, path: str, lang: str, sentences: list[Sentence], reading: Reading
) -> PlainLanguage:
    long = [
        LongSentence(line=sentence.line, words=len(sentence.words), text=sentence.text)
        for sentence in sentences
        if len(sentence.words) > reading.sentence_words
    ]
    return PlainLanguage(
        path=path,
        sentences=len(sentences),
        long=len(long),
        lang=lang,
        long_sentences=tuple(sorted(long, key=lambda s: (-s.words, s.line))),
        long_words=tuple(_long_words(site, lang, sentences, reading)),
        unexplained=(),
    )


def _long_words(
    site: SiteContext, lang: str, sentences: Iterable[Sentence], reading: Reading
) -> Iterator[HardWord]:
    """Find long words once each; terms of the glossary and names are as long as they are."""
    seen = _names(site, lang)
    for sentence in sentences:
        written = (word for word in sentence.words if not _ADDRESS.search(word))
        for word in _PART.findall(" ".join(written)):
            if len(word) >= reading.word_letters and word.casefold() not in seen:
                seen.add(word.casefold())
                yield HardWord(line=sentence.line, word=word)


def _names(site: SiteContext, lang: str) -> set[str]:
    """Give the words of what has its own name: terms, contacts and the programme."""
    project = site.project
    programme = project.settings.programme
    names = [
        *(term.term for term in project.terms.values()),
        *(contact.name for contact in project.contacts.values()),
        *programme.parts.values(),
        programme.expansion,
    ]
    return {word.casefold() for name in names for word in _PART.findall(name[lang])}


def _unexplained(
    site: SiteContext, page: Page, sentences: Iterable[Sentence], reading: Reading
) -> Iterator[HardWord]:
    """Find abbreviations that nothing on the page explains, where each stands first."""
    sentences = tuple(sentences)
    whole = "\n".join(sentence.text for sentence in sentences)
    known = {*reading.known_abbreviations, *_PART.findall(site.project.settings.programme.name)}
    known.update(_inserted(site, page), _defined(site, page.lang, whole))
    rules = {word.rstrip(".") for word in reading.references}
    for sentence in sentences:
        for match in _ABBREVIATION.finditer(sentence.text):
            short = match.group()
            is_rule = short in rules and sentence.text[match.end() :].lstrip()[:1].isdigit()
            if not short.isupper() or short in known or is_rule or _ROMAN.fullmatch(short):
                continue
            known.add(short)
            if not re.search(rf"\w \({short}\)|\b{short} \(\w+ \w", whole):
                yield HardWord(line=sentence.line, word=short)


def _inserted(site: SiteContext, page: Page) -> Iterator[str]:
    """Give the words of terms and contacts that a page inserts, and so explains or names."""
    for section in page.sections:
        place = place_in(page.source, section.body, section.body_line)
        for insert in find_inserts(section.body, place, []):
            namespace, _, name = insert.name.partition(".")
            term, contact = site.project.terms.get(name), site.project.contacts.get(name)
            if namespace == "term" and term is not None:
                yield from _PART.findall(f"{term.term[page.lang]} {_short(term, page.lang)}")
            if namespace == _CONTACT and contact is not None:
                yield from _PART.findall(contact.name[page.lang])


def _defined(site: SiteContext, lang: str, whole: str) -> Iterator[str]:
    """Give the abbreviations of the glossary whose terms a text writes in full."""
    folded = whole.casefold()
    for term in site.project.terms.values():
        if _short(term, lang) and term.term[lang].casefold() in folded:
            yield _short(term, lang)


def _short(term: Term, lang: str) -> str:
    return term.abbreviation[lang] if term.abbreviation else ""


def _data_texts(site: SiteContext) -> dict[tuple[str, str], list[Text]]:
    """Give the texts of data files by file and language."""
    found: dict[tuple[str, str], list[Text]] = defaultdict(list)
    for texts in localized_texts(site.project):
        for lang, text in texts.texts.items():
            found[text.location.path, lang].append(text)
    return found


def _context(site: SiteContext, page: Page) -> PageContext:
    return PageContext(site=site, page=page, component=_no_component, blocks=BLOCKS)


def _line(context: PageContext, text: Text, reading: Reading) -> tuple[Sentence, ...]:
    shown = _as_shown(context, text.value, text.location.path, text.location.line)
    return line_sentences(shown, text.location.line, reading)


def _as_shown(context: PageContext, text: str, path: str, line: int) -> str:
    """Put words in the place of inserts: charts and tables are none, of a contact its name.

    A source that is cited counts as one word, whatever its publisher is called.
    """
    place = place_in(path, text, line)
    inserts = find_inserts(text, place, [])

    def words(_: int, insert: Insert) -> str:
        namespace, name = insert.name.split(".", 1)
        if namespace in context.blocks:
            return BREAK
        if text.endswith("](", 0, insert.start):
            return ""
        if ("source", None) in insert.filters:
            return ASIDE
        contact = context.site.project.contacts.get(name)
        if namespace == _CONTACT and contact is not None:
            return contact.name[context.lang]
        return insert_value(context, insert, place(insert.start)).text()

    return replace_inserts(text, inserts, words)


def _no_component(name: str, arguments: Mapping[str, object]) -> NoReturn:
    """Stand where a component is rendered, which reading never asks for."""
    raise LookupError(name)
