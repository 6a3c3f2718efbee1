"""Formulas of computed amounts that cannot be computed."""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.checks.data.data_input import DataInput
from site_builder.diagnostics import Diagnostic, nearest, problem
from site_builder.figures.benefits import compute_amounts


def check_formulas(data: DataInput) -> Iterator[Diagnostic]:
    """Report formulas with unknown ids, in a circle, or with a division by zero."""
    benefits = data.project.benefits
    _, errors = compute_amounts(benefits)
    for name, error in errors.items():
        formula, place = benefits[name].formula, benefits[name].location
        guess = nearest(str(error), benefits)
        yield problem("DAT014", place, formula=formula, part=error, nearest=guess)
