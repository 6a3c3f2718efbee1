"""How easy the texts are to read: the sentences that are longer than their language allows.

Nothing here stops a build or warns; `status` shows it. What is long, and which marks end a
sentence, stands under `reading:` of a catalog; a language without the marks is left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from site_builder.checks.content.passages import localized_texts, markdown_texts
from site_builder.messages.wording import Messages
from site_builder.model import Lexicon, Text
from site_builder.pages.page import HOME, Page
from site_builder.text.inserts import Insert, find_inserts, places_of, replace_spans
from site_builder.text.plain_text import ASIDE, BREAK
from site_builder.text.sentences import Sentence, line_sentences, markdown_sentences
from site_builder.views.context import PageContext, SiteContext
from site_builder.views.inserts.inline import insert_value
from site_builder.views.namespaces import NAMESPACES, text_context

_CONTACT = "contact"
_LONGEST = 10
"""How many sentences people are shown; the report for programs has them all."""
_EXCERPT = 70


@dataclass(frozen=True, kw_only=True, slots=True)
class LongSentence:
    """A sentence with more words than the language's catalog says."""

    line: int
    words: int
    text: str


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


def read_plain_language(site: SiteContext) -> tuple[PlainLanguage, ...]:
    """Report on every content file, and on the texts of every data file by language."""
    readings = {
        lang: catalog.lexicon
        for lang, catalog in site.project.catalogs.items()
        if catalog.lexicon is not None and catalog.lexicon.sentence_end
    }
    reports = [
        _report(page.source, page.lang, _page_sentences(site, page, reading), reading)
        for page in site.plan.written
        if (reading := readings.get(page.lang)) is not None
    ]
    for (path, lang), texts in _data_texts(site).items():
        home = site.plan.find(HOME, lang)
        if lang in readings and home is not None:
            context, reading = text_context(site, home), readings[lang]
            sentences = (s for text in texts for s in _line(context, text, reading))
            reports.append(_report(path, lang, sentences, reading))
    return tuple(sorted(reports, key=lambda report: (report.path, report.lang)))


def unread_languages(site: SiteContext) -> tuple[str, ...]:
    """Return the languages whose catalog does not say how their sentences end."""
    return tuple(
        lang
        for lang, catalog in site.project.catalogs.items()
        if catalog.lexicon is None or not catalog.lexicon.sentence_end
    )


def format_language(
    reports: Sequence[PlainLanguage], unread: Sequence[str], messages: Messages
) -> Iterator[str]:
    """Yield the lines for people: what was not read, then the longest sentences."""
    if unread:
        yield messages.say("status.unread", languages=", ".join(unread))
    yield messages.say(
        "status.language",
        long=sum(report.long for report in reports),
        count=sum(report.sentences for report in reports),
    )
    for report, sentence in longest_sentences(reports)[:_LONGEST]:
        words = messages.say("status.words", count=sentence.words)
        excerpt = sentence.text[:_EXCERPT].rstrip()
        yield f"  {report.path}:{sentence.line} [{report.lang}] {words}: {excerpt} …"


def longest_sentences(
    reports: Iterable[PlainLanguage],
) -> list[tuple[PlainLanguage, LongSentence]]:
    """Return the long sentences of all files, the longest first, each with its file's report."""
    found = [(report, sentence) for report in reports for sentence in report.long_sentences]
    return sorted(found, key=lambda pair: (-pair[1].words, pair[0].path, pair[1].line))


def _report(path: str, lang: str, sentences: Iterable[Sentence], reading: Lexicon) -> PlainLanguage:
    sentences = tuple(sentences)
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
    )


def _page_sentences(site: SiteContext, page: Page, reading: Lexicon) -> Iterator[Sentence]:
    context = text_context(site, page)
    for text in dict.fromkeys((page.title, page.short_title, page.description)):
        yield from _line(context, text, reading)
    for text in markdown_texts(page):
        yield from markdown_sentences(as_shown(context, text), text.location.line, reading)


def _data_texts(site: SiteContext) -> dict[tuple[str, str], list[Text]]:
    """Return the texts of data files by file and language."""
    found: dict[tuple[str, str], list[Text]] = defaultdict(list)
    for texts in localized_texts(site.project):
        for lang, text in texts.texts.items():
            found[text.location.path, lang].append(text)
    return found


def _line(context: PageContext, text: Text, reading: Lexicon) -> tuple[Sentence, ...]:
    return line_sentences(as_shown(context, text), text.location.line, reading)


def as_shown(context: PageContext, text: Text) -> str:
    """Put words in the place of inserts: charts and tables are none, of a contact its name.

    A source that is cited counts as one word, whatever its publisher is called.
    """
    place = places_of(text)

    def words(insert: Insert) -> str:
        namespace, name = insert.name.split(".", 1)
        if namespace in NAMESPACES and NAMESPACES[namespace].is_block:
            return BREAK
        if text.value.endswith("](", 0, insert.start):
            return ""
        if ("source", None) in insert.filters:
            return ASIDE
        contact = context.site.project.contacts.get(name)
        if namespace == _CONTACT and contact is not None:
            return contact.name[context.lang]
        return insert_value(context, insert, place(insert.start)).text()

    inserts = find_inserts(text.value)
    return replace_spans(text.value, ((each.start, each.end, words(each)) for each in inserts))
