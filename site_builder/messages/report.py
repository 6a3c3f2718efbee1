"""Problems as a report: text for a terminal, JSON for tools, annotations for GitHub."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from site_builder.diagnostics import Diagnostic, Location, in_order
from site_builder.messages.wording import Messages, describe, one_line


def count_problems(diagnostics: Iterable[Diagnostic]) -> tuple[int, int]:
    """Return how many problems are errors and how many are warnings, each counted once."""
    unique = in_order(diagnostics)
    errors = sum(diagnostic.is_error for diagnostic in unique)
    return errors, len(unique) - errors


def format_text(diagnostics: Iterable[Diagnostic], messages: Messages) -> str:
    """Return `path:line:col: CODE message` for each, with its hint and related places below."""
    return "\n".join(
        line for diagnostic in in_order(diagnostics) for line in _lines(diagnostic, messages)
    )


def format_json(diagnostics: Iterable[Diagnostic], messages: Messages) -> str:
    """Return a JSON object; a line or column of 0 and an empty cell mean that there is none."""
    ordered = in_order(diagnostics)
    errors, warnings = count_problems(ordered)
    found = {
        "diagnostics": [_record(diagnostic, messages) for diagnostic in ordered],
        "counts": {"errors": errors, "warnings": warnings},
    }
    return json.dumps(found, ensure_ascii=False, indent=2)


def format_github(diagnostics: Iterable[Diagnostic], messages: Messages) -> str:
    """Return a workflow command for each, which GitHub shows beside the line."""
    return "\n".join(_annotation(diagnostic, messages) for diagnostic in in_order(diagnostics))


def _lines(diagnostic: Diagnostic, messages: Messages) -> Iterator[str]:
    described = describe(diagnostic, messages)
    place = one_line(str(diagnostic.location))
    start = f"{place}: " if place else ""
    # A line and a column say little to who sees a sheet; its cell is said by all that is about it.
    cell = diagnostic.location.cell
    is_said = "!" not in cell or cell in described.message
    yield f"{start}{diagnostic.code} {'' if is_said else f'{cell}: '}{described.message}"
    yield f"  hint: {described.hint}"
    for related in diagnostic.related:
        yield f"  see: {one_line(_path_and_line(related))}"


def _record(diagnostic: Diagnostic, messages: Messages) -> dict[str, object]:
    described = describe(diagnostic, messages)
    place = diagnostic.location
    return {
        "code": diagnostic.code,
        "severity": diagnostic.severity.value,
        "path": place.path,
        "line": place.line,
        "column": place.column,
        "cell": place.cell,
        "message": described.message,
        "hint": described.hint,
        "related": [{"path": other.path, "line": other.line} for other in diagnostic.related],
        "guide": f"site-builder explain {diagnostic.code}",
    }


def _annotation(diagnostic: Diagnostic, messages: Messages) -> str:
    described = describe(diagnostic, messages)
    place = diagnostic.location
    properties = {
        "file": place.path,
        "line": str(place.line or ""),
        "col": str(place.column or ""),
        "title": diagnostic.code,
    }
    written = ",".join(f"{name}={_property(value)}" for name, value in properties.items() if value)
    text = _data(f"{described.message}\nhint: {described.hint}")
    return f"::{diagnostic.severity.value} {written}::{text}"


def _data(text: str) -> str:
    """Escape the text of a workflow command."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """Escape a property of a workflow command, in which `:` and `,` separate."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _path_and_line(place: Location) -> str:
    return f"{place.path}:{place.line}" if place.line else place.path
