"""What an import would do to `coverage.csv`: rows added, superseded, withheld, unchanged.

Nothing is ever overwritten, and a count that could point at a person is withheld, with all that it
could be computed from.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from site_builder.diagnostics import Diagnostic, problem
from site_builder.figures.disclosure.suppression import is_small, suppress
from site_builder.importer.sheet.entries import ImportEntry
from site_builder.model import Confidence, Observation, Project, Status, Table

_EMPTIED = dict.fromkeys(("participants", "quote", "note"), "")
"""The cells of a row that is withheld."""


class Action(StrEnum):
    """What happens with an entry, as `messages/` names it."""

    ADDED = "added"
    SUPERSEDES = "supersedes"
    UNCHANGED = "unchanged"
    OLDER = "older"
    """The sheet repeats a value that has been corrected since; it stays corrected."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    entry: ImportEntry
    action: Action
    replaced: tuple[Observation, ...] = ()
    before: Observation | None = None
    """The newest public count of the same on an earlier day."""
    is_withheld: bool = False

    @property
    def row(self) -> Mapping[str, str]:
        """The row to add, as text by column; of a withheld count it says nothing but that."""
        entry = self.entry
        row = {
            **entry.cell,
            "as_of": (entry.as_of or date.min).isoformat(),
            "source": ";".join(entry.sources),
            "released": entry.released.isoformat() if entry.released else "",
        }
        if self.is_withheld:
            return row | {"status": Status.SUPPRESSED}
        number = "" if entry.participants is None else str(entry.participants)
        said = {
            "quote": entry.quote,
            "note": entry.note,
            "stated_by": entry.stated_by,
            "occasion": entry.occasion,
        }
        return row | said | {"status": entry.status, "participants": number}


@dataclass(frozen=True, kw_only=True, slots=True)
class ImportPlan:
    steps: tuple[Step, ...]
    changes: Mapping[int, Mapping[str, str]] = field(default_factory=dict)
    """Line of `coverage.csv` to the cells that change."""
    problems: tuple[Diagnostic, ...] = ()
    """What only a person can decide."""

    @property
    def added(self) -> tuple[Step, ...]:
        """Return the steps that add a row, in the order of the rows."""
        wanted = {Action.ADDED, Action.SUPERSEDES}
        return tuple(step for step in self.steps if step.action in wanted)

    @property
    def noted(self) -> tuple[Step, ...]:
        """Return the steps whose note becomes public."""
        return tuple(step for step in self.added if step.row.get("note"))

    @property
    def hidden_lines(self) -> tuple[int, ...]:
        """Return the lines whose published number is withheld, to protect a small one."""
        hidden = Status.SUPPRESSED
        return tuple(line for line, cells in self.changes.items() if cells["status"] == hidden)

    @property
    def rows(self) -> tuple[Mapping[str, str], ...]:
        return tuple(step.row for step in self.added)


def plan_import(entries: Sequence[ImportEntry], project: Project) -> ImportPlan:
    """Compare the entries of a sheet with the rows that are there."""
    rows: dict[object, list[Observation]] = {}
    for row in project.observations:
        rows.setdefault((row.as_of, row.cell), []).append(row)
    threshold = project.settings.suppression_threshold
    decided = [
        _decide(entry, rows.get((entry.as_of, entry.key), []), threshold) for entry in entries
    ]
    problems = [*_rivals(entries), *(each for each in decided if isinstance(each, Diagnostic))]
    steps = [
        replace(each, before=_newest_before(each.entry, project.observations))
        for each in decided
        if isinstance(each, Step)
    ]
    plan = ImportPlan(steps=tuple(_with_releases(steps, rows)), problems=tuple(problems))
    return _withhold(plan, project) if plan.added else plan


def _newest_before(entry: ImportEntry, rows: Iterable[Observation]) -> Observation | None:
    return max(
        (
            row
            for row in rows
            if row.cell == entry.key
            and row.participants is not None
            and (row.status is Status.PUBLISHED or row.quote)
            and (entry.as_of is None or row.as_of < entry.as_of)
        ),
        key=lambda row: row.as_of,
        default=None,
    )


def _with_releases(
    steps: Sequence[Step], rows: Mapping[object, Sequence[Observation]]
) -> Iterator[Step]:
    """Return withheld counts a row of the new release where others of their date are corrected.

    Else the sums of that release would seem to be made of the old values.
    """
    corrected = {step.entry.as_of for step in steps if step.action is Action.SUPERSEDES}
    for step in steps:
        released = step.entry.released
        before = rows.get((step.entry.as_of, step.entry.key), ())
        is_newer = released is not None and all(
            row.released is None or row.released < released for row in before
        )
        if step.is_withheld and is_newer and step.entry.as_of in corrected:
            yield replace(step, action=Action.ADDED)
        else:
            yield step


def _rivals(entries: Sequence[ImportEntry]) -> Iterator[Diagnostic]:
    """Report two counts of a sheet that speak of the same thing."""
    seen: dict[object, ImportEntry] = {}
    for entry in entries:
        key = (entry.as_of, entry.key, entry.status)
        first = seen.setdefault(key, entry)
        is_copy = (first.sources, first.released) == (entry.sources, entry.released)
        is_rival = entry.status is Status.PUBLISHED and first.participants != entry.participants
        if first is not entry and (is_copy or is_rival):
            yield problem("IMP023", entry.place, related=[first.place], other=first.place.cell)


