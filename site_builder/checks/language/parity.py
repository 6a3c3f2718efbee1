"""A translation says what its original says: every number, date, link and list.

Each difference is placed in the translation, with the original's line beside it. In a section
whose original has changed, what the translation lacks is covered by the reader's notice; what it
contradicts is an error. Wording is never compared.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Any

from site_builder.checks.language.parity_facts import Fact, FactKind, section_facts
from site_builder.checks.numbers.recognisers import recognisers
from site_builder.diagnostics import Diagnostic, Location, Severity, problem, severity_of
from site_builder.model import Lexicon, Section
from site_builder.pages.page import Page
from site_builder.pages.translations import State, sections_alone
from site_builder.views.context import SiteContext

_LACKING_IN_STALE, _LOST = "LNG022", "LNG030"
_WITH_MARKS = re.compile(r"[0-9]+(?:[.,][0-9]+)+")
_MARK = re.compile("[.,]")
_NAMED = 5
"""So many are named of what a section lacks."""
_MANY = 3
"""So many things that a section of the original lacks went with the passage that held them."""
_BUILT = frozenset(
    {FactKind.IMAGE, FactKind.HEADING, FactKind.LIST, FactKind.TABLE, FactKind.CALLOUT}
)
"""How a section is built: another shape contradicts nothing that the original says."""


def check_parity(site: SiteContext, page: Page) -> Iterator[Diagnostic]:
    """Compare a translation with its original, section by section."""
    original = site.plan.original(page)
    if original is not None:
        states = site.plan.states_of(page)
        stale = {name for name, found in states.items() if found.state is State.STALE}
        yield from _compare_pages(site, original, page, stale)


def _compare_pages(
    site: SiteContext,
    original: Page,
    page: Page,
    stale: set[str],
) -> Iterator[Diagnostic]:
    readers = recognisers(site)
    own, other = readers.get(original.lang), readers.get(page.lang)
    if own is None or other is None:  # what is read in one language alone cannot be compared
        own = other = None
    theirs = {section.id: section for section in page.sections}
    lexicons = [site.project.catalogs[lang].lexicon for lang in (original.lang, page.lang)]
    apart = _sections_apart(original, page)
    for above, (lacking, _) in apart.items():
        yield from (_lacking(section, theirs[above], stale) for section in lacking)
    # Such a section may hold the text of one below that has lost its heading.
    merged = {
        above
        for above, (lacking, added) in apart.items()
        if added or {section.id for section in lacking} - stale
    }
    for section in original.sections:
        name = section.id
        if name in theirs and name not in merged:
            facts = section_facts(site, original, section, own)
            translated = section_facts(site, page, theirs[name], other)
            places = (section.location, theirs[name].location)
            found = _compare(facts, translated, places, lexicons, is_stale=name in stale)
            moved = _moved(original, page, section)
            if moved is None:
                yield from found
            elif any(each.is_error for each in found):
                # With a heading that belongs to another section all of it differs.
                yield moved
                return


def _lacking(section: Section, above: Section, stale: set[str]) -> Diagnostic:
    """Say below which section of the translation one is missing."""
    return problem(
        _LACKING_IN_STALE if section.id in stale else FactKind.HEADING.value,
        above.location,
        related=[section.location],
        original=section.heading.value,
        marker=f"{{#{section.id}}}",
    )


def _moved(original: Page, page: Page, section: Section) -> Diagnostic | None:
    """Return what is wrong with a section that comes before or after others than its original."""
    names = [each.id for each in page.sections]
    shared = [each for each in original.sections if each.id in names]
    order = [each for each in page.sections if each.id in {other.id for other in shared}]
    if len(order) != len(shared):  # a marker that stands twice is told by itself
        return None
    here = order[shared.index(section)]
    if here.id == section.id:
        return None
    return problem(
        FactKind.HEADING.value,
        here.location,
        related=[section.location],
        original=f"{section.heading.value} {{#{section.id}}}",
        written=f"{here.heading.value} {{#{here.id}}}",
    )


def _sections_apart(
    original: Page, page: Page
) -> Mapping[str, tuple[tuple[Section, ...], tuple[Section, ...]]]:
    """Return what only the original has and what only the translation, by the section above.

    As many on both sides stand for each other, and only their ids differ.
    """
    lacking = sections_alone(original.sections, page.sections)
    added = sections_alone(page.sections, original.sections)
    apart = {
        above: (lacking.get(above, ()), added.get(above, ())) for above in {**lacking, **added}
    }
    return {above: pair for above, pair in apart.items() if len(pair[0]) != len(pair[1])}


def _compare(
    ours: Iterable[Fact],
    theirs: Iterable[Fact],
    places: tuple[Location, Location],
    lexicons: Sequence[Lexicon | None],
    *,
    is_stale: bool,
) -> Iterator[Diagnostic]:
    """Pair what only the original has with what only the translation has, kind by kind."""
    ours, theirs = tuple(ours), tuple(theirs)
    lacking = {k: _without(_of_kind(ours, k), _of_kind(theirs, k)) for k in FactKind}
    added = {k: _without(_of_kind(theirs, k), _of_kind(ours, k)) for k in FactKind}
    _pair_typed(lacking, added)
    _pair_typed(added, lacking)
    pairs = [
        (kind, original, written)
        for kind in FactKind
        for original, written in zip_longest(lacking[kind], added[kind])
    ]
    behind = [
        original
        for kind, original, written in pairs
        if is_stale and original and (written is None or kind in _BUILT)
    ]
    alone = [(kind, written) for kind, original, written in pairs if written and not original]
    is_passage = sum(severity_of(kind.value) is Severity.ERROR for kind, _ in alone) >= _MANY
    beyond = [written for _, written in alone] if is_passage else []
    for kind, original, written in pairs:
        if original not in behind and written not in beyond:
            yield problem(
                kind.value,
                written.location if written else places[1],
                related=[original.location if original else places[0]],
                original=original.written if original else "",
                written=written.written if written else "",
                **_details("original", original),
                **_details("written", written),
                **(_meant(original, written, *lexicons) if original and written else {}),
            )
    yield from _behind(sorted(behind, key=lambda fact: fact.location.line), places[1])
    if beyond:
        first, *others = sorted(beyond, key=lambda fact: fact.location)
        several = ", ".join(f"“{fact.written}”" for fact in (first, *others)[:_NAMED])
        place, count = first.location, len(beyond)
        yield problem(_LOST, place, related=[places[0]], several=several, count=count)


def _meant(
    original: Fact, written: Fact, ours: Lexicon | None, theirs: Lexicon | None
) -> Mapping[str, str]:
    """Return how the original's number is written here, if only the marks in it are wrong."""
    numbers = [_WITH_MARKS.search(fact.written) for fact in (original, written)]
    first, second = (number[0] if number else "" for number in numbers)
    if not (ours and theirs and first and _MARK.sub("", first) == _MARK.sub("", second)):
        return {}
    marks = str.maketrans({ours.group: theirs.group, ours.decimal: theirs.decimal})
    return {"meant": first.translate(marks), "group": theirs.group, "decimal": theirs.decimal}


