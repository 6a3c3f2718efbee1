"""What a page's claims rest on: the folded part at its end, made from data.

For each figure and each step from where it comes and how sure it is, where sources differ, what
nobody published and whom to ask, the law, and the sources. A section that was written for it comes
first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple, TypeAlias

from markupsafe import Markup, escape

from site_builder.model import (
    ClaimStep,
    Confidence,
    Contact,
    Evidence,
    Figure,
    FigureUse,
    LegalReference,
    Localized,
)
from site_builder.pages.page import PROOF
from site_builder.text.inserts import find_inserts
from site_builder.views.context import PageContext
from site_builder.views.inserts.contact import asked
from site_builder.views.inserts.figure import ABSENT, law_text
from site_builder.views.inserts.inline import localized_markup, word_markup
from site_builder.views.labels import label_of
from site_builder.views.model import BasisView, KindView, Link, ProofView
from site_builder.views.prose.markdown import render_inline, render_prose
from site_builder.views.records import channel_label, conflict_lines, source_views

_CONTACT = "contact."
_FEW_SOURCES = 6
"""So many are listed in full."""


class _Absence(NamedTuple):
    """What nobody published, and the ids of the contacts to ask."""

    text: Markup
    ask: tuple[str, ...] = ()


_Finding: TypeAlias = BasisView | Markup | _Absence
"""What a claim rests on; where sources disagree, in words; or what nobody published."""


def proof_view(
    context: PageContext,
    figures: Sequence[FigureUse],
    data: KindView,
    added: Iterable[BasisView] = (),
) -> ProofView | None:
    """Return what a page rests on; None for a page that claims nothing."""
    page, found = context.page, [*_absences(context)]
    if not page.kind.shows_sources:
        found += _of_card(context)
        found += _of_steps(context)
        found += _of_figures(context, figures)
        found += _of_contacts(context, data.contact_ids)
    claims = [each for each in found if isinstance(each, BasisView)]
    absences = [each for each in found if isinstance(each, _Absence)]
    bases = (*data.bases, *added, *_joined(claims))
    cited = (link.text for basis in bases for link in basis.sources)
    names = (*page.shared.sources, *cited, *_quoted(context), *_unrecorded(context, figures))
    sources = source_views(context, tuple(dict.fromkeys(names)))
    if not (sources or bases or absences):
        return None
    return ProofView(
        text=_text(context.of_content()),
        bases=bases,
        differences=tuple(dict.fromkeys(each for each in found if isinstance(each, Markup))),
        unknown=tuple(dict.fromkeys(each.text for each in absences)),
        ask=_ask(context, absences),
        legal=page.shared.legal,
        sources=sources,
        has_few_sources=len(sources) <= _FEW_SOURCES,
    )


def basis_view(
    context: PageContext,
    subject: Markup,
    sources: tuple[str, ...],
    certainty: str,
    *,
    laws: Iterable[LegalReference] = (),
    note: Localized | None = None,
) -> BasisView:
    """Return what a single claim rests on."""
    return BasisView(
        subjects=(subject,),
        laws=tuple(law_text(context, law) for law in laws),
        sources=tuple(Link(text=name, href=context.source_href(name)) for name in sources),
        certainty=certainty,
        note=localized_markup(context, note),
    )


def _text(context: PageContext) -> Markup:
    """Return what somebody wrote for this part."""
    for section in context.page.shown_sections:
        if section.id == PROOF:
            return render_prose(context, section.body, section.id)
    return Markup("")


def _quoted(context: PageContext) -> Iterator[str]:
    """Yield the ids of the sources whose words the page's text repeats."""
    for section in context.page.sections:
        for block in context.site.blocks(section.body.value) if "[!" in section.body.value else ():
            if block.quote is not None and block.is_quoted:
                yield block.quote.source


def _stated_sources(context: PageContext, uses: Iterable[FigureUse]) -> Iterator[str]:
    for use in uses:
        newest = context.site.registry.figures[use.name]
        yield from (newest.at(use.as_of) or newest).sources


def named_sources(
    context: PageContext, proof: ProofView | None, uses: Iterable[FigureUse]
) -> frozenset[str]:
    """Return the ids of the sources that a page lists, and of those of its figures."""
    listed = (source.id for source in proof.sources) if proof else ()
    return frozenset((*listed, *_stated_sources(context, uses)))


def _unrecorded(context: PageContext, uses: Iterable[FigureUse]) -> Iterator[str]:
    """Yield the sources of a page's figures, unless the page holds records, which name them."""
    page = context.page
    if page.shared.sources and not page.holds:
        yield from _stated_sources(context, uses)


def _joined(claims: Iterable[BasisView]) -> Iterator[BasisView]:
    """Yield one row for all claims with the same laws, sources, certainty and note."""
    rows: dict[BasisView, dict[Markup, None]] = {}
    for claim in claims:
        rows.setdefault(replace(claim, subjects=()), {}).update(dict.fromkeys(claim.subjects))
    for basis, subjects in rows.items():
        yield replace(basis, subjects=tuple(subjects))


def _absences(context: PageContext) -> Iterator[_Finding]:
    """Yield what the page itself says was not found, as far as data has not ended it."""
    claims = context.site.project.unknown
    for name in context.page.shared.unknown:
        if name in claims and name not in context.site.registry.ended:
            what = _capitalised(localized_markup(context, claims[name].what))
            note = localized_markup(context, claims[name].note)
            text = Markup("{}. {}").format(what, note) if note else what
            yield _Absence(text, claims[name].ask)


