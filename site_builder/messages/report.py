"""Problems as a report: text for a terminal, JSON for tools, annotations for GitHub."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from site_builder.diagnostics import Diagnostic, Location, in_order
from site_builder.messages.wording import Messages, describe, one_line

_SHOWN_LINES = 20
SHOWN_PLACES = 5
"""Of equal problems."""
SHOWN_ALIKE = 100
"""Problems of one code in one file; whoever has mended so many sees the others."""


def first_lines(lines: Sequence[str], messages: Messages) -> Iterator[str]:
    """Yield the first of some lines, and how many there are more."""
    yield from lines[:_SHOWN_LINES]
    if len(lines) > _SHOWN_LINES:
        yield messages.say("more_lines", count=len(lines) - _SHOWN_LINES)


def count_problems(diagnostics: Iterable[Diagnostic]) -> tuple[int, int]:
    """Return how many problems are errors and how many are warnings, each counted once."""
    unique = in_order(diagnostics)
    errors = sum(diagnostic.is_error for diagnostic in unique)
    return errors, len(unique) - errors


def equal_problems(diagnostics: Iterable[Diagnostic]) -> tuple[tuple[Diagnostic, ...], ...]:
    """Return problems in order, those that say the same of several places in one file together."""
    groups: dict[object, list[Diagnostic]] = {}
    for diagnostic in in_order(diagnostics):
        said = (diagnostic.code, *sorted(diagnostic.params.items()))
        groups.setdefault((diagnostic.location.path, said, diagnostic.related), []).append(
            diagnostic
        )
    return tuple(map(tuple, groups.values()))


def format_text(diagnostics: Iterable[Diagnostic], messages: Messages) -> str:
    """Return `path:line:col: CODE message`, with the hint and related places below.

    Equal problems are one message, with the places of the first few and how many there are more.
    So are many thousands of one code in one file, behind the first.
    """
    lines: list[str] = []
    alike: Counter[tuple[str, str]] = Counter()
    for equal in equal_problems(diagnostics):
        kind = equal[0].location.path, equal[0].code
        alike[kind] += 1
        if alike[kind] <= SHOWN_ALIKE:
            lines += _lines(equal, messages)
    for (path, code), count in alike.items():
        if count > SHOWN_ALIKE:
            more = messages.say("more_alike", count=count - SHOWN_ALIKE, code=code)
            lines.append(f"{one_line(path)}: {more}")
    return "\n".join(lines)


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
    """Return a workflow command for each message, which GitHub shows beside its first line."""
    return "\n".join(_annotation(equal, messages) for equal in equal_problems(diagnostics))


def _lines(equal: Sequence[Diagnostic], messages: Messages) -> Iterator[str]:
    diagnostic = equal[0]
    described = describe(diagnostic, messages)
    place = one_line(str(diagnostic.location))
    start = f"{place}: " if place else ""
    # A line and a column say little to who sees a sheet; its cell is said by all that is about it.
    cell = diagnostic.location.cell
    is_said = "!" not in cell or cell in described.message
    yield f"{start}{diagnostic.code} {'' if is_said else f'{cell}: '}{described.message}"
    yield f"  {messages.say('hint', hint=described.hint)}"
    for related in diagnostic.related:
        yield f"  {messages.say('see', places=_path_and_line(related))}"
    yield from (f"  {line}" for line in _other_places(equal, messages))


def _other_places(equal: Sequence[Diagnostic], messages: Messages) -> Iterator[str]:
    """Say where else a problem is."""
    for other in equal[1:SHOWN_PLACES]:
        cell = other.location.cell
        sheet = f" ({cell})" if "!" in cell else ""
        yield messages.say("also", place=f"{other.location}{sheet}")
    if len(equal) > SHOWN_PLACES:
        yield messages.say("more_places", count=len(equal) - SHOWN_PLACES)


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


def _annotation(equal: Sequence[Diagnostic], messages: Messages) -> str:
    diagnostic = equal[0]
    described = describe(diagnostic, messages)
    place = diagnostic.location
    properties = {
        "file": place.path,
        "line": str(place.line or ""),
        "col": str(place.column or ""),
        "title": diagnostic.code,
    }
    written = ",".join(f"{name}={_property(value)}" for name, value in properties.items() if value)
    lines = (
        described.message,
        messages.say("hint", hint=described.hint),
        *_other_places(equal, messages),
    )
    text = _data("\n".join(lines))
    return f"::{diagnostic.severity.value} {written}::{text}"


def _data(text: str) -> str:
    """Escape the text of a workflow command."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """Escape a property of a workflow command, in which `:` and `,` separate."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _path_and_line(place: Location) -> str:
    return f"{place.path}:{place.line}" if place.line else place.path