def _behind(facts: Sequence[Fact], place: Location) -> Iterator[Diagnostic]:
    """Say once of a section that is behind what it lacks: all of it is mended together."""
    if facts:
        several = ", ".join(f"“{fact.written}”" for fact in facts[:_NAMED])
        yield problem(
            _LACKING_IN_STALE,
            place,
            related={fact.location.line: fact.location for fact in facts}.values(),
            original=facts[0].written,
            **_details("original", facts[0]),
            **({"several": several, "count": str(len(facts))} if len(facts) > 1 else {}),
        )


def _pair_typed(
    facts: Mapping[FactKind, list[Fact]], others: Mapping[FactKind, list[Fact]]
) -> None:
    """Hold figures that have no counterpart against numbers that were typed in their place."""
    typed = [facts[FactKind.MONEY], facts[FactKind.NUMBER]]
    while len(facts[FactKind.FIGURE]) < len(others[FactKind.FIGURE]) and any(typed):
        facts[FactKind.FIGURE].append(next(filter(None, typed)).pop(0))


def _details(side: str, fact: Fact | None) -> dict[str, Any]:
    """Return what a message says of a list or a table on one side."""
    return {f"{side}_{name}": value for name, value in fact.details.items()} if fact else {}


def _of_kind(facts: tuple[Fact, ...], kind: FactKind) -> list[Fact]:
    return [fact for fact in facts if fact.kind is kind]


def _without(facts: list[Fact], others: list[Fact]) -> list[Fact]:
    """Return the facts that others lack, each as often as it is lacking."""
    left = Counter(fact.normal for fact in others)
    lacking = []
    for fact in facts:
        if left[fact.normal]:
            left[fact.normal] -= 1
        else:
            lacking.append(fact)
    return lacking
