"""Fields of a YAML mapping, taken one by one by their declared type.

Takes a node of `yaml_nodes`; gives text, numbers, flags, dates and texts per language, and reports
every missing, misspelt or wrongly typed field at its own line. Ends with `close`, which refuses
the keys nobody asked for, with the nearest real name. It knows no file and no field by name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import TypeVar

from site_builder.diagnostics import Diagnostic, Location, nearest, problem
from site_builder.model import Localized, Text
from site_builder.read.syntax.numbers import is_reduced_date, parse_decimal
from site_builder.read.syntax.yaml_nodes import Items, Node, Scalar, Table

T = TypeVar("T")

SCHEMA_VERSION = "1"
_VERSION_KEY = "schema_version"


class Fields:
    """One mapping being read; every getter marks its key as known."""

    def __init__(
        self, node: Node | None, found: list[Diagnostic], languages: tuple[str, ...]
    ) -> None:
        self._found = found
        self._languages = languages
        self._known: list[str] = []
        if isinstance(node, Table):
            self._table = node
        else:
            location = node.location if node else Location(path="")
            if node is not None:
                found.append(problem("CFG006", location, key="", expected="mapping"))
            self._table = Table(nodes={}, keys={}, location=location)

    @property
    def location(self) -> Location:
        """Give the place of the mapping."""
        return self._table.location

    def location_of(self, key: str) -> Location:
        """Give the place of a key, or of the mapping when the key is absent."""
        return self._table.keys.get(key, self._table.location)

    def locations(self) -> Mapping[str, Location]:
        """Give the place of every key that is written."""
        return self._table.keys

    def __contains__(self, key: str) -> bool:
        """Tell whether the key is written with a value."""
        return self._present(key) is not None

    def node(self, key: str, *, required: bool = False) -> Node | None:
        """Give the raw node; None when absent or null."""
        self._known.append(key)
        node = self._present(key)
        if node is None and required:
            self._found.append(problem("CFG005", self.location, key=key))
        return node

    def text(self, key: str, *, required: bool = False, default: str = "") -> str:
        """Give a text, trimmed."""
        node = self.node(key, required=required)
        if node is None:
            return default
        if not isinstance(node, Scalar):
            self._wrong(key, "text")
            return default
        value = node.value.strip()
        if required and not value:
            self._found.append(problem("CFG005", self.location_of(key), key=key))
        return value

    def prose(self, key: str, *, required: bool = False) -> Text | None:
        """Give a text that knows its line."""
        value = self.text(key, required=required)
        node = self._present(key)
        return Text(value=value, location=node.location) if node is not None and value else None

    def choice(self, key: str, values: Iterable[str], *, default: str = "") -> str:
        """Give one of a list of values; required when there is no default."""
        known = tuple(values)
        value = self.text(key, required=not default, default=default)
        if value and value not in known:
            self._outside(self.location_of(key), key, value, known)
            return default or known[0]
        return value or known[0]

    def flag(self, key: str, *, default: bool = False) -> bool:
        """Give true or false, written so and in no other way."""
        value = self.text(key)
        if value in {"", "true", "false"}:
            return value == "true" if value else default
        self._wrong(key, "true/false")
        return default

    def integer(self, key: str, *, default: int) -> int:
        """Give a whole number that is not negative."""
        value = self.text(key)
        if not value:
            return default
        if not re.fullmatch(r"[0-9]{1,15}", value):
            self._wrong(key, "1, 2, 3 …")
            return default
        return int(value)

    def decimal(self, key: str) -> Decimal | None:
        """Give a number with a decimal point at most, or None when absent."""
        value = self.text(key)
        if not value:
            return None
        number = parse_decimal(value)
        if number is None:
            self._wrong(key, "1234.5")
        return number

    def date(self, key: str, *, required: bool = False) -> str:
        """Give an ISO date, perhaps only a year or a month; empty when absent."""
        value = self.text(key, required=required)
        if value and not is_reduced_date(value):
            self._wrong(key, "2025-11-06, 2025-11, 2025")
            return ""
        return value

    def texts(self, key: str, *, required: bool = False) -> tuple[str, ...]:
        """Give a list of texts; a single text is a list of one."""
        node = self.node(key, required=required)
        if node is None:
            return ()
        if isinstance(node, Scalar):
            return (node.value.strip(),)
        if not isinstance(node, Items) or not all(isinstance(n, Scalar) for n in node.nodes):
            self._wrong(key, "[…, …]")
            return ()
        return tuple(n.value.strip() for n in node.nodes if isinstance(n, Scalar))

    def each(self, key: str, *, required: bool = False) -> tuple[Fields, ...]:
        """Give the mappings of a list, each to be read and closed."""
        node = self.node(key, required=required)
        if node is None:
            return ()
        if not isinstance(node, Items):
            self._wrong(key, "[…, …]")
            return ()
        return tuple(Fields(child, self._found, self._languages) for child in node.nodes)

    def inside(self, key: str, *, required: bool = False) -> Fields | None:
        """Give the mapping below a key, to be read and closed."""
        node = self.node(key, required=required)
        return None if node is None else Fields(node, self._found, self._languages)

    def entries(self) -> tuple[tuple[str, Fields], ...]:
        """Give every key with the mapping below it, where keys are free."""
        self._known.extend(self._table.nodes)
        return tuple(
            (key, Fields(node, self._found, self._languages))
            for key, node in self._table.nodes.items()
            if key != _VERSION_KEY
        )

    def nodes(self) -> Mapping[str, Node]:
        """Give every key with its raw node, where keys are free."""
        self._known.extend(self._table.nodes)
        return self._table.nodes

    def localized(self, key: str, *, required: bool = False) -> Localized | None:
        """Give a text in every language of the site; LNG006 for a language left out."""
        node = self.node(key, required=required)
        return None if node is None else self.localized_node(node, key)

    def required_localized(self, key: str) -> Localized:
        """Give a text in every language; empty texts when it is missing and reported."""
        value = self.localized(key, required=True)
        if value is not None:
            return value
        empty = Text(value="", location=self.location)
        return Localized(texts=dict.fromkeys(self._languages, empty))

    def localized_node(self, node: Node, key: str) -> Localized:
        """Turn a mapping of language to text into one value."""
        fields = Fields(node, self._found, self._languages)
        texts: dict[str, Text] = {}
        for lang in self._languages:
            text = fields.prose(lang)
            if text is None:
                place = fields.location_of(lang)
                self._found.append(problem("LNG006", place, key=key, lang=lang))
                text = Text(value="", location=place)
            texts[lang] = text
        fields.close()
        return Localized(texts=texts)

    def localized_list(self, key: str) -> tuple[Localized, ...]:
        """Give a list of texts in every language."""
        node = self.node(key)
        if node is not None and not isinstance(node, Items):
            self._wrong(key, "[…, …]")
        nodes = node.nodes if isinstance(node, Items) else ()
        return tuple(self.localized_node(child, key) for child in nodes)

    def schema_version(self) -> None:
        """Check the file's own version."""
        version = self.text("schema_version", required=True)
        if version and version != SCHEMA_VERSION:
            place = self.location_of("schema_version")
            self._found.append(problem("CFG008", place, version=version, known=SCHEMA_VERSION))

    def close(self) -> None:
        """Refuse every key that no getter asked for."""
        for key, location in self._table.keys.items():
            if key not in self._known:
                self._found.append(
                    problem(
                        "CFG004",
                        location,
                        key=key,
                        nearest=nearest(key, self._known),
                        known=", ".join(sorted(set(self._known))),
                    )
                )

    def _present(self, key: str) -> Node | None:
        node = self._table.nodes.get(key)
        return None if isinstance(node, Scalar) and node.is_null else node

    def _wrong(self, key: str, expected: str) -> None:
        self._found.append(problem("CFG006", self.location_of(key), key=key, expected=expected))

    def _outside(self, place: Location, key: str, value: str, known: tuple[str, ...]) -> None:
        self._found.append(
            problem(
                "CFG007",
                place,
                key=key,
                value=value,
                nearest=nearest(value, known),
                known=", ".join(known),
            )
        )


def by_id(
    records: Iterable[T],
    id_of: Callable[[T], str],
    place_of: Callable[[T], Location],
    found: list[Diagnostic],
) -> dict[str, T]:
    """Index records by id; report DAT008 for an id that stands twice."""
    index: dict[str, T] = {}
    for record in records:
        name = id_of(record)
        if name in index:
            found.append(
                problem("DAT008", place_of(record), related=[place_of(index[name])], key=name)
            )
        elif name:
            index[name] = record
    return index
