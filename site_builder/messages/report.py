"""Problems into words: what is wrong, where, and what to do about it.

Takes diagnostics and the messages of a staff language (`messages/<lang>.yaml`); gives the text for
a terminal, JSON for tools and annotations for GitHub. Of several wordings of one code it takes the
first for which every placeholder has a value. It finds no problem, prints nothing and ends nothing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from types import MappingProxyType

from site_builder.diagnostics import Diagnostic, Location, in_order
from site_builder.read.syntax.fields import Fields
from site_builder.read.syntax.reader import Reader
from site_builder.read.syntax.yaml_nodes import MappingNode, Node, ScalarNode, parse_yaml

_FOLDER = "messages"
_SUFFIX = ".yaml"
_OTHER = "other"
"""In a list of words for a parameter: the word for every value that the list lacks."""
_PLACEHOLDER = re.compile(r"(?<!\{)\{([a-z_]+)\}(?!\})")


@dataclass(frozen=True, kw_only=True, slots=True)
class Wording:
    """The words of one code in one language."""

    title: str
    """A few words, for the guide."""
    messages: tuple[str, ...]
    hints: tuple[str, ...]
    words: Mapping[str, Mapping[str, str]]
    """For a parameter: its values as the program gives them, and how to say them."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Messages:
    """Everything that the program says to staff in one language."""

    lang: str
    is_default: bool
    guide: str
    """Where the guide explains a code, with `{code}` in lower case."""
    codes: Mapping[str, Wording]
    summary: Mapping[str, str]

    def say(self, key: str, /, **params: object) -> str:
        """Give one of the command line's own sentences; raises `KeyError` for an unknown key."""
        return _fill(self.summary[key], {name: str(value) for name, value in params.items()})

    def guide_to(self, code: str) -> str:
        """Give the address of a code's section in the staff guide."""
        return _fill(self.guide, {"code": code.lower()})


@dataclass(frozen=True, kw_only=True, slots=True)
class Described:
    """A problem in words."""

    message: str
    hint: str


def staff_languages() -> tuple[str, ...]:
    """Give the languages that messages exist in, as the files tell."""
    names = (entry.name for entry in (resources.files("site_builder") / _FOLDER).iterdir())
    return tuple(sorted(name.removesuffix(_SUFFIX) for name in names if name.endswith(_SUFFIX)))


def load_messages(lang: str = "") -> Messages:
    """Read the messages of a staff language, or of the default one when none is given.

    Raises `LookupError` for a language that `staff_languages` lacks.
    """
    if lang:
        return _load(lang)
    return next(found for found in map(_load, staff_languages()) if found.is_default)


def placeholders(text: str) -> frozenset[str]:
    """Give the names in single braces."""
    return frozenset(_PLACEHOLDER.findall(text))


def describe(diagnostic: Diagnostic, messages: Messages) -> Described:
    """Give a problem's message and hint."""
    wording = messages.codes[diagnostic.code]
    place = diagnostic.location
    values = {
        "path": place.path,
        "line": str(place.line or ""),
        "cell": place.cell,
        **{name: _say(name, value, wording) for name, value in diagnostic.params.items()},
    }
    return Described(
        message=_fill(_fitting(wording.messages, values), values),
        hint=_fill(_fitting(wording.hints, values), values),
    )


def count_problems(diagnostics: Iterable[Diagnostic]) -> tuple[int, int]:
    """Give how many problems are errors and how many are warnings, each counted once."""
    unique = in_order(diagnostics)
    errors = sum(diagnostic.is_error for diagnostic in unique)
    return errors, len(unique) - errors


def format_text(diagnostics: Iterable[Diagnostic], messages: Messages) -> str:
    """Give `path:line:col: CODE message` for each, with its hint and related places below."""
    return "\n".join(
        line for diagnostic in in_order(diagnostics) for line in _lines(diagnostic, messages)
    )


def format_json(diagnostics: Iterable[Diagnostic], messages: Messages) -> str:
    """Give a JSON object; a line or column of 0 and an empty cell mean that there is none."""
    ordered = in_order(diagnostics)
    errors, warnings = count_problems(ordered)
    found = {
        "diagnostics": [_record(diagnostic, messages) for diagnostic in ordered],
        "counts": {"errors": errors, "warnings": warnings},
    }
    return json.dumps(found, ensure_ascii=False, indent=2)


def format_github(diagnostics: Iterable[Diagnostic], messages: Messages) -> str:
    """Give a workflow command for each, which GitHub shows beside the line."""
    return "\n".join(_annotation(diagnostic, messages) for diagnostic in in_order(diagnostics))


