"""No published count points at a person, and none that is withheld can be worked out.

No message repeats a count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache

from site_builder.checks.data.data_input import DataInput
from site_builder.diagnostics import Diagnostic, problem
from site_builder.figures.cells import Breakdown
from site_builder.figures.coverage import cell_name
from site_builder.figures.disclosure.audit import Disclosure, find_disclosures
from site_builder.figures.disclosure.elsewhere import find_totals_elsewhere
from site_builder.figures.disclosure.suppression import is_small
from site_builder.figures.observations import Counts
from site_builder.model import Observation, Project, Status

_WORD = re.compile(r"\w+")


def check_disclosure(data: DataInput) -> Iterator[Diagnostic]:
    """Report every row that says, or helps to say, how few people are counted."""
    project = data.project
    small = tuple(_small(project))
    if small:
        yield from small  # import withholds them, with all that would give them away
        return
    yield from _told(project)
    yield from _stated(data.counts)
    yield from _told_elsewhere(project)
    threshold = project.settings.suppression_threshold
    disclosed = find_disclosures(project.observations, threshold, project.areas)
    if disclosed:
        rows: dict[tuple[Breakdown | None, date], list[Observation]] = {}
        for row in project.observations:
            rows.setdefault((row.cell, row.as_of), []).append(row)
        yield from (_disclosed(rows, found) for found in disclosed)


def _small(project: Project) -> Iterator[Diagnostic]:
    threshold = project.settings.suppression_threshold
    for row in project.observations:
        if is_small(row.participants, threshold):
            yield problem("PRV006", row.location, threshold=threshold)
    for indicator in project.indicators:
        if indicator.unit == "people" and is_small(indicator.value, threshold):
            hidden = Status.SUPPRESSED
            yield problem("PRV006", indicator.location, threshold=threshold, status=hidden)


def _told(project: Project) -> Iterator[Diagnostic]:
    """Report words beside a withheld count that hold a number, which may be the count.

    Who said it and when may have a date; people are not counted there.
    """
    lexicons = [catalog.lexicon for catalog in project.catalogs.values() if catalog.lexicon]
    numbers = {word for lexicon in lexicons for word in lexicon.numbers.values}
    people = {word for lexicon in lexicons for word in lexicon.people}

    @cache
    def tells(written: str, *, is_note: bool) -> bool:
        words = _WORD.findall(written.casefold())
        has_number = any(word[0].isdigit() or word in numbers for word in words)
        return has_number and (is_note or not people.isdisjoint(words))

    for row in project.observations:
        if row.status is Status.SUPPRESSED:
            texts = {"note": row.note, "stated_by": row.stated_by, "occasion": row.occasion}
            for column, text in texts.items():
                written = " ".join(part.value for part in text) if text else ""
                if written and tells(written, is_note=column == "note"):
                    yield problem("PRV009", row.place(column))


def _stated(counts: Counts) -> Iterator[Diagnostic]:
    """Report a number beside a row of the same count and date that withholds it."""
    for cell, day, rows in counts.several():
        hidden = [row.location for row in rows if row.status is Status.SUPPRESSED]
        for row in rows if hidden else ():
            if row.participants is not None:
                related, name = hidden[-1:], cell_name(cell)
                yield problem("PRV008", row.location, related=related, name=name, date=day)


def _told_elsewhere(project: Project) -> Iterator[Diagnostic]:
    """Report a total at another place that leaves too few for the parts that are withheld."""
    for found in find_totals_elsewhere(
        project.observations,
        project.indicators,
        project.settings.suppression_threshold,
        project.areas,
    ):
        hidden = (found.hidden, found.as_of)
        related = [row.location for row in project.observations if (row.cell, row.as_of) == hidden]
        yield problem(
            "PRV015",
            found.row.location,
            related=related,
            name=cell_name(found.hidden),
            date=found.as_of,
            whole=cell_name(found.whole),
        )


def _disclosed(
    rows: Mapping[tuple[Breakdown | None, date], Sequence[Observation]], found: Disclosure
) -> Diagnostic:
    own = rows[found.cell, found.as_of][0]
    wholes = [row for row in rows.get((found.whole, found.as_of), ()) if row is not own]
    return problem(
        "PRV007",
        own.location,
        related=[row.location for row in wholes],
        name=cell_name(found.cell),
        date=found.as_of,
        whole="" if found.whole is None else cell_name(found.whole),
    )
