"""Amounts of benefits that cannot be computed, or that contradict their parts or their past."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from site_builder.checks.data.data_input import DataInput
from site_builder.diagnostics import Diagnostic, nearest, problem
from site_builder.figures.benefits import compute_amounts
from site_builder.model import Benefit


def check_amounts(data: DataInput) -> Iterator[Diagnostic]:
    """Report formulas without a result, unequal parts, and changes that nobody confirmed."""
    benefits = data.project.benefits
    amounts, errors = compute_amounts(benefits)
    yield from _broken_formulas(benefits, errors)
    yield from _unequal_parts(benefits, amounts)
    yield from _unconfirmed_changes(data, amounts)


def _broken_formulas(
    benefits: Mapping[str, Benefit], errors: Mapping[str, object]
) -> Iterator[Diagnostic]:
    """Report formulas with unknown ids, in a circle, or with a division by zero."""
    for name, error in errors.items():
        formula, place = benefits[name].formula, benefits[name].location
        guess = nearest(str(error), benefits)
        yield problem("DAT014", place, formula=formula, part=error, nearest=guess)


def _unequal_parts(
    benefits: Mapping[str, Benefit], amounts: Mapping[str, Decimal | None]
) -> Iterator[Diagnostic]:
    """Report an amount that its parts do not add up to: a digit too many or too few in any."""
    for benefit in benefits.values():
        parts = [amount for name in benefit.parts if (amount := amounts.get(name)) is not None]
        whole = amounts[benefit.id]
        if whole is None or not parts or len(parts) < len(benefit.parts) or sum(parts) == whole:
            continue
        yield problem(
            "DAT010",
            benefit.location,
            related=[benefits[name].location for name in dict.fromkeys(benefit.parts)],
            name=benefit.figure_name,
            total=f"{whole:f}",
            sum=f"{sum(parts):f}",
            parts=" + ".join(f"{amounts[name]:f} {name}" for name in benefit.parts),
        )


def _unconfirmed_changes(
    data: DataInput, amounts: Mapping[str, Decimal | None]
) -> Iterator[Diagnostic]:
    """Report an amount that is far from what it was before, and that nobody confirms."""
    bound = data.project.settings.jump_percent
    for benefit in data.project.benefits.values():
        amount, last = amounts[benefit.id], benefit.history[-1] if benefit.history else None
        before = last.value if last is not None else None
        if last is None or amount is None or last.is_confirmed or not isinstance(before, Decimal):
            continue
        # Of the smaller of the two: however much is lost, it is never over 100 % of what was.
        if abs(amount - before) * 100 > bound * min(amount, before):
            yield problem(
                "DAT016",
                benefit.location,
                related=[last.location],
                name=benefit.figure_name,
                date=data.today,
                value=f"{amount:f}",
                earlier=last.until,
                before=f"{before:f}",
                bound=bound,
                entry="history",
            )
