"""`data/benefits.yaml` into what is paid out and what is paid in, with conditions and law."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from site_builder.model import Benefit, Condition, Conflict, Localized
from site_builder.model.settings import MONEY_UNITS
from site_builder.read.records import (
    list_of,
    parse_confidence,
    parse_history,
    parse_id,
    parse_legal,
)
from site_builder.read.syntax.fields import Fields
from site_builder.read.syntax.yaml_nodes import MappingNode

BENEFIT_KINDS = ("benefit", "contribution")
BENEFIT_UNITS = (*MONEY_UNITS, "percent")
CONDITION_UNITS = ("months", "years", "age", "count", "days", "hours")


def parse_benefits(root: Fields, programmes: Iterable[str]) -> Mapping[str, Benefit]:
    """Parse `benefits.yaml`: what is paid out, and what is paid in."""
    known = (*programmes, "both")
    return list_of("benefits", lambda entry: _parse_benefit(entry, known))(root)


def _parse_benefit(entry: Fields, programmes: tuple[str, ...]) -> Benefit:
    amount = entry.decimal("amount")
    formula = entry.text("formula")
    amount_text = entry.localized("amount_text")
    if sum((bool(entry.text("amount")), bool(formula), amount_text is not None)) != 1:
        entry.report_missing("amount | formula | amount_text")
    return Benefit(
        id=parse_id(entry),
        kind=entry.choice("kind", BENEFIT_KINDS, default="benefit"),
        programme=entry.choice("programme", programmes),
        name=entry.required_localized("name"),
        amount=amount,
        formula=formula,
        parts=entry.texts("parts"),
        amount_text=amount_text,
        unit=entry.choice("unit", BENEFIT_UNITS),
        is_ceiling=entry.flag("ceiling"),
        minimum=entry.decimal("minimum"),
        maximum=entry.decimal("maximum"),
        conditions=tuple(_parse_condition(condition) for condition in entry.each("conditions")),
        legal=parse_legal(entry),
        sources=entry.texts("sources", required=True),
        confidence=parse_confidence(entry),
        valid_from=entry.date("valid_from"),
        valid_to=entry.date("valid_to"),
        conflict=_parse_conflict(entry.inside("conflict")),
        note=entry.localized("note"),
        history=parse_history(entry, _parse_amount),
        location=entry.location_of("amount" if amount is not None else "formula"),
    )


def _parse_condition(entry: Fields) -> Condition:
    values = {unit: entry.decimal(unit) for unit in CONDITION_UNITS}
    given = [unit for unit, value in values.items() if value is not None]
    unit = given[0] if given else ""
    if len(given) > 1:
        entry.report("CFG004", given[1], key=given[1], known=unit)
    return Condition(
        id=parse_id(entry),
        text=entry.required_localized("text"),
        label=entry.localized("label"),
        unit=unit,
        value=values[unit] if unit else None,
        sources=entry.texts("sources"),
        confidence=parse_confidence(entry) if "confidence" in entry else None,
        valid_from=entry.date("valid_from"),
        location=entry.location_of(unit or "id"),
    )


def _parse_conflict(entry: Fields) -> Conflict | None:
    if not entry.is_written:
        return None
    return Conflict(
        text=entry.required_localized("text"), sources=entry.texts("sources", required=True)
    )


def _parse_amount(former: Fields) -> Decimal | Localized:
    """Parse an amount that was: a number, or words in every language."""
    if isinstance(former.node("value"), MappingNode):
        return former.required_localized("value")
    amount = former.decimal("value")
    if amount is None and "value" not in former:
        former.report_missing("value")
    return amount or Decimal(0)
