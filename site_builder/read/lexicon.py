"""The group `reading` of a catalog into the words and marks with which checks read prose.

A list that is left out is empty, and what it would recognise is then not recognised. Nothing here
knows a word of any language.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from site_builder.model import Lexicon, NumberWords
from site_builder.read.syntax.fields import Fields
from site_builder.read.syntax.yaml_nodes import ScalarNode, SequenceNode

_MONTHS = 12


def parse_lexicon(fields: Fields) -> Lexicon | None:
    """Parse the group; None for a language that has none."""
    if not fields.is_written:
        return None
    digits = fields.inside("digits")
    clock = fields.inside("clock")
    ordinals = fields.inside("ordinals")
    affixes = fields.inside("affixes")
    persons = fields.inside("persons")
    return Lexicon(
        group=digits.text("group", default=","),
        decimal=digits.text("decimal", default="."),
        numbers=_parse_numbers(fields.inside("numbers")),
        scales=_parse_scales(fields.inside("scales")),
        currency=fields.texts("currency"),
        percent=fields.texts("percent"),
        people=fields.texts("people"),
        people_between=fields.texts("people_between"),
        units=fields.inside("units").text_lists(),
        months=_parse_months(fields),
        ranges=fields.texts("ranges"),
        clock_before=clock.texts("before"),
        clock_after=clock.texts("after"),
        clock_afternoon=clock.texts("afternoon"),
        references=fields.texts("references"),
        reference_years=fields.texts("reference_years"),
        ordinal_before=ordinals.texts("before"),
        ordinal_after=ordinals.texts("after"),
        phones=fields.texts("phones"),
        personal_headers=fields.texts("personal_headers"),
        persons_before=persons.texts("before"),
        persons_after=persons.texts("after"),
        offices=fields.texts("offices"),
        import_headers=fields.inside("import_headers").text_lists(),
        import_areas=fields.inside("import_areas").text_lists(),
        import_totals=fields.texts("import_totals"),
        import_all=fields.texts("import_all"),
        common=fields.texts("common"),
        absence=fields.inside("absence").text_lists(),
        past=fields.texts("past"),
        sentence_end=fields.texts("sentence_end"),
        not_sentence_end=fields.texts("not_sentence_end"),
        sentence_words=fields.integer("sentence_words", default=20),
        affixes_before=affixes.texts("before"),
        affixes_after=affixes.texts("after"),
    )


def _parse_numbers(fields: Fields) -> NumberWords:
    return NumberWords(
        values=_parse_values(fields.inside("values")),
        teen=fields.texts("teen"),
        ten=fields.texts("ten"),
        hundred=fields.texts("hundred"),
        scales=_parse_values(fields.inside("scales")),
        one=_parse_values(fields.inside("one")),
        article=fields.texts("article"),
        joining=fields.texts("joining"),
        half=fields.texts("half"),
        point=fields.texts("point"),
        abbreviations=_parse_values(fields.inside("abbreviations")),
        about=fields.texts("about"),
        more=fields.texts("more"),
    )


def _parse_values(fields: Fields) -> Mapping[str, int]:
    """Parse words with the number that each stands for."""
    return MappingProxyType({word: int(fields.decimal(word) or 0) for word in fields.locations()})


def _parse_scales(fields: Fields) -> Mapping[int, str]:
    """Parse the words of short amounts by their scale."""
    keys = [key for key in fields.locations() if key.isascii() and key.isdigit()]
    return MappingProxyType({int(key): fields.text(key) for key in keys})


def _parse_months(fields: Fields) -> tuple[tuple[str, ...], ...]:
    """Parse twelve lists, each with all forms of a month's name."""
    node = fields.node("months")
    if node is None:
        return ()
    months = tuple(
        tuple(form.value.strip() for form in row.nodes if isinstance(form, ScalarNode))
        for row in (node.nodes if isinstance(node, SequenceNode) else ())
        if isinstance(row, SequenceNode)
    )
    if len(months) != _MONTHS or not all(months):
        fields.report_type("months", "[[…], …] × 12")
        return ()
    return months
