"""The names that people insert, as objects for templates.

Takes a page's context; gives Jinja2 the namespaces (`coverage`, `page`, …) whose attributes are
the same values as the inserts of Markdown. An unknown name raises `InsertError` where the template
shows it; nothing is ever an empty text by accident.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from markupsafe import Markup

from site_builder.views.context import PageContext
from site_builder.views.inserts.figure import Value
from site_builder.views.inserts.resolve import FILTERS, apply_filter, resolve

TEMPLATE_NAMESPACES = (
    "coverage",
    "target",
    "contribution",
    "benefit",
    "indicator",
    "chart",
    "table",
    "contact",
    "term",
    "page",
)


class Name:
    """A dotted name, resolved only when it is shown."""

    def __init__(
        self, context: PageContext, path: str, filters: tuple[tuple[str, str | None], ...] = ()
    ) -> None:
        self._context = context
        self._path = path
        self._filters = filters

    def __getattr__(self, part: str) -> Name:
        """Go one part further down."""
        if part.startswith("_"):
            raise AttributeError(part)
        return Name(self._context, f"{self._path}.{part}")

    def __getitem__(self, part: object) -> Name:
        """Go one part further down, for parts that are numbers."""
        return Name(self._context, f"{self._path}.{part}")

    def __html__(self) -> Markup:
        """Show the value as HTML."""
        return self._value().html()

    def __str__(self) -> str:
        """Show the value as text."""
        return self._value().text()

    def with_filter(self, name: str, argument: str | None = None) -> Name:
        """Give the name with one filter more."""
        return Name(self._context, self._path, (*self._filters, (name, argument)))

    def _value(self) -> Value:
        value = resolve(self._context, self._path)
        for name, argument in self._filters:
            value = apply_filter(self._context, value, name, argument)
        return value


def template_names(context: PageContext) -> Mapping[str, Name]:
    """Give every namespace as a template global."""
    return {namespace: Name(context, namespace) for namespace in TEMPLATE_NAMESPACES}


def template_filters() -> Mapping[str, Callable[..., Name]]:
    """Give the insert filters as template filters."""

    def make(filter_name: str) -> Callable[..., Name]:
        def apply(value: Name, argument: str | None = None) -> Name:
            return value.with_filter(filter_name, argument)

        return apply

    return {name: make(name) for name in (*FILTERS, "plain")}
