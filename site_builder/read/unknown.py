"""`data/unknown.yaml` into claims of absence.

Whether the contacts exist is checked in `checks/data/integrity.py`; whether a claim has ended is
found in `figures/unknown.py`.
"""

from __future__ import annotations

import re

from site_builder.model import FIGURE_NAMESPACES, Unknown
from site_builder.read.records import list_of, parse_id
from site_builder.read.syntax.fields import Fields
from site_builder.read.syntax.numbers import is_reduced_date

UNKNOWN_PATH = "data/unknown.yaml"
_FIGURE = re.compile(rf"(?:{'|'.join(FIGURE_NAMESPACES)})(?:\.[a-z0-9][a-z0-9_]*)+")
_EXPECTED = "coverage.total, coverage.total@2026, coverage.by_area@2026"


def _parse_claim(entry: Fields) -> Unknown:
    name, at, period = entry.text("ends_with").partition("@")
    is_right = _FIGURE.fullmatch(name) and (is_reduced_date(period) if at else True)
    if name and not is_right:
        entry.report_type("ends_with", _EXPECTED)
    return Unknown(
        id=parse_id(entry),
        what=entry.required_localized("what"),
        ask=entry.filled_texts("ask"),
        ends_with=name if is_right else "",
        period=period if is_right else "",
        note=entry.localized("note"),
        location=entry.location,
    )


parse_unknown = list_of("unknown", _parse_claim)
