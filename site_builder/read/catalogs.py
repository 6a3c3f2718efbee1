"""`content/i18n/<lang>.yaml` into catalogs of interface words.

Takes parsed YAML; gives dotted keys with their plural forms, and the words that checks need to
read numbers. Compares the catalogs: same keys, same placeholders. It does not know who uses a key.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from site_builder.diagnostics import Diagnostic, Location, nearest, problem
from site_builder.model import Catalog, Word
from site_builder.read.lexicon import parse_lexicon
from site_builder.read.syntax.fields import Fields
from site_builder.read.syntax.yaml_nodes import Items, Node, Scalar, parse_yaml

_CATEGORIES = frozenset({"zero", "one", "two", "few", "many", "other"})
"""Plural categories of CLDR; every language has `other`."""
_PLACEHOLDER = re.compile(r"(?<!\{)\{([a-z_]+)\}(?!\})")
_RESERVED = {"schema_version", "reading"}


def catalog_path(lang: str) -> str:
    """Give the path of a language's catalog."""
    return f"content/i18n/{lang}.yaml"


def parse_catalog(text: str, lang: str, found: list[Diagnostic]) -> Catalog | None:
    """Read one catalog; None for an unreadable one, which is reported."""
    path = catalog_path(lang)
    root = parse_yaml(text, path, found)
    if root is None:
        return None
    fields = Fields(root, found, ())
    fields.schema_version()
    words: dict[str, Word] = {}
    for key, node in fields.nodes().items():
        if key not in _RESERVED:
            _collect(key, node, words, found)
    return Catalog(
        lang=lang,
        path=path,
        words=MappingProxyType(words),
        lexicon=parse_lexicon(fields.inside("reading"), found),
    )


def check_catalogs(catalogs: Mapping[str, Catalog]) -> tuple[Diagnostic, ...]:
    """Report keys and placeholders that one language has and another lacks."""
    found: list[Diagnostic] = []
    every_key = sorted({key for catalog in catalogs.values() for key in catalog.words})
    for key in every_key:
        owners = [catalog for catalog in catalogs.values() if key in catalog.words]
        model = owners[0].words[key]
        for catalog in catalogs.values():
            if key not in catalog.words:
                place = Location(path=catalog.path)
                guess = nearest(key, set(catalog.words) - set(owners[0].words))
                found.append(
                    problem("LNG003", place, related=[model.location], key=key, nearest=guess)
                )
                continue
            word = catalog.words[key]
            if placeholders(word) != placeholders(model):
                found.append(
                    problem(
                        "LNG004",
                        word.location,
                        related=[model.location],
                        key=key,
                        here=", ".join(sorted(placeholders(word))) or "–",
                        there=", ".join(sorted(placeholders(model))) or "–",
                    )
                )
    return tuple(found)


def placeholders(word: Word) -> frozenset[str]:
    """Give the names in single braces, over all plural forms."""
    return frozenset(name for form in word.forms.values() for name in _PLACEHOLDER.findall(form))


def _collect(key: str, node: Node, words: dict[str, Word], found: list[Diagnostic]) -> None:
    """Flatten nested groups; a mapping whose keys are plural categories is one word."""
    if isinstance(node, Scalar):
        words[key] = Word(forms=MappingProxyType({"other": node.value}), location=node.location)
    elif isinstance(node, Items):
        found.append(problem("CFG006", node.location, key=key, expected="text"))
    elif node.nodes and set(node.nodes) <= _CATEGORIES:
        forms = {}
        for category, child in node.nodes.items():
            if isinstance(child, Scalar):
                forms[category] = child.value
            else:
                found.append(problem("CFG006", child.location, key=key, expected="text"))
        if "other" not in node.nodes:
            place, known = node.location, ", ".join((*forms, "other"))
            found.append(problem("LNG025", place, key=key, category="other", known=known))
        forms.setdefault("other", "")
        words[key] = Word(forms=MappingProxyType(forms), location=node.location)
    else:
        for name, child in node.nodes.items():
            _collect(f"{key}.{name}", child, words, found)
