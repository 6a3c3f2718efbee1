"""Inserts resolved in single lines of prose: titles, descriptions, catalog words, data files.

What is wrong with an insert is added to the page's problems, and the insert then shows its name.
"""

from __future__ import annotations

from markupsafe import Markup, escape

from site_builder.diagnostics import Location, nearest
from site_builder.model import Localized, Text
from site_builder.model.catalogs import fill
from site_builder.text.inserts import Insert, find_inserts, insert_problems, places_of
from site_builder.views.context import PageContext
from site_builder.views.inserts.value import InsertError, PlainValue, Value


def markup_of(context: PageContext, text: Text) -> Markup:
    """Return a text as HTML: inserts as elements, the rest escaped."""
    found = [part for part in _parts(context, text) if part]
    if len(found) == 1 and isinstance(found[0], Value):
        return found[0].html()
    parts = [escape(p) if isinstance(p, str) else p.in_sentence() for p in found]
    notices = dict.fromkeys(p.notice() for p in found if isinstance(p, Value))
    return Markup(" ").join((Markup("").join(parts), *filter(None, notices)))


def plain_of(context: PageContext, text: Text) -> str:
    """Return a text without markup, for places where HTML cannot go."""
    return "".join(part if isinstance(part, str) else part.text() for part in _parts(context, text))


def localized_markup(context: PageContext, texts: Localized | None) -> Markup:
    """Return a text in the page's language as HTML; empty for none."""
    if texts is None:
        return Markup("")
    return in_its_language(context, texts, markup_of(context, texts.text(context.lang)))


def in_its_language(context: PageContext, texts: Localized, html: Markup) -> Markup:
    """Mark a text that stands in its original language for want of a translation."""
    if context.lang in texts.texts:
        return html
    original = context.site.project.settings.default_language
    direction = context.site.locales[original].direction
    return context.component("language_part", text=html, lang=original, direction=direction)


def word_markup(context: PageContext, key: str, **params: object) -> Markup:
    """Return an interface word as HTML; parameters that are markup stay so."""
    text = Text(value=context.fillable(key, params), location=context.word_location(key))
    values = {name: escape(value) for name, value in params.items()}
    return Markup(fill(str(markup_of(context, text)), values))


def resolve(context: PageContext, name: str, place: Location | None = None) -> Value:
    """Return what a name means on a page; raises `InsertError` FIG003 for an unknown one."""
    namespace, _, rest = name.partition(".")
    found = context.namespaces.get(namespace)
    value = found.resolve(context, rest, place) if found and rest else None
    if value is None:
        raise InsertError("FIG003", name=name, nearest=nearest(name, known_names(context)))
    return value


def known_names(context: PageContext) -> tuple[str, ...]:
    return tuple(
        f"{namespace.name}.{name}"
        for namespace in context.namespaces.values()
        for name in namespace.names(context)
    )


def insert_value(context: PageContext, insert: Insert, place: Location) -> Value:
    """Resolve an insert with its filters; a wrong one is reported and shows as its name."""
    try:
        value = resolve(context, insert.name, place)
        for name, argument in insert.filters:
            value = value.filtered(name, argument)
    except InsertError as error:
        context.found.append(error.at(place))
        return PlainValue(plain=insert.name, target="#")
    return value


def _parts(context: PageContext, written: Text) -> list[str | Value]:
    text = written.value
    if "{" not in text:
        return [text]
    place = places_of(written)
    context.found.extend(insert_problems(text, place))
    inserts = find_inserts(text)
    parts: list[str | Value] = []
    position = 0
    for insert in inserts:
        parts.append(text[position : insert.start].replace("\\{{", "{{"))
        parts.append(insert_value(context, insert, place(insert.start)))
        position = insert.end
    parts.append(text[position:].replace("\\{{", "{{"))
    return parts