def _capitalised(markup: Markup) -> Markup:
    """Begin a line of a list as a sentence begins; what begins with a tag stays as it is."""
    return Markup(markup[:1].upper()) + markup[1:]


def _of_card(context: PageContext) -> Iterator[_Finding]:
    """Yield the answer card of the page, as sure as what is least sure on it."""
    card = context.site.project.answers.get(context.page.shared.answer)
    if card is not None:
        figures = (context.site.registry.figures.get(amount.figure) for amount in card.amounts)
        grades = (card.confidence, *(figure.confidence for figure in figures if figure))
        certainty = _certainty(context, max(grades, key=tuple(Confidence).index))
        situation = localized_markup(context, card.situation)
        yield basis_view(context, situation, card.sources, certainty)


def _of_steps(context: PageContext) -> Iterator[_Finding]:
    """Yield the steps of a guide, and those of their facts that are surer or less sure."""
    content = context.of_content()
    steps = context.site.project.claims.steps_of(context.page.key)
    for section in content.page.shown_sections:
        if section.id in steps:
            step = steps[section.id]
            heading = render_inline(content, section.heading)
            title = context.link(f"#{section.id}", heading)
            yield _claim(context, title, step, step.legal)
            yield from _of_facts(context, title, step)


def _of_facts(context: PageContext, title: Markup, step: ClaimStep) -> Iterator[_Finding]:
    for kind, fact in (("who", step.who), ("bring", step.bring), ("deadline", step.deadline)):
        name = Markup("{}: {}").format(title, context.word(f"step.{kind}"))
        own = step.certainty.get(kind)
        if fact is None:
            yield _Absence(name, step.contacts)
        if own is not None:
            yield _claim(context, name, own)


def _of_figures(context: PageContext, uses: Iterable[FigureUse]) -> Iterator[_Finding]:
    """Yield each figure of the page at its date; a condition counts as its benefit's."""
    registry = context.site.registry
    for use in uses:
        newest = registry.figures[use.name]
        figure = newest.at(use.as_of) or newest
        benefit = context.site.project.benefit_of(use.name)
        whole = registry.figures[benefit.figure_name] if benefit else newest
        if figure.status in ABSENT:
            yield _Absence(_subject(context, figure))
        else:
            claimed = whole if benefit and figure.sources == benefit.sources else figure
            laws = benefit.legal if benefit else ()
            yield _claim(context, _subject(context, claimed), claimed, laws)
        yield from _differences(context, figure)
        if whole.name != figure.name:
            yield from _differences(context, whole)


def _claim(
    context: PageContext,
    subject: Markup,
    known: Figure | ClaimStep | Evidence | Contact,
    laws: Iterable[LegalReference] = (),
) -> BasisView:
    certainty = _certainty(context, known.confidence)
    return basis_view(context, subject, known.sources, certainty, laws=laws, note=known.note)


def _certainty(context: PageContext, confidence: Confidence) -> str:
    return context.word(f"confidence.{confidence}")


def _subject(context: PageContext, figure: Figure) -> Markup:
    """Name a figure with its date, and link its full record."""
    name = context.link(context.record_href(figure), label_of(context, figure))
    if not figure.as_of:
        return name
    return word_markup(context, "table.dated", value=name, date=context.locale.date(figure.as_of))


def _differences(context: PageContext, figure: Figure) -> Iterator[Markup]:
    label = label_of(context, figure)
    for line in conflict_lines(context, figure):
        yield Markup("{}: {}").format(label, line)


def _of_contacts(context: PageContext, shown: Iterable[str]) -> Iterator[_Finding]:
    """Yield the contacts with a card here, and what is not known of any that the page names."""
    contacts = context.site.project.contacts
    cards = [contacts[name] for name in shown if name in contacts]
    for contact in cards:
        yield _claim(context, escape(contact.name[context.lang]), contact)
        yield from _channel_claims(context, contact)
    named = (contacts[name] for name in _named_contacts(context) if name in contacts)
    for contact in {each.id: each for each in (*cards, *named)}.values():
        for text in contact.unknown:
            said = localized_markup(context, text)
            yield _Absence(Markup("{}: {}").format(contact.name[context.lang], said))


def _channel_claims(context: PageContext, contact: Contact) -> Iterator[BasisView]:
    """Yield the ways to reach a contact of which there is something to say."""
    for channel in contact.channels:
        if channel.note is not None:
            name, label = contact.name[context.lang], channel_label(context, channel)
            subject = Markup("{}: {}").format(name, label)
            certainty = _certainty(context, contact.confidence)
            yield basis_view(context, subject, channel.sources, certainty, note=channel.note)


def _named_contacts(context: PageContext) -> Iterator[str]:
    """Yield the ids of the contacts in the page's own text, its steps and its answer card."""
    for section in context.page.shown_sections:
        for insert in find_inserts(section.body.value):
            if insert.name.startswith(_CONTACT):
                yield insert.name.removeprefix(_CONTACT)
    project = context.site.project
    for step in project.claims.steps_of(context.page.key).values():
        yield from step.contacts
    card = project.answers.get(context.page.shared.answer)
    for call in card.calls if card else ():
        yield call.contact


def _ask(context: PageContext, absences: Sequence[_Absence]) -> Markup:
    """Say whom to ask of what is not known: those whom it names, else the site's first contact."""
    if not absences:
        return Markup("")
    names = dict.fromkeys(name for each in absences for name in each.ask)
    listed = asked(context, names or context.site.project.settings.contacts[:1])
    return word_markup(context, "proof.ask", contacts=listed) if listed else Markup("")
