"""What the program says to staff: the words of `messages/<lang>.yaml`, and problems in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType

from site_builder.diagnostics import Diagnostic
from site_builder.model.catalogs import fill, placeholders
from site_builder.read.syntax.fields import Fields
from site_builder.read.syntax.reader import Reader
from site_builder.read.syntax.yaml_nodes import MappingNode, Node, ScalarNode, parse_yaml

_FOLDER = "messages"
_SUFFIX = ".yaml"
_OTHER = "other"
"""In a list of words for a parameter: the word for every value that the list lacks."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Wording:
    """The words of one code in one language."""

    title: str
    messages: tuple[str, ...]
    """In order of preference: the first is used whose placeholders all have a value."""
    hints: tuple[str, ...]
    words: Mapping[str, Mapping[str, str]]
    """For a parameter: its values as the program gives them, and how to say them."""
    cause: str
    remedy: str
    example: Mapping[str, str]
    """A value for each placeholder, and under `at` the place, as in `path:line:column`."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Messages:
    """Everything that the program says to staff in one language."""

    lang: str
    is_default: bool
    codes: Mapping[str, Wording]
    summary: Mapping[str, str]

    def say(self, key: str, /, **params: object) -> str:
        """Return one of the program's own sentences; raises `KeyError` for an unknown key."""
        return _fill(self.summary[key], {name: str(value) for name, value in params.items()})


@dataclass(frozen=True, kw_only=True, slots=True)
class Described:
    """A problem in words."""

    message: str
    hint: str


def messages_in(languages: Iterable[str], otherwise: Messages) -> Mapping[str, Messages]:
    """Return the program's words for each language; those of `otherwise` where it lacks one."""
    known = staff_languages()
    return {lang: load_messages(lang) if lang in known else otherwise for lang in languages}


def staff_languages() -> tuple[str, ...]:
    """Return the languages that messages exist in, by the files that there are."""
    names = (entry.name for entry in (resources.files("site_builder") / _FOLDER).iterdir())
    return tuple(sorted(name.removesuffix(_SUFFIX) for name in names if name.endswith(_SUFFIX)))


def load_messages(lang: str = "") -> Messages:
    """Load the messages of a staff language, or of the default one when none is given.

    Raises `LookupError` for a language that `staff_languages` lacks.
    """
    if lang:
        return _load(lang)
    return next(found for found in map(_load, staff_languages()) if found.is_default)


def describe(diagnostic: Diagnostic, messages: Messages) -> Described:
    """Put a problem into words: its message and its hint."""
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


def one_line(text: str) -> str:
    """Keep a value on its line, and keep control characters away from the terminal."""
    return "".join(char if char.isprintable() else " " for char in text)


def _say(name: str, value: str, wording: Wording) -> str:
    words = wording.words.get(name, {})
    return words.get(value, words.get(_OTHER, value))


def _fitting(texts: Sequence[str], values: Mapping[str, str]) -> str:
    """Return the first text that can be filled, or the last, which asks for the least."""
    filled = {name for name, value in values.items() if value.strip()}
    return next((text for text in texts if placeholders(text) <= filled), texts[-1])


def _fill(text: str, values: Mapping[str, str]) -> str:
    return fill(text, {name: one_line(value) for name, value in values.items()})


@cache
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
        cause=entry.text("cause", required=True),
        remedy=entry.text("remedy", required=True),
        example=_parse_words(entry.inside("example", required=True)),
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
