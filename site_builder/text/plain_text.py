"""What a person wrote, as running text: markup, code, inserts and quotations taken out.

Takes Markdown, a template or a plain line; gives its words in one string that knows where each of
them stands in the source. Reading numbers, terms or sentences in it is for others.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from site_builder.text.exemptions import find_exemption_marks

ASIDE = "\ufffc"
"""Stands for what was taken out, so that its neighbours do not run together."""

_INVISIBLE = "[\u00ad\u200b-\u200d\u2060\ufeff]"
_INSERT = r"(?<!\\)\{\{[^{}]*\}\}"
_ENTITY = r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,24});"
_QUOTATION = r"(?m:^[ \t]*>[ \t]*\[!quote\b[^\n]*(?:\n(?![ \t]*\n|[ \t]*\Z)[^\n]*)*)"

_MARKDOWN = re.compile(
    r"(?P<aside>(?ms:^[ \t]*(?P<fence>```+|~~~+).*?(?:^[ \t]*(?P=fence)[ \t]*$|\Z))"
    rf"|{_QUOTATION}"
    r"|<!--(?s:.*?)-->|(?P<ticks>`+)(?!`)(?s:.*?)(?<!`)(?P=ticks)(?!`)"
    rf"|{_INSERT}|\{{#[^}}\n]*\}}|</?[a-zA-Z][^>\n]*>"
    r"|(?m:^[ \t>]*[0-9]+[.)](?=[ \t])))"
    r"|(?P<target>\]\((?:[^()\n\"']|\([^()\n]*\))*\)?)"
    rf"|(?P<nothing>\*+|~~|(?<![^\W_])_+|_+(?![^\W_])|(?m:^[ \t]*>+)|{_INVISIBLE})"
    rf"|\\(?P<escaped>[^\w\s])|(?P<entity>{_ENTITY})"
)
_LINE = re.compile(
    rf"(?P<aside>{_INSERT}|\{{[a-z_]+\}}|</?[a-zA-Z][^>\n]*>)|(?P<nothing>{_INVISIBLE})"
)
_INLINE_TAGS = "a|abbr|b|bdi|data|em|i|mark|s|small|span|strong|sub|sup|time|u|var"
_ASIDE_TAGS = "script|style|svg|code|pre|kbd|samp|blockquote|q|cite|template"
_JINJA = r"\{\{(?s:.*?)\}\}|\{%(?s:.*?)%\}|\{#(?s:.*?)#\}"
_TEMPLATE = re.compile(
    rf"(?P<aside><(?P<tag>{_ASIDE_TAGS})\b(?s:.*?)</(?P=tag)\s*>|<!--(?s:.*?)-->|{_JINJA})"
    rf"|(?P<nothing></?(?:{_INLINE_TAGS})\b(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>|{_INVISIBLE})"
    r"|(?P<block><[^<>\"']*(?:(?:\"[^\"]*\"|'[^']*')[^<>\"']*)*>)"
    rf"|(?P<entity>{_ENTITY})"
)
_READ_ATTRIBUTE = re.compile(
    r"(?<![\w-])(?:alt|title|aria-label|content)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')"
)
_TAG = re.compile(r"<[a-zA-Z](?:[^<>\"']|\"[^\"]*\"|'[^']*')*>")


@dataclass(frozen=True, kw_only=True, slots=True)
class RunningText:
    """Words as they are read, with their places in the source."""

    text: str
    _starts: tuple[int, ...]
    """Where in `text` each piece begins, and where in the source it was taken from."""
    _sources: tuple[int, ...]

    def source_position(self, position: int) -> int:
        """Give the place in the source of a place in the text."""
        if not self._starts:
            return position
        piece = bisect_right(self._starts, position) - 1
        return self._sources[piece] + position - self._starts[piece]


def markdown_text(source: str) -> RunningText:
    """Give the words of Markdown; exempted numbers, code, quotations and addresses are aside."""
    exempt = [(mark.start, mark.end) for mark in find_exemption_marks(source) if mark.reason]
    return _without(source, _MARKDOWN, exempt)


def line_text(source: str) -> RunningText:
    """Give the words of a title, an interface word or a text of a data file."""
    return _without(source, _LINE, [])


def template_text(source: str) -> RunningText:
    """Give what a template shows by itself: its text outside tags and expressions."""
    return _without(_masked(source), _TEMPLATE, [])


def template_attributes(source: str) -> Iterator[tuple[int, str]]:
    """Give the attributes of a template that are read out or shown, with their places."""
    if "=" not in source:
        return
    for tag in _TAG.finditer(_masked(source)):
        for match in _READ_ATTRIBUTE.finditer(tag.group()):
            group = 1 if match[1] is not None else 2
            yield tag.start() + match.start(group), match[group]


def _masked(source: str) -> str:
    """Put fillers of the same length over expressions, which may stand inside tags."""
    return re.sub(_JINJA, lambda match: ASIDE * len(match.group()), source)


def _without(source: str, pattern: re.Pattern[str], exempt: list[tuple[int, int]]) -> RunningText:
    """Take out what a pattern finds, and keep the places of the rest."""
    parts: list[str] = []
    starts: list[int] = []
    sources: list[int] = []
    length = position = 0

    def add(text: str, taken_from: int) -> None:
        nonlocal length
        if text:
            starts.append(length)
            sources.append(taken_from)
            parts.append(text)
            length += len(text)

    exempt = [*exempt, (len(source) + 1, len(source) + 1)]
    found = pattern.search(source)
    while found is not None or exempt[0][0] <= len(source):
        if found is not None and found.start() < exempt[0][0]:
            start, end = found.start(), max(found.end(), found.start() + 1)
            shown = _shown(found)
        else:
            (start, end), exempt = exempt[0], exempt[1:]
            shown = ASIDE
        add(source[position:start], position)
        add(shown, start)
        position = end
        exempt = [span for span in exempt if span[0] >= position]
        found = pattern.search(source, position)
    add(source[position:], position)
    return RunningText(text="".join(parts), _starts=tuple(starts), _sources=tuple(sources))


def _shown(match: re.Match[str]) -> str:
    """Give what stands in the text for a piece of markup."""
    groups = match.groupdict()
    if groups.get("nothing"):
        return ""
    if groups.get("target"):
        return ""
    if groups.get("escaped"):
        return str(groups["escaped"])
    if groups.get("entity"):
        character = unescape(str(groups["entity"]))
        return character if len(character) == 1 else ASIDE
    return ASIDE
