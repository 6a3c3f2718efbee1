r"""Inserts: `{{ name | filter('argument') }}`, by the grammar of `docs/formats.md` section 1.

While Markdown is converted, tokens of private-use characters stand in their place, which neither
the converter nor the cleaner touches.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from site_builder.diagnostics import Diagnostic, Location, problem
from site_builder.model import FIGURE_NAMESPACES, Text

_NAME = r"[a-z][a-z0-9_]*(?:\.[a-z0-9][a-z0-9_]*)*"
# Spaces are taken once and for all, or the ways to divide them would be tried one by one.
_FILTER = r"\|\s*+[a-z_]++\s*+(?:\(\s*+'[^']*+'\s*+\)\s*+)?"
_INSERT = re.compile(rf"\{{\{{\s*(?P<name>{_NAME})\s*(?P<filters>(?:{_FILTER})*)\}}\}}")
_ONE_FILTER = re.compile(r"\|\s*(?P<name>[a-z_]+)\s*(?:\(\s*'(?P<argument>[^']*)'\s*\))?")
# Two braces, template code, or one brace before what can only be a name.
_OPENING = re.compile(
    r"\\?\{\{|\{%|\{#|(?<![\\{])\{(?=\s*[a-z]+(?:\.[a-z0-9_]+)+\s*(?:\|[^{}\n]*)?\})"
)
_WRITTEN = re.compile(r"\{[{%#](?:[^\n]{0,60}?[}%#]\}|[^\n]{0,60})")
_QUOTE = r"['\"`´‘-‟]?"
"""What people and programs write for the quotation mark around a date."""
_MEANT_FILTER = rf"\|\s*+([A-Za-z_]++)\s*+(?:\(\s*+{_QUOTE}([\w.\- ]*?)\s*{_QUOTE}\s*+\)\s*+)?"
_ONE_MEANT_FILTER = re.compile(_MEANT_FILTER)
_MEANT = re.compile(
    r"\{{1,3}\s*([A-Za-z][\w .,:/\u00a0-]{1,80}+(?=[|}])|[A-Za-z]\w*(?:\.[\w/-]+)+)\s*"
    rf"((?:{_MEANT_FILTER})*)(?:\}}{{1,2}}|(?:[^\n{{}}]{{0,60}}\}}\}})?)"
)
_NAMESPACES = {*FIGURE_NAMESPACES, "chart", "contact", "page", "table", "term", "unknown"}
"""What a name may begin with where its dot is missing."""
_HEADING_ID = re.compile(r"\{#[^}\s]*\}\s*$", re.MULTILINE)
_LINE_END = re.compile("\n")
_REMEMBERED = 2048
"""Texts that were read: a title, a word of the menu is read for every page that shows it."""
_TOKEN_OPEN, _TOKEN_CLOSE = "\ue000", "\ue001"
_TOKEN = re.compile(f"{_TOKEN_OPEN}(\\d+){_TOKEN_CLOSE}")


@dataclass(frozen=True, kw_only=True, slots=True)
class Insert:
    name: str
    filters: tuple[tuple[str, str | None], ...]
    """Name and argument of each filter, in order."""
    start: int
    end: int

    @property
    def is_figure(self) -> bool:
        return self.name.partition(".")[0] in FIGURE_NAMESPACES

    @property
    def pinned_to(self) -> str | None:
        """Return the date of an `at` filter."""
        return next((argument for name, argument in self.filters if name == "at"), None)


@lru_cache(maxsize=_REMEMBERED)
def find_inserts(text: str) -> tuple[Insert, ...]:
    """Return every insert that follows the grammar, in order."""
    return tuple(_insert(match) for _, match in _openings(text) if match is not None)


def meant_inserts(text: str) -> tuple[Insert, ...]:
    """Return every insert, those that are written wrong as what they are evidently meant to be."""
    found = []
    for start, match in _openings(text):
        written, meant = ("", "") if match else _meant(text, start)
        if right := match or _INSERT.fullmatch(meant):
            end = right.end() if match else start + len(written)
            found.append(replace(_insert(right), start=start, end=end))
    return tuple(found)


def insert_problems(text: str, place: Callable[[int], Location]) -> Iterator[Diagnostic]:
    """Report braces that make no insert: wrong grammar (FIG001), template code (FIG002)."""
    for start, match in _openings(text):
        if match is None:
            code = "FIG002" if text.startswith(("{%", "{#"), start) else "FIG001"
            written, insert = _meant(text, start)
            yield problem(code, place(start), written=written[:60], insert=insert)


def _meant(text: str, start: int) -> tuple[str, str]:
    """Return what is written from an opening on, and the insert that it is meant to be, if any."""
    found = _MEANT.match(text, start)
    if found is None:
        written = _WRITTEN.match(text, start)
        return (written[0] if written else "", "")
    name = _meant_name(found[1].lower())
    filters = "".join(
        f" | {called.lower()}('{argument}')" if argument else f" | {called.lower()}"
        for called, argument in _ONE_MEANT_FILTER.findall(found[2])
    )
    insert = f"{{{{ {name}{filters} }}}}"
    return found[0].rstrip(), insert if _INSERT.fullmatch(insert) else ""


def _meant_name(written: str) -> str:
    """Return a name with its dots and low lines in place of spaces and other marks."""
    if "." not in written:
        namespace, *words = re.findall(r"\w+", written)
        return f"{namespace}.{'_'.join(words)}" if namespace in _NAMESPACES else ""
    return ".".join("_".join(re.findall(r"\w+", part)) for part in written.split("."))


@lru_cache(maxsize=_REMEMBERED)
def _openings(text: str) -> tuple[tuple[int, re.Match[str] | None], ...]:
    """Return where an insert should begin, and the insert that is there."""
    return tuple(_find_openings(text))


def _find_openings(text: str) -> Iterator[tuple[int, re.Match[str] | None]]:
    heading_ids = {match.start() for match in _HEADING_ID.finditer(text)}
    position = 0
    while (opening := _OPENING.search(text, position)) is not None:
        position = opening.end()
        if not opening[0].startswith("\\") and opening.start() not in heading_ids:
            match = _INSERT.match(text, opening.start())
            position = match.end() if match else position
            yield opening.start(), match


def replace_spans(text: str, spans: Iterable[tuple[int, int, str]]) -> str:
    r"""Replace stretches of a text, given by start and end, and free the literal `\{{`."""
    parts: list[str] = []
    position = 0
    for start, end, replacement in sorted(spans):
        if start >= position:
            parts += (text[position:start], replacement)
            position = end
    parts.append(text[position:])
    return "".join(parts).replace("\\{{", "{{")


def token(number: int) -> str:
    """Return the token that stands for an insert while Markdown is converted."""
    return f"{_TOKEN_OPEN}{number}{_TOKEN_CLOSE}"


def put_back(text: str, replacement: Callable[[int], str]) -> str:
    """Replace every token by what its number stands for."""
    return _TOKEN.sub(lambda match: replacement(int(match[1])), text)


def without_tokens(text: str) -> str:
    """Drop stray token characters that somebody typed."""
    return text.replace(_TOKEN_OPEN, "").replace(_TOKEN_CLOSE, "")


def places_of(text: Text) -> Callable[[int], Location]:
    """Return a function from a position in a text to its place in the file."""
    first = text.location
    starts = [1 - max(first.column, 1), *(m.end() for m in _LINE_END.finditer(text.value))]

    def place(position: int) -> Location:
        line = max(bisect_right(starts, position) - 1, 0)
        column = position - starts[line] + 1
        return Location(path=first.path, line=first.line + line, column=column)

    return place


def _insert(match: re.Match[str]) -> Insert:
    filters: Iterator[re.Match[str]] = _ONE_FILTER.finditer(match["filters"])
    return Insert(
        name=match["name"],
        filters=tuple((found["name"], found["argument"]) for found in filters),
        start=match.start(),
        end=match.end(),
    )
