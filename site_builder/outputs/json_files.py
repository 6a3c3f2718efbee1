"""JSON as all files of the site write it."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

from site_builder.model import Figure, Localized, Status
from site_builder.text.tags import json_number


def json_bytes(value: object) -> bytes:
    """Write a value for people to read too: indented, in the letters of its languages."""
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()


def compact_json(value: object) -> str:
    """Write a value in as few letters as can be, in an order that never changes."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def json_value(value: object) -> object:
    """Return one value of a record: a number as a number, ids as a list, a text by language."""
    match value:
        case Decimal():
            return json_number(value)
        case date():
            return value.isoformat()
        case tuple():
            return list(value)
        case Localized():
            return {lang: text.value for lang, text in value.texts.items()}
        case "":
            return None
        case _:
            return value


def published_value(figure: Figure) -> int | float | None:
    """Return a figure's value; None when it is suppressed or not published."""
    is_hidden = figure.status in {Status.SUPPRESSED, Status.NOT_PUBLISHED}
    return None if is_hidden else json_number(figure.value)
