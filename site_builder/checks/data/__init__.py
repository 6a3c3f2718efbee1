"""What must hold of data before anything is made of it.

Each check is a function in a module of its own, listed in one tuple.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from site_builder.checks.data.amounts import check_amounts
from site_builder.checks.data.answers import check_answers
from site_builder.checks.data.consistency import check_consistency
from site_builder.checks.data.contacts import check_contacts
from site_builder.checks.data.data_input import DataInput
from site_builder.checks.data.dates import check_dates
from site_builder.checks.data.disclosure import check_disclosure
from site_builder.checks.data.eligibility import check_eligibility
from site_builder.checks.data.integrity import check_integrity
from site_builder.checks.data.privacy import UNCHECKED, check_personal_data
from site_builder.diagnostics import Diagnostic

DATA_CHECKS: tuple[Callable[[DataInput], Iterable[Diagnostic]], ...] = (
    check_integrity,
    check_personal_data,
    check_contacts,
    check_dates,
    check_disclosure,
    check_consistency,
    check_amounts,
    check_eligibility,
    check_answers,
)


def check_data(data: DataInput) -> tuple[Diagnostic, ...]:
    return tuple(diagnostic for check in DATA_CHECKS for diagnostic in _run(check, data))


def _run(
    check: Callable[[DataInput], Iterable[Diagnostic]], data: DataInput
) -> tuple[Diagnostic, ...]:
    return data.keep(("check data", check.__name__), lambda: tuple(check(data)))


def is_private(diagnostic: Diagnostic) -> bool:
    """Return whether a file holds what no page may show, so that nothing is made of it."""
    is_found = diagnostic.is_error and diagnostic.code != UNCHECKED
    return is_found and diagnostic.code.startswith("PRV")
