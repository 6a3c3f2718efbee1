"""What is wrong with a subject, beside the field that it is about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from site_builder.diagnostics import Diagnostic
from site_builder.preview.editing.subject import PAGE, Subject
from site_builder.upkeep.editing.fields import Fields


@dataclass(frozen=True, kw_only=True, slots=True)
class Notes:
    beside: Mapping[tuple[str, str], tuple[Diagnostic, ...]]
    """By path and field."""
    others: tuple[Diagnostic, ...]
    """What is about none of the fields, but about the subject, or comes of the change."""

    @property
    def all(self) -> tuple[Diagnostic, ...]:
        found = list(self.others)
        for noted in self.beside.values():
            found += [each for each in noted if each not in found]
        return tuple(found)


def place_notes(
    subject: Subject,
    fields: Mapping[str, Fields],
    diagnostics: Iterable[Diagnostic],
    new: Iterable[Diagnostic],
) -> Notes:
    """Put each problem beside the fields on its line; `new` ones are told wherever they are."""
    caused = [*new]
    beside: dict[tuple[str, str], list[Diagnostic]] = {}
    others = []
    for diagnostic in diagnostics:
        path, line = diagnostic.location.path, diagnostic.location.line
        own = fields.get(path, {})
        names = [name for name, each in own.items() if line and each.line <= line <= each.last_line]
        for name in names:
            beside.setdefault((path, name), []).append(diagnostic)
        if not names and (diagnostic in caused or _is_about(subject, own, line)):
            others.append(diagnostic)
    return Notes(
        beside={place: tuple(found) for place, found in beside.items()}, others=tuple(others)
    )


def _is_about(subject: Subject, own: Fields, line: int) -> bool:
    """Return whether a line of a file belongs to the subject, whose first line may be its id."""
    if subject.kind == PAGE or not own:
        return bool(own)
    lines = [each.line for each in own.values() if each.line]
    return bool(lines) and min(lines) - 1 <= line <= max(lines)
