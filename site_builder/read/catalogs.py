"""`content/i18n/<lang>.yaml` into catalogs of interface words, and their comparison."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from site_builder.diagnostics import Diagnostic, Location, nearest, problem
from site_builder.model import Catalog, Word
from site_builder.model.urls import MAX_SLUG, SLUG, meant_slug
from site_builder.read.lexicon import parse_lexicon
from site_builder.read.syntax.fields import parse_fields
from site_builder.read.syntax.reader import Reader
from site_builder.read.syntax.yaml_nodes import (
    Node,
    ScalarNode,
    SequenceNode,
    warn_of_comment,
)

_CATEGORIES = frozenset({"zero", "one", "two", "few", "many", "other"})
"""Plural categories of CLDR; every language has `other`."""
_OF_ADDRESS = re.compile(r"(?:\b|_)slug(?:\b|_)")
"""Keys of words that are parts of addresses."""
_NAMED = 5
"""Of the words that are not filled in, named in a message."""
_RESERVED = {"schema_version", "reading"}


def catalog_path(lang: str) -> str:
    """Return the path of a language's catalog."""
    return f"content/i18n/{lang}.yaml"


def parse_catalog(text: str, lang: str, reader: Reader) -> Catalog | None:
    """Parse one catalog; None for an unreadable one, which is reported."""
    fields = parse_fields(text, reader)
    if fields is None:
        return None
    fields.schema_version()
    words: dict[str, Word] = {}
    for key, node in fields.nodes().items():
        if key not in _RESERVED:
            words.update(_parse_words(key, node, reader))
    return Catalog(
        lang=lang,
        path=reader.path,
        words=MappingProxyType(words),
        lexicon=parse_lexicon(fields.inside("reading")),
    )


def check_catalogs(catalogs: Mapping[str, Catalog]) -> Iterator[Diagnostic]:
    """Report words not filled in, and keys and placeholders that one language alone has."""
    for catalog in catalogs.values():
        yield from _check_filled(catalog)
    for key in sorted({key for catalog in catalogs.values() for key in catalog.words}):
        owner = next(catalog for catalog in catalogs.values() if key in catalog.words)
        model = owner.words[key]
        for catalog in catalogs.values():
            word = catalog.words.get(key)
            if word is None:
                place = Location(path=catalog.path)
                guess = nearest(key, set(catalog.words) - set(owner.words))
                yield problem("LNG003", place, related=[model.location], key=key, nearest=guess)
            elif not _is_blank(word) and word.placeholders != model.placeholders:
                yield problem(
                    "LNG004",
                    word.location,
                    related=[model.location],
                    key=key,
                    here=", ".join(sorted(word.placeholders)) or "–",
                    there=", ".join(sorted(model.placeholders)) or "–",
                )


def _check_filled(catalog: Catalog) -> Iterator[Diagnostic]:
    blank = {key: word for key, word in catalog.words.items() if _is_blank(word)}
    if blank:
        keys, place = list(blank), next(iter(blank.values())).location
        yield problem("LNG029", place, count=len(keys), keys=", ".join(keys[:_NAMED]))


def _is_blank(word: Word) -> bool:
    return not all(form.strip() for form in word.forms.values())


def _parse_words(key: str, node: Node, reader: Reader) -> Iterator[tuple[str, Word]]:
    """Flatten nested groups; a mapping whose keys are plural categories is one word."""
    if isinstance(node, ScalarNode):
        warn_of_comment(node, reader)
        text = _slug(key, node, reader) if _OF_ADDRESS.search(key) else node.value
        yield key, Word(forms=MappingProxyType({"other": text}), location=node.location)
    elif isinstance(node, SequenceNode):
        reader.report("CFG006", node.location, key=key, expected="text")
    elif node.nodes and set(node.nodes) <= _CATEGORIES:
        forms = {}
        for category, child in node.nodes.items():
            if isinstance(child, ScalarNode):
                warn_of_comment(child, reader)
                forms[category] = child.value
            else:
                reader.report("CFG006", child.location, key=key, expected="text")
        if "other" not in node.nodes:
            known = ", ".join((*forms, "other"))
            reader.report("LNG025", node.location, key=key, category="other", known=known)
        forms.setdefault("other", next(iter(forms.values()), ""))
        yield key, Word(forms=MappingProxyType(forms), location=node.location)
    else:
        for name, child in node.nodes.items():
            yield from _parse_words(f"{key}.{name}", child, reader)


def _slug(key: str, node: ScalarNode, reader: Reader) -> str:
    """Return a part of addresses; another in its place where it can be none, which is reported."""
    if not node.value.strip() or SLUG.fullmatch(node.value):
        return node.value.strip()
    meant = meant_slug(node.value)[:MAX_SLUG].strip("-")
    reader.report("CFG006", node.location, key=key, value=node.value, expected="a-b-1", meant=meant)
    return meant or meant_slug(key)
