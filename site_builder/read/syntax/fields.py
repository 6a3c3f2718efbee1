"""Fields of a YAML mapping, taken one by one by their declared type.

Every missing, misspelt or wrongly typed field is reported at its own line, and at the end every
key that no getter asked for, with the nearest real name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import TypeVar

from site_builder.diagnostics import Location, nearest
from site_builder.model import Localized, Text
from site_builder.model.urls import is_web_link
from site_builder.read.syntax.numbers import is_reduced_date, meant_count, parse_decimal
from site_builder.read.syntax.reader import Reader
from site_builder.read.syntax.written_dates import meant_date
from site_builder.read.syntax.yaml_nodes import (
    MappingNode,
    Node,
    ScalarNode,
    SequenceNode,
    parse_yaml,
    warn_of_comment,
)

T = TypeVar("T")

SCHEMA_VERSION = "1"
_VERSION_KEY = "schema_version"
_INTEGER = re.compile(r"0|[1-9][0-9]{0,14}")
_NAMES_WITHOUT_BRACKETS = re.compile(r"[\w.-]+(?:\s*,\s*[\w.-]+)+")
"""What is evidently a list, and would be taken for one name that nobody knows."""
_OF_EIGHTS = re.compile(r"0+[0-9]+(\.[0-9]+)?")
"""A number that begins with 0, which some programs take for one to the base of eight."""


def parse_fields(text: str, reader: Reader, first_line: int = 1) -> Fields | None:
    """Parse a YAML file, or from a line on; None when it cannot be parsed, which is reported."""
    root = parse_yaml(text, reader, first_line)
    return None if root is None else Fields(root, reader)


class Fields:
    """One mapping being read; every getter marks its key as known.

    Of a mapping that is not there, or is none, every field is absent and nothing more is reported:
    that it is missing is said where it is asked for.
    """

    def __init__(self, node: Node | None, reader: Reader) -> None:
        self.reader = reader
        self.is_written = isinstance(node, MappingNode)
        self._known: list[str] = []
        self._missing: list[str] = []
        if isinstance(node, MappingNode):
            self._mapping = node
            reader.at_end(self.refuse_unknown_keys)
            return
        location = node.location if node else reader.place()
        self._mapping = MappingNode(nodes={}, keys={}, location=location)
        if node is not None:
            reader.report("CFG006", location, key="", expected="mapping")

    @property
    def location(self) -> Location:
        """Return the place of the mapping."""
        return self._mapping.location

    def location_of(self, key: str) -> Location:
        """Return the place of a key, or of the mapping when the key is absent."""
        return self._mapping.keys.get(key, self._mapping.location)

    def locations(self) -> Mapping[str, Location]:
        """Return the place of every key that is written."""
        return self._mapping.keys

    def report(self, code: str, key: str = "", /, **params: object) -> None:
        """Report a problem at the place of a key."""
        if self.is_written:
            self.reader.report(code, self.location_of(key), related=(), **params)

    def report_missing(self, key: str, at: str = "") -> None:
        """Report a required field that is missing, by itself or by the one that stands `at`."""
        if not at:
            self._missing.append(key)
        self.report("CFG005", at, key=key)

    def report_type(self, key: str, expected: str, meant: str = "") -> None:
        """Report a value of another type than expected, and what it evidently means, if known."""
        node = self._present(key)
        value = node.value.strip() if isinstance(node, ScalarNode) else ""
        self.report("CFG006", key, key=key, value=value, expected=expected, meant=meant)

    def __contains__(self, key: str) -> bool:
        """Return whether the key is written with a value."""
        self._known.append(key)
        return self._present(key) is not None

    def node(self, key: str, *, required: bool = False) -> Node | None:
        """Return the raw node; None when absent or null."""
        self._known.append(key)
        node = self._present(key)
        if node is None and required:
            self.report_missing(key)
        return node

    def text(self, key: str, *, required: bool = False, default: str = "") -> str:
        """Return a text, trimmed."""
        node = self.node(key, required=required)
        if node is None:
            return default
        if not isinstance(node, ScalarNode):
            self.report_type(key, "text")
            return default
        value = node.value.strip()
        if required and not value:
            self.report_missing(key, at=key)
        return value

    def pattern(self, key: str, pattern: re.Pattern[str], expected: str) -> str:
        """Return a text that follows a pattern; empty when absent or when it does not."""
        value = self.text(key)
        if value and not pattern.fullmatch(value):
            self.report_type(key, expected)
            return ""
        return value

    def web_link(self, key: str, *, required: bool = False) -> str:
        """Return the full address of something on the web; empty when absent or another text."""
        value = self.text(key, required=required)
        if value and not is_web_link(value):
            self.report_type(key, "https://…")
            return ""
        return value

    def prose(self, key: str, *, required: bool = False) -> Text | None:
        """Return a text that knows its line; CFG011 for one that a comment cuts short."""
        warn_of_comment(self._mapping.nodes.get(key), self.reader)
        value = self.text(key, required=required)
        node = self._present(key)
        return Text(value=value, location=node.location) if node is not None and value else None

    def required_prose(self, key: str) -> Text:
        """Return a text that knows its line; an empty one when it is missing and reported."""
        return self.prose(key, required=True) or Text(value="", location=self.location)

    def choice(self, key: str, values: Iterable[str], *, default: str = "") -> str:
        """Return one of a list of values; required when there is no default."""
        known = tuple(values)
        value = self.text(key, required=not default, default=default)
        if value and value not in known:
            guess, listed = nearest(value, known), ", ".join(known)
            self.report("CFG007", key, key=key, value=value, nearest=guess, known=listed)
            return default or known[0]
        return value or known[0]

    def flag(self, key: str, *, default: bool = False) -> bool:
        """Return true or false, written so and in no other way."""
        value = self.text(key)
        if value in {"", "true", "false"}:
            return value == "true" if value else default
        self.report_type(key, "true/false")
        return default

    def integer(self, key: str, *, default: int) -> int:
        """Return a whole number that is not negative."""
        value = self.text(key)
        if value and not _INTEGER.fullmatch(value):
            self.report_type(key, "1, 2, 3 …", meant_count(value).lstrip("0"))
            return default
        return int(value) if value else default

    def decimal(self, key: str) -> Decimal | None:
        """Return an amount, with a decimal point at most and never negative; None when absent."""
        value = self.text(key)
        number = parse_decimal(value)
        if _OF_EIGHTS.fullmatch(value):
            self.report_type(key, "1234.5", value.lstrip("0"))
            return None
        if number is not None and number >= 0:
            return number
        if value:
            # A lone comma may be meant for the decimal point.
            meant = "" if re.fullmatch("[^.,]*,[^.,]*", value) else meant_count(value)
            self.report_type(key, "1234.5", meant)
        return None

    def date(self, key: str, *, required: bool = False) -> str:
        """Return an ISO date, perhaps only a year or a month; empty when absent."""
        value = self.text(key, required=required)
        if value and not is_reduced_date(value):
            meant = meant_date(value, self.reader.languages)
            self.report_type(key, "2025-11-06, 2025-11, 2025", meant)
            return ""
        return value

    def texts(self, key: str, *, required: bool = False) -> tuple[str, ...]:
        """Return a list of texts; a single text is a list of one."""
        node = self.node(key, required=required)
        if node is None:
            return ()
        if isinstance(node, ScalarNode):
            if _NAMES_WITHOUT_BRACKETS.fullmatch(node.value.strip()):
                self.report_type(key, "[…, …]", f"[{node.value.strip()}]")
                return ()
            return (node.value.strip(),)
        children = node.nodes if isinstance(node, SequenceNode) else (node,)
        texts = tuple(child.value.strip() for child in children if isinstance(child, ScalarNode))
        if len(texts) < len(children):
            self.report_type(key, "[…, …]")
            return ()
        return texts

    def filled_texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts that may be neither missing nor empty."""
        texts = self.texts(key, required=True)
        if key in self and not texts:
            self.report_missing(key, at=key)
        return texts

    def each(self, key: str, *, required: bool = False) -> tuple[Fields, ...]:
        """Return the mappings of a list."""
        return tuple(Fields(child, self.reader) for child in self._items(key, required=required))

    def inside(self, key: str, *, required: bool = False) -> Fields:
        """Return the mapping below a key."""
        return Fields(self.node(key, required=required), self.reader)

    def entries(self) -> tuple[tuple[str, Fields], ...]:
        """Return every key with the mapping below it, where keys are free."""
        return tuple(
            (key, Fields(node, self.reader))
            for key, node in self.nodes().items()
            if key != _VERSION_KEY
        )

    def records(self, parse: Callable[[str, Fields], T]) -> Mapping[str, T]:
        """Return every key with what is parsed from it and the mapping below it."""
        return MappingProxyType({key: parse(key, entry) for key, entry in self.entries()})

    def nodes(self) -> Mapping[str, Node]:
        """Return every key with its raw node, where keys are free."""
        self._known.extend(self._mapping.nodes)
        return self._mapping.nodes

    def localized(self, key: str, *, required: bool = False) -> Localized | None:
        """Return a text in every language of the site; LNG006 for a language left out.

        One that is only begun may be left out.
        """
        node = self.node(key, required=required)
        return None if node is None else self.localized_node(node, key)

    def required_localized(self, key: str) -> Localized:
        """Return a text in every language; empty texts when it is missing and reported."""
        value = self.localized(key, required=True)
        if value is not None:
            return value
        empty = Text(value="", location=self.location)
        return Localized(texts=dict.fromkeys(self.reader.languages, empty))

    def localized_node(self, node: Node, key: str) -> Localized:
        """Turn a mapping of language to text into one value."""
        fields = Fields(node, self.reader)
        texts: dict[str, Text] = {}
        for lang in self.reader.languages:
            text = fields.prose(lang)
            if text is None and lang in self.reader.begun:
                continue
            if text is None:
                fields.report("LNG006", lang, key=key, lang=lang)
                text = Text(value="", location=fields.location_of(lang))
            texts[lang] = text
        return Localized(texts=texts)

    def localized_list(self, key: str) -> tuple[Localized, ...]:
        """Return a list of texts in every language."""
        return tuple(self.localized_node(child, key) for child in self._items(key))

    def localized_or_ids(self, key: str) -> tuple[Localized | str, ...]:
        """Return a list of texts in every language and of ids that stand for one."""
        return tuple(
            child.value.strip()
            if isinstance(child, ScalarNode)
            else self.localized_node(child, key)
            for child in self._items(key)
        )

    def localized_entries(self) -> Mapping[str, Localized]:
        """Return every key with its text in every language, where keys are free."""
        texts = {key: self.localized_node(node, key) for key, node in self.nodes().items()}
        return MappingProxyType(texts)

    def text_lists(self) -> Mapping[str, tuple[str, ...]]:
        """Return every key with its list of texts, where keys are free."""
        return MappingProxyType({key: self.texts(key) for key in self.nodes()})

    def schema_version(self) -> None:
        """Check the file's own version."""
        version = self.text(_VERSION_KEY, required=True)
        if version and version != SCHEMA_VERSION:
            self.report("CFG008", _VERSION_KEY, version=version, known=SCHEMA_VERSION)

    def refuse_unknown_keys(self) -> None:
        """Report every key that no getter asked for."""
        known = ", ".join(sorted(set(self._known)))
        unknown = [key for key in self._mapping.keys if key not in self._known]
        # An unknown one where a single one is missing is another word for it.
        replaced = self._missing[0] if len(self._missing) == len(unknown) == 1 else ""
        for key in unknown:
            guess = nearest(key, self._missing) or replaced or nearest(key, self._known)
            self.report("CFG004", key, key=key, nearest=guess, known=known)

    def _present(self, key: str) -> Node | None:
        node = self._mapping.nodes.get(key)
        return None if isinstance(node, ScalarNode) and node.is_null else node

    def _items(self, key: str, *, required: bool = False) -> tuple[Node, ...]:
        node = self.node(key, required=required)
        if node is None or isinstance(node, SequenceNode):
            return node.nodes if node else ()
        self.report_type(key, "[…, …]")
        return ()
