"""Claims of absence in running text: `{{ unknown.by_area }}`.

A claim that data has ended shows nothing, and takes along the paragraph or the item that it filled.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from markupsafe import Markup

from site_builder.diagnostics import Location
from site_builder.model import Unknown
from site_builder.views.context import Namespace, PageContext
from site_builder.views.inserts.contact import asked, contact_values
from site_builder.views.inserts.inline import localized_markup, plain_of, word_markup
from site_builder.views.inserts.value import Filter, PlainValue, Value


@dataclass(frozen=True, kw_only=True, slots=True)
class UnknownValue(Value):
    """A claim: a sentence that says what was not found and whom to ask."""

    context: PageContext
    claim: Unknown

    @property
    def is_over(self) -> bool:
        return self.claim.id in self.context.site.registry.ended

    def html(self) -> Markup:
        if self.is_over:
            return Markup("")
        what = localized_markup(self.context, self.claim.what)
        return word_markup(
            self.context, "unknown.said", what=what, contacts=asked(self.context, self.claim.ask)
        )

    def text(self) -> str:
        if self.is_over:
            return ""
        contacts = (each.text() for each in contact_values(self.context, self.claim.ask))
        listed = self.context.locale.items(contacts)
        return self.context.word("unknown.said", what=self._what_text(), contacts=listed)

    def _what_text(self) -> str:
        return plain_of(self.context, self.claim.what.text(self.context.lang))

    def _what(self, _: str | None) -> Value:
        if self.is_over:
            return self
        what = localized_markup(self.context, self.claim.what)
        return PlainValue(plain=self._what_text(), markup=what)

    filters: ClassVar[Mapping[str, Filter]] = {"what": _what}


def _resolve(context: PageContext, name: str, _: Location | None) -> Value | None:
    claim = context.site.project.unknown.get(name)
    return None if claim is None else UnknownValue(context=context, claim=claim)


UNKNOWN = Namespace(
    name="unknown",
    resolve=_resolve,
    names=lambda context: tuple(context.site.project.unknown),
    filters=UnknownValue.filters,
)
