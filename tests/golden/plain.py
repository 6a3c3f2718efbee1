"""Values as plain text: what the golden test compares with `expected/model.txt`.

One field a line, indented below what it belongs to, so that a difference shows where it is. Fields
that are empty or false are left out; so are hashes, which say nothing to a reader, and interface
words, which the pages show.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum

from site_builder.diagnostics import Location
from site_builder.figures.registry import Registry
from site_builder.model import Figure, Localized, Project, Text, Word
from site_builder.pages.page import Page
from site_builder.pages.site_plan import SitePlan

_LEFT_OUT = {"catalogs", "input_hashes", "stamps", "states"}
_OF_FIGURE_AT_A_DATE = {"label", "name", "unit", "location", "confidence"}
"""What a figure's history would only repeat."""
_OF_PAGE = ("url", "path", "template", "source", "parent")


def plain(project: Project, registry: Registry, plan: SitePlan) -> str:
    """Give a project, its figures and its plan as text."""
    lines = [
        *_titled("PROJECT", _fields(project)),
        *_titled("FIGURES", _mapping(registry.figures)),
        *_titled("PLAN", (line for page in plan.pages for line in _page(page))),
    ]
    return "\n".join(lines) + "\n"


def _titled(title: str, lines: Iterator[str]) -> Iterator[str]:
    yield title
    yield from _indented(lines)
    yield ""


def _page(page: Page) -> Iterator[str]:
    yield f"{page.key} ({page.lang})"
    given = ((name, getattr(page, name)) for name in _OF_PAGE)
    yield from _indented(f"{name}: {value}" for name, value in given if value)
    yield f"  sections: {', '.join(section.id for section in page.sections)}"


def _value(name: str, value: object) -> Iterator[str]:
    short = _short(value)
    if short is not None:
        yield f"{name}: {short}"
        return
    yield f"{name}:"
    if isinstance(value, Mapping):
        yield from _indented(_mapping(value))
    elif isinstance(value, tuple):
        for item in value:
            one = _short(item)
            inner = iter([one]) if one is not None else _fields(item)
            first, *rest = inner
            yield f"  - {first}"
            yield from _indented(iter(rest), "    ")
    else:
        yield from _indented(_fields(value))


def _mapping(values: Mapping[str, object]) -> Iterator[str]:
    for name, value in values.items():
        yield from _value(str(name), value)


def _fields(value: object) -> Iterator[str]:
    assert is_dataclass(value), value
    for name in _names(value):
        inner = getattr(value, name)
        if name in _LEFT_OUT or _is_empty(inner):
            continue
        if isinstance(value, Figure) and name in {"history", "disputes"}:
            yield f"{name}:"
            for point in inner:
                yield from _indented(_point(point))
        else:
            yield from _value(name, inner)


def _names(value: object) -> Iterator[str]:
    """Give what is told of a value: of a figure its row, in which its formula is too."""
    for field in fields(value):
        if field.repr:
            yield "row" if isinstance(value, Figure) and field.name == "formula" else field.name


def _point(figure: Figure) -> Iterator[str]:
    told = (name for name in _names(figure) if name not in _OF_FIGURE_AT_A_DATE)
    given = ((name, getattr(figure, name)) for name in told)
    parts = [f"{name}={_short(value)}" for name, value in given if not _is_empty(value)]
    yield f"- {' '.join(parts)}"


def _short(value: object) -> str | None:
    """Give what fits on a line; None for what does not."""
    match value:
        case Location():
            return f"{value} {value.cell}".strip()
        case Text():
            return f"{value.value!r} at {value.location}"
        case Localized():
            return " | ".join(repr(text.value) for text in value)
        case Word():
            forms = [repr(form) for form in value.forms.values()]
            return f"{' | '.join(forms)} at {value.location}"
        case Enum():
            return str(value.value)
        case bool() | int() | Decimal() | date() | None:
            return str(value)
        case str():
            return value if value.isprintable() and value == value.strip() else repr(value)
        case tuple() if all(isinstance(item, str) for item in value):
            return ", ".join(value)
    return None


def _is_empty(value: object) -> bool:
    return value is None or value is False or value in ("", (), {})


def _indented(lines: Iterator[str], by: str = "  ") -> Iterator[str]:
    return (f"{by}{line}" for line in lines)
