"""How easy the texts are to read, as lines for people.

Takes the reports of `upkeep/plain_language.py`; gives the lines that `status` shows: the longest
sentences with their places, abbreviations without explanation, and long words. It finds nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from site_builder.messages.report import Messages
from site_builder.upkeep.plain_language import PlainLanguage

_LONGEST = 10
"""How many sentences are shown; the report for programs has them all."""
_EXCERPT = 70


def format_language(
    reports: Sequence[PlainLanguage], unread: Sequence[str], messages: Messages
) -> Iterator[str]:
    """Give the lines: what was not read, then what is hard to read."""
    say = messages.say
    if unread:
        yield say("status.unread", languages=", ".join(unread))
    yield say(
        "status.language",
        long=sum(report.long for report in reports),
        count=sum(report.sentences for report in reports),
    )
    found = [(report, sentence) for report in reports for sentence in report.long_sentences]
    found.sort(key=lambda pair: (-pair[1].words, pair[0].path, pair[1].line))
    for report, sentence in found[:_LONGEST]:
        words = say("status.words", count=sentence.words)
        excerpt = sentence.text[:_EXCERPT].rstrip()
        yield f"  {report.path}:{sentence.line} [{report.lang}] {words}: {excerpt} …"
    yield say("status.unexplained", count=sum(len(report.unexplained) for report in reports))
    for report in reports:
        for hard in report.unexplained:
            yield f"  {report.path}:{hard.line} [{report.lang}]: {hard.word}"
    yield from _long_words(reports, messages)


def _long_words(reports: Sequence[PlainLanguage], messages: Messages) -> Iterator[str]:
    """Give each language's long words, those in most files first."""
    files: dict[str, Counter[str]] = {}
    for report in reports:
        words = {hard.word.casefold() for hard in report.long_words}
        files.setdefault(report.lang, Counter()).update(words)
    yield messages.say("status.long_words", count=sum(map(len, files.values())))
    for lang, counts in files.items():
        if counts:
            ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
            yield f"  [{lang}] {', '.join(f'{word} ({count})' for word, count in ordered)}"