def unsaid(plan: ImportPlan, project: Project) -> Iterator[Diagnostic]:
    """Warn once each of new counts that nobody is named for, and of a source that may be own."""
    shown = [step.entry for step in plan.added if not step.is_withheld]
    foreign = [
        (entry, [project.sources[name] for name in entry.sources if name in project.sources])
        for entry in shown
    ]
    foreign = [(entry, sources) for entry, sources in foreign if not all(s.is_own for s in sources)]
    nameless = [entry for entry, _ in foreign if not entry.stated_by]
    if nameless:
        yield problem("IMP034", nameless[0].place, count=len(nameless))
    for entry, sources in foreign:
        for source in sources:
            if source.kind is Confidence.OFFICIAL_PRIMARY and not source.is_own:
                place = entry.places.get("source", entry.place)
                yield problem("IMP035", place, source=source.id)
                return


def _decide(entry: ImportEntry, rows: Sequence[Observation], threshold: int) -> Step | Diagnostic:
    """Decide about one entry by the rows for the same count and date."""
    if any(row.status is Status.SUPPRESSED for row in rows):
        # Once withheld, always withheld: whoever kept the older file must not learn the number.
        return Step(entry=entry, action=Action.UNCHANGED, is_withheld=True)
    same = [row for row in rows if row.participants == entry.participants]
    if any(row.status is entry.status for row in same):
        return Step(entry=entry, action=Action.UNCHANGED)
    if entry.status in {Status.DISPUTED, Status.SUPERSEDED}:
        return Step(entry=entry, action=Action.ADDED)
    key = (entry.sources, entry.released)
    if any(row.status is Status.SUPERSEDED and (row.sources, row.released) == key for row in same):
        return Step(entry=entry, action=Action.OLDER)
    disputed = [row for row in rows if row.status is Status.DISPUTED]
    if any(row in same for row in disputed):
        return Step(entry=entry, action=Action.UNCHANGED)
    if any(set(row.sources).isdisjoint(entry.sources) for row in disputed):
        return problem("IMP026", entry.place, related=[row.location for row in disputed])
    current = [row for row in rows if row.status in {Status.PUBLISHED, Status.DISPUTED}]
    if not current:
        return Step(entry=entry, action=Action.ADDED)
    return _supersede(entry, current, threshold)


def _supersede(
    entry: ImportEntry, current: Sequence[Observation], threshold: int
) -> Step | Diagnostic:
    """Let an entry take the place of rows that said something else, if it says when."""
    related = [row.location for row in current]
    released = [row.released for row in current if row.released is not None]
    if entry.status is Status.NOT_PUBLISHED:
        return problem("IMP026", entry.place, related=related)
    if entry.released is None:
        is_hidden = is_small(entry.participants, threshold)
        value = f"<{threshold}" if is_hidden else entry.participants
        before = current[-1].participants
        newest = max(released, default=entry.as_of)
        return problem(
            "IMP024", entry.place, related=related, before=before, value=value, newest=newest
        )
    if released and entry.released <= max(released):
        place = entry.places.get("released", entry.place)
        newest = max(released)
        return problem("IMP025", place, related=related, value=entry.released, before=newest)
    return Step(entry=entry, action=Action.SUPERSEDES, replaced=tuple(current))


def _withhold(plan: ImportPlan, project: Project) -> ImportPlan:
    """Withhold small counts and what gives them away, among the new rows and the old ones."""
    superseded = {row.line for step in plan.steps for row in step.replaced}
    before = [
        replace(row, status=Status.SUPERSEDED) if row.line in superseded else row
        for row in project.observations
    ]
    added = [_observation(step.entry) for step in plan.added]
    threshold = project.settings.suppression_threshold
    renewed = {(row.cell, row.as_of) for row in added}
    public = {
        (row.cell, row.as_of)
        for row in project.observations
        if row.participants is not None and (row.cell, row.as_of) not in renewed
    }
    dates = {row.as_of for row in added}
    after = suppress([*before, *added], threshold, project.areas, public=public, dates=dates)
    steps = zip(plan.added, after[len(before) :], strict=True)
    withheld = {step.entry.place for step, row in steps if row.status is Status.SUPPRESSED}
    changes = {
        old.line: {"status": row.status, **(_EMPTIED if row.status is Status.SUPPRESSED else {})}
        for row, old in zip(after, project.observations, strict=False)
        if row.status is not old.status
    }
    return replace(
        plan,
        steps=tuple(
            replace(step, is_withheld=step.is_withheld or step.entry.place in withheld)
            for step in plan.steps
        ),
        changes=changes,
    )


def _observation(entry: ImportEntry) -> Observation:
    """Return the count that an entry adds; it stands in no file yet."""
    funding, area, occupation = entry.key
    return Observation(
        as_of=entry.as_of or date.min,
        funding=funding,
        area=area,
        occupation=occupation,
        participants=entry.participants,
        status=entry.status,
        sources=entry.sources,
        released=entry.released,
        quote=False,
        note=None,
        line=0,
        table=Table(path=""),
    )
