"""The group `reading` of a catalog into the words and marks that checks read prose with.

Takes the fields of the group; gives a `Lexicon`. A list that is left out is empty, and what it
would recognise is then not recognised. Nothing here knows a word of any language.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from site_builder.diagnostics import Diagnostic, problem
from site_builder.model import Lexicon, NumberWords
from site_builder.read.syntax.fields import Fields
from site_builder.read.syntax.yaml_nodes import Items, Scalar

_MONTHS = 12


def parse_lexicon(fields: Fields | None, found: list[Diagnostic]) -> Lexicon | None:
    """Read the group; None for a language that has none."""
    if fields is None:
        return None
    digits = fields.inside("digits")
    clock = fields.inside("clock")
    ordinals = fields.inside("ordinals")
    affixes = fields.inside("affixes")
    reading = Lexicon(
        group=digits.text("group", default=",") if digits else ",",
        decimal=digits.text("decimal", default=".") if digits else ".",
        numbers=_parse_numbers(fields.inside("numbers")),
        scales=_parse_scales(fields.inside("scales")),
        currency=fields.texts("currency"),
        percent=fields.texts("percent"),
        people=fields.texts("people"),
        people_between=fields.texts("people_between"),
        units=_parse_lists(fields.inside("units")),
        months=_parse_months(fields, found),
        ranges=fields.texts("ranges"),
        clock_before=clock.texts("before") if clock else (),
        clock_after=clock.texts("after") if clock else (),
        clock_afternoon=clock.texts("afternoon") if clock else (),
        references=fields.texts("references"),
        reference_years=fields.texts("reference_years"),
        ordinal_before=ordinals.texts("before") if ordinals else (),
        ordinal_after=ordinals.texts("after") if ordinals else (),
        phones=fields.texts("phones"),
        personal_headers=fields.texts("personal_headers"),
        import_headers=_parse_lists(fields.inside("import_headers")),
        import_areas=_parse_lists(fields.inside("import_areas")),
        import_totals=fields.texts("import_totals"),
        import_all=fields.texts("import_all"),
        common=fields.texts("common"),
        sentence_end=fields.texts("sentence_end"),
        not_sentence_end=fields.texts("not_sentence_end"),
        sentence_words=fields.integer("sentence_words", default=20),
        affixes_before=affixes.texts("before") if affixes else (),
        affixes_after=affixes.texts("after") if affixes else (),
    )
    for group in (digits, clock, ordinals, affixes, fields):
        if group is not None:
            group.close()
    return reading


def _parse_numbers(fields: Fields | None) -> NumberWords:
    if fields is None:
        return NumberWords()
    words = NumberWords(
        values=_parse_values(fields, "values"),
        teen=fields.texts("teen"),
        ten=fields.texts("ten"),
        hundred=fields.texts("hundred"),
        scales=_parse_values(fields, "scales"),
        one=_parse_values(fields, "one"),
        article=fields.texts("article"),
        joining=fields.texts("joining"),
        half=fields.texts("half"),
        point=fields.texts("point"),
        abbreviations=_parse_values(fields, "abbreviations"),
        about=fields.texts("about"),
        more=fields.texts("more"),
    )
    fields.close()
    return words


def _parse_values(fields: Fields, key: str) -> Mapping[str, int]:
    """Read words with the number that each stands for."""
    group = fields.inside(key)
    if group is None:
        return MappingProxyType({})
    return MappingProxyType({word: int(group.decimal(word) or 0) for word in group.locations()})


def _parse_scales(fields: Fields | None) -> Mapping[int, str]:
    """Read the words of short amounts by their scale."""
    if fields is None:
        return MappingProxyType({})
    keys = [key for key in fields.locations() if key.isascii() and key.isdigit()]
    scales = {int(key): fields.text(key) for key in keys}
    fields.close()
    return MappingProxyType(scales)


def _parse_lists(fields: Fields | None) -> Mapping[str, tuple[str, ...]]:
    if fields is None:
        return MappingProxyType({})
    return MappingProxyType({key: fields.texts(key) for key in fields.locations()})


def _parse_months(fields: Fields, found: list[Diagnostic]) -> tuple[tuple[str, ...], ...]:
    """Read twelve lists, each with all forms of a month's name."""
    node = fields.node("months")
    if node is None:
        return ()
    rows = node.nodes if isinstance(node, Items) else ()
    months = tuple(
        tuple(form.value.strip() for form in row.nodes if isinstance(form, Scalar))
        for row in rows
        if isinstance(row, Items)
    )
    if len(months) != _MONTHS or not all(months):
        place = fields.location_of("months")
        found.append(problem("CFG006", place, key="months", expected="[[…], …] × 12"))
        return ()
    return months
