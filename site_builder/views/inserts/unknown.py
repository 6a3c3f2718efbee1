"""Claims of absence in running text: `{{ unknown.by_area }}`.

A claim that data has ended shows nothing, and takes along the paragraph or the item that it filled.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from markupsafe import Markup

from site_builder.diagnostics import Location
from site_builder.model import Unknown
from site_builder.text.inserts import token
from site_builder.views.context import Namespace, PageContext
from site_builder.views.inserts.contact import CONTACT
from site_builder.views.inserts.inline import localized_markup, plain_of, word_markup
from site_builder.views.inserts.marks import mark_external
from site_builder.views.inserts.value import Filter, PlainValue, Value


@dataclass(frozen=True, kw_only=True, slots=True)
class UnknownValue(Value):
    """A claim: a sentence that says what was not found and whom to ask."""

    context: PageContext
    claim: Unknown

    @property
    def has_ended(self) -> bool:
        return self.claim.id in self.context.site.registry.ended

    def html(self) -> Markup:
        if self.has_ended:
            return Markup("")
        what = localized_markup(self.context, self.claim.what)
        return word_markup(
            self.context, "unknown.said", what=what, contacts=asked(self.context, self.claim.ask)
        )

    def text(self) -> str:
        if self.has_ended:
            return ""
        contacts = (contact.text() for contact in _contacts(self.context, self.claim.ask))
        listed = self.context.locale.items(contacts)
        return self.context.word("unknown.said", what=self._what_text(), contacts=listed)

    def _what_text(self) -> str:
        return plain_of(self.context, self.claim.what.texts[self.context.lang])

    def _what(self, _: str | None) -> Value:
        if self.has_ended:
            return self
        what = localized_markup(self.context, self.claim.what)
        return PlainValue(plain=self._what_text(), markup=what)

    filters: ClassVar[Mapping[str, Filter]] = {"what": _what}


def asked(context: PageContext, names: Iterable[str]) -> Markup:
    """Return the contacts to ask as a list inside a sentence; empty for none."""
    contacts = _contacts(context, names)
    return Markup(
        context.locale.items([mark_external(context, str(each.html())) for each in contacts])
    )


def _contacts(context: PageContext, names: Iterable[str]) -> Iterator[Value]:
    for name in names:
        contact = CONTACT.resolve(context, name, None)
        if contact is not None:
            yield contact


def without_ended(html: str, values: Iterable[Value]) -> str:
    """Take out of converted prose each paragraph, item and list that only ended claims fill."""
    ended = [
        token(number)
        for number, value in enumerate(values)
        if isinstance(value, UnknownValue) and value.has_ended
    ]
    if not ended:
        return html
    claims = rf"(?:\s*(?:{'|'.join(ended)})[.;,]?)+\s*"
    html = re.sub(rf"<p>{claims}</p>\n?", "", html)
    html = re.sub(rf"<li>(?:{claims}|\s*)</li>\n?", "", html)
    return re.sub(r"<(ul|ol)>\s*</\1>\n?", "", html)


def _resolve(context: PageContext, name: str, _: Location | None) -> Value | None:
    claim = context.site.project.unknown.get(name)
    return None if claim is None else UnknownValue(context=context, claim=claim)


def _names(context: PageContext) -> tuple[str, ...]:
    return tuple(context.site.project.unknown)


UNKNOWN = Namespace(name="unknown", resolve=_resolve, names=_names)