def _lines(diagnostic: Diagnostic, messages: Messages) -> Iterator[str]:
    described = describe(diagnostic, messages)
    place = _one_line(str(diagnostic.location))
    start = f"{place}: " if place else ""
    # A line and a column say little to who sees a sheet; its cell is said by all that is about it.
    cell = diagnostic.location.cell
    is_said = "!" not in cell or cell in described.message
    yield f"{start}{diagnostic.code} {'' if is_said else f'{cell}: '}{described.message}"
    yield f"  hint: {described.hint}"
    for related in diagnostic.related:
        yield f"  see: {_one_line(_path_and_line(related))}"


def _record(diagnostic: Diagnostic, messages: Messages) -> dict[str, object]:
    described = describe(diagnostic, messages)
    place = diagnostic.location
    return {
        "code": diagnostic.code,
        "severity": diagnostic.severity.value,
        "path": place.path,
        "line": place.line,
        "column": place.column,
        "cell": place.cell,
        "message": described.message,
        "hint": described.hint,
        "related": [{"path": other.path, "line": other.line} for other in diagnostic.related],
        "guide": messages.guide_to(diagnostic.code),
    }


def _annotation(diagnostic: Diagnostic, messages: Messages) -> str:
    described = describe(diagnostic, messages)
    place = diagnostic.location
    properties = {
        "file": place.path,
        "line": str(place.line or ""),
        "col": str(place.column or ""),
        "title": diagnostic.code,
    }
    written = ",".join(f"{name}={_property(value)}" for name, value in properties.items() if value)
    text = _data(f"{described.message}\nhint: {described.hint}")
    return f"::{diagnostic.severity.value} {written}::{text}"


def _data(text: str) -> str:
    """Escape the text of a workflow command."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """Escape a property of a workflow command, in which `:` and `,` separate."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _path_and_line(place: Location) -> str:
    return f"{place.path}:{place.line}" if place.line else place.path


def _say(name: str, value: str, wording: Wording) -> str:
    """Give a parameter's value in office words, where the code has some for it."""
    words = wording.words.get(name, {})
    return words.get(value, words.get(_OTHER, value))


def _fitting(texts: Sequence[str], values: Mapping[str, str]) -> str:
    """Give the first text that can be filled, or the last, which asks for the least."""
    filled = {name for name, value in values.items() if value.strip()}
    return next((text for text in texts if placeholders(text) <= filled), texts[-1])


def _fill(text: str, values: Mapping[str, str]) -> str:
    """Fill placeholders in one pass, so that braces inside a value stay what they are."""
    return _PLACEHOLDER.sub(lambda match: _one_line(values.get(match[1], match[0])), text)


def _one_line(text: str) -> str:
    """Keep a value on its line, and keep control characters away from the terminal."""
    return "".join(char if char.isprintable() else " " for char in text)


def _load(lang: str) -> Messages:
    if lang not in staff_languages():
        raise LookupError(lang)
    name = f"{lang}{_SUFFIX}"
    file = resources.files("site_builder") / _FOLDER / name
    reader = Reader(name)
    fields = Fields(parse_yaml(file.read_text(encoding="utf-8"), reader), reader)
    fields.schema_version()
    codes = fields.inside("codes", required=True)
    messages = Messages(
        lang=lang,
        is_default=fields.flag("default"),
        guide=fields.text("guide", required=True),
        codes=MappingProxyType({code: _parse_wording(entry) for code, entry in codes.entries()}),
        summary=MappingProxyType(dict(_flatten("", fields.node("summary", required=True)))),
    )
    found = reader.finish()
    if found:
        # The program's own file: a mistake in it is a bug, not something that staff can mend.
        raise ValueError([(str(d.location), d.code, dict(d.params)) for d in found])
    return messages


def _parse_wording(entry: Fields) -> Wording:
    return Wording(
        title=entry.text("title", required=True),
        messages=entry.texts("message", required=True),
        hints=entry.texts("hint", required=True),
        words=MappingProxyType(
            {name: _parse_words(given) for name, given in entry.inside("words").entries()}
        ),
    )


def _parse_words(given: Fields) -> Mapping[str, str]:
    return MappingProxyType({value: given.text(value) for value in given.nodes()})


def _flatten(prefix: str, node: Node | None) -> Iterator[tuple[str, str]]:
    """Walk nested groups into dotted keys."""
    if isinstance(node, ScalarNode):
        yield prefix, node.value
    elif isinstance(node, MappingNode):
        for name, child in node.nodes.items():
            yield from _flatten(f"{prefix}.{name}" if prefix else name, child)
