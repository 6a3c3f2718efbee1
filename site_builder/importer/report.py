"""An import in words: what each column was taken for, which rows count, and what would change."""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.diagnostics import column_letters
from site_builder.importer.plan import Action, ImportPlan, Step
from site_builder.importer.prepare import ImportResult
from site_builder.importer.sheet.checks import ranges
from site_builder.importer.sheet.entries import ImportEntry
from site_builder.importer.sheet.headers import Column
from site_builder.importer.sheet.understanding import Understanding
from site_builder.importer.supplied import Supplied
from site_builder.messages.report import first_lines
from site_builder.messages.wording import Messages
from site_builder.read.coverage import COVERAGE_COLUMNS, COVERAGE_PATH


def describe_import(result: ImportResult, supplied: Supplied, messages: Messages) -> Iterator[str]:
    """Yield lines for a terminal; counts that are withheld are not among them."""
    if result.understanding is not None:
        yield from _describe_sheet(result.understanding, messages)
        yield from _describe_supplied(result.understanding, supplied, messages)
        yield from _describe_rows(result.understanding, messages)
    if result.plan is not None:
        yield from _describe_plan(result.plan, messages)


def _describe_sheet(understood: Understanding, messages: Messages) -> Iterator[str]:
    header = understood.header
    yield messages.say(
        "import.sheet" if header.sheet.name else "import.text",
        path=header.sheet.path,
        sheet=header.sheet.name,
        header=header.bottom + 1,
        rows=len(understood.rows.counted),
    )
    for column in header.columns:
        if column.field or column.text:
            yield messages.say(
                "import.column",
                column=column_letters(column.position),
                name=column.text,
                meaning=_meaning(column, messages),
            )


def _meaning(column: Column, messages: Messages) -> str:
    if column.field not in COVERAGE_COLUMNS:
        return messages.say(f"import.role.{column.field or 'unknown'}")
    parts = [messages.say(f"import.field.{column.field}")]
    parts += [name for _, name in column.fixed]
    if column.day is not None:
        parts.append(column.day.value.isoformat())
    if column.is_total:
        parts.append(messages.say("import.role.total"))
    return " · ".join(parts)


def _describe_supplied(
    understood: Understanding, supplied: Supplied, messages: Messages
) -> Iterator[str]:
    given = {
        "as_of": supplied.as_of.isoformat() if supplied.as_of else "",
        "status": supplied.status or "",
        "source": ";".join(supplied.sources),
        "released": supplied.released.isoformat() if supplied.released else "",
        "stated_by": supplied.stated_by,
        "occasion": supplied.occasion,
    }
    for name, value in given.items():
        if value:
            field = messages.say(f"import.field.{name}")
            yield messages.say("import.supplied", field=field, value=value)
    if not supplied.status and not understood.header.fields("status"):
        yield messages.say("import.default_status")


def _describe_rows(understood: Understanding, messages: Messages) -> Iterator[str]:
    for text, day in understood.months.items():
        yield messages.say("import.month", text=text, day=day.value.isoformat())
    skipped = understood.rows.skipped
    for reason in sorted(set(skipped.values())):
        numbers = ranges([row for row, why in skipped.items() if why is reason])
        because = messages.say(f"import.reason.{reason}")
        yield messages.say("import.skipped", rows=numbers, reason=because)
    for entry in understood.settled.sums:
        key = "import.checked" if entry.is_sum else "import.total"
        yield messages.say(key, cell=entry.place.cell, value=entry.participants)


def _describe_plan(plan: ImportPlan, messages: Messages) -> Iterator[str]:
    groups: dict[Action, list[Step]] = {action: [] for action in Action}
    for step in plan.steps:
        groups[step.action].append(step)
    yield ""
    yield messages.say(
        "import.changes",
        path=COVERAGE_PATH,
        added=len(groups[Action.ADDED]),
        superseded=len(groups[Action.SUPERSEDES]),
        unchanged=len(groups[Action.UNCHANGED]) + len(groups[Action.OLDER]),
    )
    for action in (Action.ADDED, Action.SUPERSEDES, Action.OLDER):
        steps = [_describe_step(step, messages) for step in groups[action]]
        yield from first_lines(steps, messages)
    notes = [_describe_note(step.entry, messages) for step in plan.noted]
    yield from first_lines(notes, messages)
    withheld = sum(step.is_withheld for step in plan.steps)
    if withheld:
        yield messages.say("import.withheld_count", count=withheld)
    if plan.hidden_lines:
        lines = ranges([line - 1 for line in plan.hidden_lines])
        yield messages.say("import.hidden_lines", path=COVERAGE_PATH, lines=lines)


def _describe_step(step: Step, messages: Messages) -> str:
    now, old = step.entry.participants, step.replaced[-1] if step.replaced else step.before
    before = old.participants if old and not step.is_withheld else None
    is_grown = step.action is Action.ADDED and now is not None and before is not None
    value = messages.say("import.withheld") if step.is_withheld else now
    return messages.say(
        "import.added_after" if is_grown else f"import.{step.action}",
        what=_what(step.entry, messages),
        value=step.entry.status if value is None else value,
        before=value if before is None else before,
        day=old.as_of if old else "",
        jump=_jump(before, now),
        cell=step.entry.place.cell,
        line=old.location.line if old else 0,
    )


def _jump(before: int | None, now: int | None) -> str:
    """Return how much more or less a count is, and in percent."""
    if before is None or now is None:
        return "–"
    share = f", {(now - before) / before:+.0%}" if before else ""
    return f"{now - before:+d}{share}"


def _describe_note(entry: ImportEntry, messages: Messages) -> str:
    cell = entry.places.get("note", entry.place).cell
    return messages.say("import.note", cell=cell, note=entry.note)


def _what(entry: ImportEntry, messages: Messages) -> str:
    names = [name for name in entry.key if name] or [messages.say("import.everyone")]
    day = entry.as_of.isoformat() if entry.as_of else ""
    return " · ".join([day, *names])
