"""What an insert means: a name becomes a value that knows how to show itself.

Takes a page's context and a name; gives a `Value` with an HTML form, a plain form and, for what
can be linked, an address. The same values serve Markdown, front matter, catalogs and templates.
An unknown name or an unfit filter raises `InsertError`, which becomes a diagnostic where the
insert stands. It formats through `locale` and decides nothing about numbers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from markupsafe import Markup, escape

from site_builder.diagnostics import nearest
from site_builder.model import FIGURE_NAMESPACES, Channel, Contact, Term
from site_builder.pages.page import Page
from site_builder.pages.plan import insert_name
from site_builder.views.context import PageContext
from site_builder.views.inserts.figure import (
    FigureValue,
    InsertError,
    PlainValue,
    Value,
    source_links,
    status_of,
    validity_text,
)
from site_builder.views.inserts.language_of_parts import mark_foreign

_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
WEB = ("https://", "http://")
"""What a link out of the site begins with; any other scheme might run in the reader's browser."""
_ADDRESS_SCHEMES: Mapping[str, Callable[[str, str], str]] = {
    "phone": lambda value, dial: f"tel:{dial or value}",
    "sms": lambda value, dial: f"sms:{dial or value}",
    "whatsapp": lambda value, dial: f"https://wa.me/{dial.lstrip('+')}",
    "email": lambda value, dial: f"mailto:{value}",
    "web": lambda value, dial: value if value.startswith(WEB) else f"https://{value}",
}


_NAMED_CHANNELS = ("whatsapp", "sms")
CHANNEL_FILTER = "channel"
"""The filter of contacts: one of the other ways to reach them."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ContactValue(PlainValue):
    """A contact by one of its channels."""

    contact: Contact


def resolve(context: PageContext, name: str) -> Value:
    """Give what a name means on a page; raises `InsertError` FIG003 for an unknown one."""
    namespace, _, rest = name.partition(".")
    if namespace in FIGURE_NAMESPACES:
        figure = context.site.registry.figures.get(name)
        if figure is not None:
            return FigureValue(context=context, figure=figure)
    elif namespace in _RESOLVERS and rest:
        value = _RESOLVERS[namespace](context, rest)
        if value is not None:
            return value
    elif namespace in context.blocks and rest:
        shown = context.blocks[namespace].render(context, rest)
        if shown is not None:
            return PlainValue(plain=shown.striptags(), markup=shown)
    raise InsertError("FIG003", name=name, nearest=nearest(name, known_names(context)))


def known_names(context: PageContext) -> tuple[str, ...]:
    """Give every name that can be inserted."""
    project = context.site.project
    pages = {insert_name(page.key) for page in context.site.plan.pages}
    return (
        *context.site.registry.figures,
        *(f"page.{key}" for key in sorted(pages)),
        *(f"contact.{key}" for key in project.contacts),
        *(f"term.{key}" for key in project.terms),
        *(
            f"{namespace}.{name}"
            for namespace, block in context.blocks.items()
            for name in block.names(context)
        ),
    )


def apply_filter(context: PageContext, value: Value, name: str, argument: str | None) -> Value:
    """Apply one filter; raises `InsertError` FIG004 for an unknown or unfit one."""
    if name == "plain":
        return PlainValue(plain=value.text())
    if name == CHANNEL_FILTER and isinstance(value, ContactValue):
        return _by_channel(context, value.contact, argument or "")
    if not isinstance(value, FigureValue) or name not in FILTERS:
        others = ("plain", CHANNEL_FILTER) if isinstance(value, ContactValue) else ("plain",)
        known = FILTERS if isinstance(value, FigureValue) else others
        raise InsertError(
            "FIG004", filter=name, nearest=nearest(name, known), known=", ".join(known)
        )
    if (name == "at") != (argument is not None):
        raise InsertError("FIG004", filter=name, nearest="", known="at('2025-11-06')")
    return FILTERS[name](context, value, argument or "")


def _as_of(context: PageContext, value: FigureValue, argument: str) -> Value:
    as_of = value.figure.as_of
    context.record(value.figure)
    text = context.locale.date(as_of) if as_of else context.word("figure.undated")
    return PlainValue(plain=text)


def _source(context: PageContext, value: FigureValue, argument: str) -> Value:
    names = value.figure.sources
    context.record(value.figure)
    sources = context.site.project.sources
    publishers = [sources[name].publisher for name in names if name in sources]
    shown = Markup(context.locale.items(source_links(context, value.figure)))
    return PlainValue(plain=context.locale.items(dict.fromkeys(publishers)), markup=shown)


def _status(context: PageContext, value: FigureValue, argument: str) -> Value:
    status = status_of(value.figure)
    text = context.word(f"status.{status}")
    markup = Markup('<span class="ps-status ps-status--{}">{}</span>').format(status, text)
    return PlainValue(plain=text, markup=markup)


def _short(context: PageContext, value: FigureValue, argument: str) -> Value:
    return FigureValue(
        context=context, figure=value.figure, is_short=True, is_pinned=value.is_pinned
    )


def _note(context: PageContext, value: FigureValue, argument: str) -> Value:
    note = value.figure.note
    return PlainValue(plain=note[context.lang] if note else "")


def _period(context: PageContext, value: FigureValue, argument: str) -> Value:
    """Give the days from and until which the rule behind a figure holds."""
    figure = value.figure
    text = validity_text(context, figure.valid_from, figure.valid_to)
    if not text:
        raise InsertError("FIG004", filter="period", nearest="", known="status, source, note")
    context.record(figure)
    return PlainValue(plain=text)


def _at(context: PageContext, value: FigureValue, argument: str) -> Value:
    if not _ISO_DATE.fullmatch(argument):
        raise InsertError("FIG007", argument=argument)
    registry = context.site.registry
    point = registry.at(value.figure, argument)
    if point is None:
        dates = ", ".join(filter(None, registry.dates(value.figure)))
        raise InsertError("FIG005", name=value.figure.name, date=argument, known=dates)
    return FigureValue(context=context, figure=point, is_short=value.is_short, is_pinned=True)


FILTERS: Mapping[str, Callable[[PageContext, FigureValue, str], Value]] = {
    "as_of": _as_of,
    "source": _source,
    "status": _status,
    "short": _short,
    "note": _note,
    "period": _period,
    "at": _at,
}


def _page(context: PageContext, name: str) -> Value | None:
    plan = context.site.plan
    target = plan.by_insert_name(name, context.lang)
    if target is None and name in map(insert_name, plan.unread):
        return PlainValue(plain=name, target="#")
    return None if target is None else page_value(context, target)


def page_value(context: PageContext, target: Page) -> PlainValue:
    """Give a page as a link that carries its title."""
    href = context.href(target)
    title = target.short_title.value
    return PlainValue(
        plain=title, markup=Markup('<a href="{}">{}</a>').format(href, title), target=href
    )


def _contact(context: PageContext, name: str) -> Value | None:
    contact = context.site.project.contacts.get(name)
    if contact is None:
        return None
    first = next((c for c in contact.channels if c.kind in _ADDRESS_SCHEMES), None)
    return _contact_value(context, contact, first)


def _by_channel(context: PageContext, contact: Contact, kind: str) -> Value:
    """Give a contact by the first of its channels of one kind."""
    known = list(dict.fromkeys(c.kind for c in contact.channels if c.kind in _ADDRESS_SCHEMES))
    channel = next((c for c in contact.channels if c.kind == kind and kind in known), None)
    if channel is None:
        guess, shown = nearest(kind, known), ", ".join(known)
        raise InsertError("FIG004", filter=f"channel('{kind}')", nearest=guess, known=shown)
    return _contact_value(context, contact, channel)


def _contact_value(context: PageContext, contact: Contact, channel: Channel | None) -> Value:
    return ContactValue(
        plain=_contact_text(context, contact, channel),
        markup=Markup('<span class="ps-contact">{}</span>').format(
            _contact_markup(context, contact, channel)
        ),
        target=channel_href(channel.kind, channel.value, channel.dial) if channel else "",
        contact=contact,
    )


def _contact_markup(context: PageContext, contact: Contact, first: Channel | None) -> Markup:
    """Give a contact's name with the way to reach it; the other ways are on its card."""
    name = contact.name[context.lang]
    if first is None:
        return escape(name)
    link = Markup('<a href="{}">{}</a>')
    href = channel_href(first.kind, first.value, first.dial)
    if first.kind != "web":
        word = _channel_word(context, first)
        if context.locale.direction == "rtl":
            # Brackets and signs of a number would be turned round among letters from the right.
            link = Markup('<a href="{}" dir="ltr">{}</a>')
        return Markup(
            '{} <span class="ps-contact__way"><span>(</span>{}{}<span>)</span></span>'
        ).format(name, word, link.format(href, first.value))
    if first.label is None:
        return link.format(href, name)
    return Markup("{} ({})").format(name, link.format(href, first.label[context.lang]))


