"""What of a new project's sample texts still stands in a project, word for word.

A text is a sample only if it is the whole of a paragraph, a value or a row, so that a project's own
texts are none. What may be published as it is, `starter/samples.yaml` says.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from string import Template

from site_builder.diagnostics import Location
from site_builder.read.content import CONTENT_FOLDER, FENCE
from site_builder.read.settings import SETTINGS_PATH
from site_builder.read.syntax.reader import Reader
from site_builder.read.syntax.text import searchable_text
from site_builder.read.syntax.yaml_nodes import MappingNode, Node, ScalarNode, parse_yaml
from site_builder.upkeep.starter import (
    README,
    load_kept_samples,
    load_tables,
    load_words,
    ready_languages,
)

_DATA = "data/"
_FRONT = re.compile(r"(title|description): (.*)")
_SOURCE = "source"
"""The column of what every row of samples shares; it may have been renamed alone."""

Row = frozenset[tuple[str, str]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Sample:
    """A sample text and where it stands."""

    location: Location
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class _Samples:
    values: frozenset[str]
    paragraphs: frozenset[str]
    rows: Mapping[str, frozenset[Row]]
    """By table."""


def find_samples(
    files: Mapping[str, bytes], programme: str, begun: Iterable[str] = ()
) -> Iterator[Sample]:
    """Yield every sample text in the files of a project, in order, and what pages begin with."""
    samples = _load_samples(programme)
    begun = frozenset(begun)
    samples = replace(samples, values=samples.values | begun, paragraphs=samples.paragraphs | begun)
    for path, content in sorted(files.items()):
        text = searchable_text(content)
        if path.startswith(CONTENT_FOLDER) and path.endswith(".md"):
            yield from _in_page(path, text, samples)
        elif path.startswith(_DATA) and path.endswith(".csv"):
            yield from _in_table(path, text, samples)
        elif path == SETTINGS_PATH or (path.startswith(_DATA) and path.endswith(".yaml")):
            yield from _in_values(parse_yaml(text, Reader(path)), samples)


def _load_samples(programme: str) -> _Samples:
    """Return the samples of every language that comes with the program."""
    stays = load_kept_samples()
    values, paragraphs = set(stays["others"]), set[str]()
    rows: dict[str, set[Row]] = {}
    for lang in ready_languages():
        words = load_words(lang)
        for name, text in words.items():
            key = name.removesuffix(".md")
            if name == README or key in stays["pages"]:
                continue
            if name != key:
                values |= set(_front_samples(key, text, stays, programme))
                paragraphs |= set(_body_samples(key, text, stays))
            elif name not in stays["words"]:
                values.add(text)
        for path, table in load_tables():
            filled = Template(table).substitute(words)
            rows.setdefault(path, set()).update(row for _, row, _ in _rows(filled))
    return _Samples(
        values=frozenset(values),
        paragraphs=frozenset(paragraphs),
        rows={path: frozenset(found) for path, found in rows.items()},
    )


def _front_samples(
    key: str, page: str, stays: Mapping[str, tuple[str, ...]], programme: str
) -> Iterator[str]:
    for line in page.split(f"{FENCE}\n", 2)[1].splitlines():
        found = _FRONT.fullmatch(line)
        if found and (found[1] == "description" or key in stays["titles"]):
            yield Template(_plain(found[2])).safe_substitute(name=programme)


def _body_samples(key: str, page: str, stays: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    body = page.split(f"{FENCE}\n", 2)[2]
    paragraphs = [text for _, text in _paragraphs(body) if not text.startswith("#")]
    for number, text in enumerate(paragraphs, start=1):
        if f"{key} {number}" not in stays["paragraphs"]:
            yield text


def _in_page(path: str, text: str, samples: _Samples) -> Iterator[Sample]:
    for number, line in enumerate(text.splitlines(), start=1):
        found = _FRONT.fullmatch(line)
        if found and _plain(found[2]) in samples.values:
            yield Sample(location=Location(path=path, line=number), text=_plain(found[2]))
    # The first may stand right below the front matter.
    for start, paragraph in _paragraphs(text.replace(f"\n{FENCE}\n", f"\n{' ' * len(FENCE)}\n")):
        if paragraph in samples.paragraphs:
            place = Location(path=path, line=text.count("\n", 0, start) + 1)
            yield Sample(location=place, text=paragraph)


def _in_values(node: Node | None, samples: _Samples) -> Iterator[Sample]:
    if isinstance(node, ScalarNode):
        if node.value in samples.values:
            yield Sample(location=node.location, text=node.value)
    elif node is not None:
        below = node.nodes.values() if isinstance(node, MappingNode) else node.nodes
        for each in below:
            yield from _in_values(each, samples)


def _in_table(path: str, text: str, samples: _Samples) -> Iterator[Sample]:
    for line, row, written in _rows(text):
        if row in samples.rows.get(path, ()):
            yield Sample(location=Location(path=path, line=line), text=written)


def _rows(text: str) -> Iterator[tuple[int, Row, str]]:
    """Yield the line, the cells and the text of each row of a table."""
    lines = csv.reader(text.splitlines())
    header = next(lines, [])
    for cells in lines:
        named = zip(header, cells, strict=False)
        row = frozenset((name, cell) for name, cell in named if cell and name != _SOURCE)
        yield lines.line_num, row, ",".join(cells)


def _paragraphs(text: str) -> Iterator[tuple[int, str]]:
    """Yield the place and the text of each paragraph, without the breaks of its lines."""
    for found in re.finditer(r"\S(?:.|\n(?![ \t]*\n))*", text):
        yield found.start(), " ".join(found[0].split())


def _plain(value: str) -> str:
    return value.strip().strip("\"'")
