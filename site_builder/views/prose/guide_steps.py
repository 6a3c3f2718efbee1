"""The facts of a guide's step: who, what to bring, until when, whom to ask, from where, how sure.

A fact that no source gives is shown as not found.
"""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from site_builder.model import ClaimStep, Evidence, Localized
from site_builder.views.context import PageContext
from site_builder.views.inserts.figure import law_text, source_link
from site_builder.views.inserts.inline import localized_markup, resolve
from site_builder.views.inserts.marks import mark_external
from site_builder.views.model import FactView

_NOTHING = Markup("")


def step_facts(context: PageContext, section_id: str) -> tuple[FactView, ...]:
    """Return the facts of a section in the order in which they are needed; none for no step."""
    guide = context.site.project.claims.guides.get(context.page.key)
    step = guide.steps.get(section_id) if guide else None
    return () if step is None else tuple(_facts(context, step))


def _facts(context: PageContext, step: ClaimStep) -> Iterator[FactView]:
    yield _fact(context, step, "who", _one(step.who))
    papers = context.site.project.claims.papers
    yield _fact(context, step, "bring", None if step.bring is None else papers(step.bring))
    yield _fact(context, step, "deadline", _one(step.deadline))
    yield _row(context, "contacts", tuple(_contact(context, name) for name in step.contacts))
    yield _row(context, "sources", (_basis(context, step),))
    certainty = Markup(context.word(f"confidence.{step.confidence}"))
    yield _row(context, "certainty", (_with_note(context, certainty, step.note),))


def _one(text: Localized | None) -> tuple[Localized, ...] | None:
    return None if text is None else (text,)


def _fact(
    context: PageContext, step: ClaimStep, kind: str, texts: tuple[Localized, ...] | None
) -> FactView:
    if texts is None:
        return _row(context, kind, (Markup(context.word("step.not_found")),))
    items = tuple(localized_markup(context, text) for text in texts)
    own = step.certainty.get(kind)
    return _row(context, kind, items, _evidence(context, own) if own else _NOTHING)


def _row(
    context: PageContext, kind: str, items: tuple[Markup, ...], certainty: Markup = _NOTHING
) -> FactView:
    label = context.word(f"step.{kind}")
    return FactView(kind=kind, label=label, items=items, certainty=certainty)


def _evidence(context: PageContext, own: Evidence) -> Markup:
    """Say how sure a single fact is, and from where it comes."""
    words = Markup(context.word(f"confidence.{own.confidence}"))
    if own.sources:
        words = Markup("{}: {}").format(words, _links(context, own.sources))
    return _with_note(context, words, own.note)


def _with_note(context: PageContext, words: Markup, note: Localized | None) -> Markup:
    return (
        words if note is None else Markup("{}. {}").format(words, localized_markup(context, note))
    )


def _basis(context: PageContext, step: ClaimStep) -> Markup:
    """Name the rules, then the sources in which they and the rest were read."""
    rules = [law_text(context, law) for law in step.legal]
    return Markup("; ").join([*rules, _links(context, step.sources)])


def _links(context: PageContext, names: tuple[str, ...]) -> Markup:
    return Markup(", ").join(source_link(context, name) for name in names)


def _contact(context: PageContext, name: str) -> Markup:
    """Show a contact as in running text; an unknown one is reported where it is named."""
    if name not in context.site.project.contacts:
        return Markup(name)
    return mark_external(context, str(resolve(context, f"contact.{name}").html()))
