"""Whom to call and where to complain."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import escape

from site_builder.views.context import PageContext
from site_builder.views.kinds.kind import Kind
from site_builder.views.model import CONTACT_LIST, ContactView, KindView, Link
from site_builder.views.records import contact_views


@dataclass(frozen=True, kw_only=True, slots=True)
class ContactsView(KindView):
    contacts: tuple[ContactView, ...]


def _view(context: PageContext) -> ContactsView:
    contacts = contact_views(context, context.site.project.contacts)
    return ContactsView(
        contacts=contacts,
        contact_ids=tuple(context.site.project.contacts),
        contents=(Link(text=context.word("contact.heading"), href=f"#{CONTACT_LIST}"),),
        search_text=" ".join(
            " ".join((contact.name, _text(contact.purpose), _text(channel.label), channel.text))
            for contact in contacts
            for channel in contact.channels
        ),
    )


def _text(markup: str) -> str:
    return escape(markup).striptags()


KIND = Kind(template="contacts", card="card.contacts", view=_view)
