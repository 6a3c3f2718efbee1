"""The facts of a guide's step: who, what to bring, until when, whom to ask.

A fact that no source gives has no row here; the end of the page says that it was not found, and
from where all others come.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from markupsafe import Markup

from site_builder.model import ClaimStep, Localized
from site_builder.views.context import PageContext
from site_builder.views.inserts.contact import contact_values
from site_builder.views.inserts.inline import localized_markup
from site_builder.views.inserts.marks import mark_external
from site_builder.views.model import FactView


def step_facts(context: PageContext, section_id: str) -> tuple[FactView, ...]:
    """Return the facts of a section in the order in which they are needed; none for no step."""
    step = context.site.project.claims.steps_of(context.page.key).get(section_id)
    return () if step is None else tuple(_facts(context, step))


def _facts(context: PageContext, step: ClaimStep) -> Iterator[FactView]:
    texts = (
        ("who", _one(step.who)),
        ("bring", context.site.project.claims.papers(step.bring or ())),
        ("deadline", _one(step.deadline)),
    )
    for kind, known in texts:
        if known:
            yield _row(context, kind, tuple(localized_markup(context, text) for text in known))
    contacts = contact_values(context, step.contacts)
    shown = (replace(contact, is_listed=True).html() for contact in contacts)
    yield _row(context, "contacts", tuple(mark_external(context, str(html)) for html in shown))


def _one(text: Localized | None) -> tuple[Localized, ...]:
    return () if text is None else (text,)


def _row(context: PageContext, kind: str, items: tuple[Markup, ...]) -> FactView:
    return FactView(kind=kind, label=context.word(f"step.{kind}"), items=items)
