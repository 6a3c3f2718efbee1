"""Contacts in running text: `{{ contact.office | channel('sms') }}`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

from markupsafe import Markup

from site_builder.diagnostics import Location, nearest
from site_builder.model import Channel, Contact
from site_builder.model.contacts import SPOKEN_NUMBER
from site_builder.views.context import Namespace, PageContext
from site_builder.views.inserts.marks import mark_external
from site_builder.views.inserts.value import Filter, InsertError, Value

WEB = ("https://", "http://")
"""What a link out of the site begins with; any other scheme might run in the reader's browser."""
_ADDRESS_SCHEMES: Mapping[str, Callable[[str, str], str]] = {
    "phone": lambda value, dial: f"tel:{dial}",
    "sms": lambda value, dial: f"sms:{dial}",
    "whatsapp": lambda value, dial: f"https://wa.me/{dial.lstrip('+')}",
    "email": lambda value, dial: f"mailto:{value}",
    "web": lambda value, dial: value if value.startswith(WEB) else f"https://{value}",
}
_NAMED_CHANNELS = ("whatsapp", "sms")
"""Numbers that are not for calling, and so are called what they are."""


def channel_href(channel: Channel) -> str:
    """Return the link that opens a channel; empty for one that cannot be opened."""
    scheme = _ADDRESS_SCHEMES.get(channel.kind)
    return "" if scheme is None else scheme(channel.value, channel.dial)


@dataclass(frozen=True, kw_only=True, slots=True)
class ContactValue(Value):
    """A contact with one way to reach it; the other ways are on its card."""

    context: PageContext
    contact: Contact
    channel: Channel | None
    is_listed: bool = False
    """It stands alone, under its name, and not in a sentence."""

    def html(self) -> Markup:
        channel, lang = self.channel, self.context.lang
        label = channel.label if channel and channel.kind == "web" else None
        before, _, after = self._name().partition(SPOKEN_NUMBER)
        return self.context.component(
            "contact",
            name=before,
            after=after,
            says_number=self._says_number(),
            channel=channel,
            href=channel_href(channel) if channel else "",
            label=label[lang] if label else "",
            word=self._word(),
            is_mirrored=self.context.locale.direction == "rtl",
        )

    def text(self) -> str:
        number = ""
        if self.channel and channel_href(self.channel):
            number = f"{self._word()}{self.context.locale.isolated(self.channel.value)}"
        name = self._name().replace(SPOKEN_NUMBER, number)
        return f"{name} ({number})" if number and not self._says_number() else name

    def _name(self) -> str:
        """Return what the contact is called here, followed by an address that cannot be opened."""
        if self.channel and not channel_href(self.channel):
            return f"{self.contact.name[self.context.lang]}, {self.channel.value}"
        spoken = None if self.is_listed else self.contact.spoken
        return (spoken or self.contact.name)[self.context.lang]

    def _says_number(self) -> bool:
        return self.channel is not None and SPOKEN_NUMBER in self._name()

    def href(self) -> str:
        opened = channel_href(self.channel) if self.channel else ""
        return opened or Value.href(self)

    def _word(self) -> str:
        """Say what kind of number it is, where it is not one to call."""
        if self.channel is None or self.channel.kind not in _NAMED_CHANNELS:
            return ""
        return f"{self.context.word(f'channel.{self.channel.kind}')} "

    def _by_channel(self, argument: str | None) -> Value:
        known, kind = _first_of_each_kind(self.contact), argument or ""
        if kind not in known:
            guess, shown = nearest(kind, known), ", ".join(known)
            raise InsertError("FIG004", filter=f"channel('{kind}')", nearest=guess, known=shown)
        return replace(self, channel=known[kind])

    filters: ClassVar[Mapping[str, Filter]] = {"channel": _by_channel}


def _first_of_each_kind(contact: Contact) -> Mapping[str, Channel]:
    first: dict[str, Channel] = {}
    for channel in contact.channels:
        first.setdefault(channel.kind, channel)
    return first


def first_channel(contact: Contact) -> Channel | None:
    """Return the first way to reach a contact that can be opened."""
    return next((each for each in contact.channels if each.kind in _ADDRESS_SCHEMES), None)


def contact_values(context: PageContext, names: Iterable[str]) -> Iterator[ContactValue]:
    """Yield the contacts of some names; one that is not there is reported where it is named."""
    for name in names:
        value = _resolve(context, name, None)
        if value is not None:
            yield value


def asked(context: PageContext, names: Iterable[str]) -> Markup:
    """Return the contacts to ask as a list inside a sentence; empty for none."""
    shown = [mark_external(context, str(each.html())) for each in contact_values(context, names)]
    return Markup(context.locale.items(shown))


def _resolve(context: PageContext, name: str, _: Location | None) -> ContactValue | None:
    contact = context.site.project.contacts.get(name)
    if contact is None:
        return None
    return ContactValue(context=context, contact=contact, channel=first_channel(contact))


CONTACT = Namespace(
    name="contact",
    resolve=_resolve,
    names=lambda context: tuple(context.site.project.contacts),
    filters=ContactValue.filters,
)
