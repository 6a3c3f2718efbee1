"""The names that people insert, as objects for templates: `{{ coverage.total | as_of }}`.

An unknown name raises `InsertError` where the template shows it; nothing is empty by accident.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from markupsafe import Markup

from site_builder.views.context import Namespace, PageContext
from site_builder.views.inserts.inline import resolve
from site_builder.views.inserts.value import PLAIN, InsertError, Value

_Filter = tuple[str, str | None]


class Name:
    """A dotted name with its filters, resolved only when it is shown."""

    def __init__(self, context: PageContext, path: str, filters: Iterable[_Filter] = ()) -> None:
        self._context = context
        self._path = path
        self._filters = tuple(filters)

    def __getattr__(self, part: str) -> Name:
        if part.startswith("_"):
            raise AttributeError(part)
        return self[part]

    def __getitem__(self, part: object) -> Name:
        # Parts that are numbers, such as years, come this way alone.
        return Name(self._context, f"{self._path}.{part}")

    def __html__(self) -> Markup:
        return self._value().html()

    def __str__(self) -> str:
        return self._value().text()

    def with_filter(self, name: str, argument: str | None = None) -> Name:
        return Name(self._context, self._path, (*self._filters, (name, argument)))

    def _value(self) -> Value:
        value = resolve(self._context, self._path)
        for name, argument in self._filters:
            value = value.filtered(name, argument)
        return value


def template_names(context: PageContext) -> Mapping[str, Name]:
    """Return every namespace as a template global."""
    return {namespace: Name(context, namespace) for namespace in context.namespaces}


def template_filters(namespaces: Iterable[Namespace]) -> Mapping[str, Callable[..., Name]]:
    """Return the filters of inserts as template filters."""

    def make(name: str) -> Callable[..., Name]:
        def apply(value: object, argument: object = None) -> Name:
            if not isinstance(value, Name):
                raise InsertError("FIG003", name=str(value), nearest="")
            return value.with_filter(name, None if argument is None else str(argument))

        return apply

    own = (name for namespace in namespaces for name in namespace.filters)
    return {name: make(name) for name in (PLAIN, *own)}