def channel_href(kind: str, value: str, dial: str) -> str:
    """Give the link that opens a channel; empty for one that cannot be opened."""
    scheme = _ADDRESS_SCHEMES.get(kind)
    return "" if scheme is None else scheme(value, dial)


def _contact_text(context: PageContext, contact: Contact, first: Channel | None) -> str:
    name = contact.name[context.lang]
    return f"{name} ({_channel_word(context, first)}{first.value})" if first else name


def _channel_word(context: PageContext, channel: Channel) -> str:
    """Say what kind of number it is, where it is not one to call."""
    is_named = channel.kind in _NAMED_CHANNELS
    return f"{context.word(f'channel.{channel.kind}')} " if is_named else ""


def _term(context: PageContext, name: str) -> Value | None:
    term = context.site.project.terms.get(name)
    if term is None:
        return None
    is_first = name not in context.explained_terms
    context.explained_terms.add(name)
    return PlainValue(
        plain=_term_text(context, term, is_first=is_first),
        markup=_term_markup(context, term, is_first=is_first),
        target=_term_href(context, term),
    )


def _term_text(context: PageContext, term: Term, *, is_first: bool) -> str:
    full = term.term[context.lang]
    if term.abbreviation is None:
        return full
    short = term.abbreviation[context.lang]
    return f"{full} ({short})" if is_first else short


def _term_markup(context: PageContext, term: Term, *, is_first: bool) -> Markup:
    text = _term_text(context, term, is_first=is_first)
    href = _term_href(context, term)
    if is_first and href:
        shown = mark_foreign(context, escape(text))
        return Markup('<a class="ps-term" href="{}">{}</a>').format(href, shown)
    if term.abbreviation is not None and not is_first:
        return Markup('<abbr title="{}">{}</abbr>').format(term.term[context.lang], text)
    return mark_foreign(context, escape(text))


def _term_href(context: PageContext, term: Term) -> str:
    page = context.page_with_template("glossary")
    return context.href(page, f"term-{term.id.replace('_', '-')}") if page else ""


_RESOLVERS: Mapping[str, Callable[[PageContext, str], Value | None]] = {
    "page": _page,
    "contact": _contact,
    "term": _term,
}
