"""JSON as all files of the site write it."""

from __future__ import annotations

import json
from decimal import Decimal

from site_builder.model import Figure, Status


def json_bytes(value: object) -> bytes:
    """Write a value for people to read too: indented, in the letters of its languages."""
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()


def compact_json(value: object) -> str:
    """Write a value in as few letters as can be, in an order that never changes."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def json_number(value: Decimal | None) -> int | float | None:
    """Return a number as JSON writes it: whole where it is whole, else with its own decimals."""
    if value is None:
        return None
    return int(value) if value == value.to_integral() else float(value)


def published_value(figure: Figure) -> int | float | None:
    """Return a figure's value; None when it is suppressed or not published."""
    is_hidden = figure.status in {Status.SUPPRESSED, Status.NOT_PUBLISHED}
    return None if is_hidden else json_number(figure.value)
