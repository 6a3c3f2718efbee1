"""A subject as a form, which works without scripts, and what is said about each of its fields."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from site_builder.diagnostics import Diagnostic
from site_builder.messages.wording import Messages, describe
from site_builder.preview.desk import render_desk
from site_builder.preview.editing.notes import place_notes
from site_builder.preview.editing.subject import PAGE, Cell, Row, Subject
from site_builder.preview.editing.vocabulary import vocabularies
from site_builder.upkeep.editing.fields import Fields, Value
from site_builder.views.context import SiteContext
from site_builder.views.namespaces import spoken_language

_OF_A_LIST = re.compile(r".*\.\d+(?=\.|$)")
"""The longest part of a field's name that is an entry of a list."""
_DAYS = frozenset({"date", "review_by", "reviewed", "publish_on", "withdraw_on"})
_DAY = re.compile(r"(\d{4}-\d\d-\d\d)?")
_FLAGS = frozenset({"draft", "offline", "leaflet", "emergency", "own", "restates"})
_FLAG_VALUES = frozenset({"", "true", "false"})
_WIDTH = 50
"""Of a line, in characters, where the browser does not fit the box to its text itself."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Form:
    """What is shown to whoever edits."""

    subject: Subject
    site: SiteContext
    token: str
    diagnostics: tuple[Diagnostic, ...]
    fields: Mapping[str, Fields]
    """By path: as they lie on the disk, or as they were checked."""
    digests: Mapping[str, str]
    """By path: of which content of a file the form was made."""
    new: tuple[Diagnostic, ...] = ()
    """Errors that come of the change, wherever they are."""
    said: str = "opened"
    """What came of it: the name of a sentence."""
    about: str = ""
    """What that sentence is about."""
    typed: Mapping[tuple[str, str], Value] = field(default_factory=dict)
    """By path and field: what the person wrote."""
    can_undo: bool = False
    drafts: Mapping[str, str] = field(default_factory=dict)
    """By address: the pages as they would be."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Control:
    """What a person changes a field with, and what is said beside it."""

    id: str
    key: str
    """The last part of the field's name, which says what kind of thing it holds."""
    kind: str
    """`names`, `flag`, `day`, `name` or, for any text, `lines`."""
    label: str
    lang: str
    direction: str
    """In which its language is written: a text may begin with an insert or with markup."""
    value: Value
    is_prose: bool
    notes: tuple[Diagnostic, ...]
    on_disk: str | None
    """What somebody else wrote meanwhile, where it is not what stands in the form."""

    @property
    def is_list(self) -> bool:
        return isinstance(self.value, tuple)

    @property
    def text(self) -> str:
        return self.value if isinstance(self.value, str) else "\n".join(self.value)

    @property
    def height(self) -> int:
        return sum(1 + len(line) // _WIDTH for line in self.text.split("\n"))


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """The controls of what says the same in each language, or stands once for all."""

    name: str
    controls: tuple[Control | None, ...]
    """None for a language that lacks it."""
    entry: str
    """Names the entry of a list that begins here, if it can be taken away."""
    entry_label: str


def render_form(form: Form, messages: Messages) -> bytes:
    """Render the page on which something is edited."""
    notes = place_notes(form.subject, form.fields, form.diagnostics, form.new)
    maker = _LineMaker(form, messages, notes.beside)
    rows, settings = maker.lines(form.subject.rows), maker.lines(form.subject.settings)
    controls = [each for line in (*rows, *settings) for each in line.controls if each]
    chosen = dict.fromkeys(each.key for each in controls if each.kind in {"name", "names"})
    errors = sum(each.is_error for each in notes.all)
    params = {"about": form.about, "errors": errors, "warnings": len(notes.all) - errors}
    return render_desk(
        "edit",
        messages,
        form=form,
        said=messages.say(f"edit.said_{form.said}", **params),
        is_page=form.subject.kind == PAGE,
        rows=rows,
        settings=settings,
        others=notes.others,
        vocabularies={key: maker.known[key] for key in chosen},
        languages=maker.languages,
        describe=lambda diagnostic: describe(diagnostic, messages),
    )


class _LineMaker:
    """Makes the lines of one form."""

    def __init__(
        self,
        form: Form,
        messages: Messages,
        notes: Mapping[tuple[str, str], tuple[Diagnostic, ...]],
    ) -> None:
        self._form = form
        self._messages = messages
        self._notes = notes
        self.known = vocabularies(form.site, spoken_language(form.site, messages.lang))
        self.languages = {each.code: each.name for each in form.site.project.settings.languages}

    def lines(self, rows: Sequence[Row]) -> tuple[Line, ...]:
        entries = {} if self._form.subject.kind == PAGE else _entries(rows)
        return tuple(
            Line(
                name=row.name,
                controls=tuple(self._control(row, cell) if cell else None for cell in row.cells),
                entry=entries.get(row.name, ""),
                entry_label=self._named(_entry_of(row)) if row.name in entries else "",
            )
            for row in rows
        )

    def _control(self, row: Row, cell: Cell) -> Control:
        form, key = self._form, row.name.rpartition(".")[2]
        place, written = (cell.sheet.path, cell.field), cell.sheet.fields[cell.field]
        value = form.typed.get(place, written.value)
        is_lost = form.said == "conflict" and value != written.value
        language = [self.languages[cell.lang]] if cell.lang else []
        return Control(
            id=cell.sheet.name_of(cell.field),
            key=key,
            kind=_kind(key, value, has_names=key in self.known and not cell.lang),
            label=" · ".join([self._named(row.name), *language]),
            lang=cell.lang,
            direction=form.site.locales[cell.lang].direction if cell.lang else "auto",
            value=value,
            is_prose=written.is_prose,
            notes=self._notes.get(place, ()),
            on_disk=_on_one_line(written.value) if is_lost else None,
        )

    def _named(self, place: str) -> str:
        """Name a field by its place below the entry."""
        return " ".join(
            str(int(part) + 1) if part.isdecimal() else self._part(part)
            for part in place.split(".")
        )

    def _part(self, part: str) -> str:
        word = f"edit.field_{part}"
        return self._messages.say(word) if word in self._messages.summary else part


def _kind(key: str, value: Value, *, has_names: bool) -> str:
    if isinstance(value, tuple):
        return "names" if has_names else "lines"
    if key in _FLAGS and value in _FLAG_VALUES:
        return "flag"
    if key in _DAYS and _DAY.fullmatch(value):
        return "day"
    return "name" if has_names else "lines"


def _on_one_line(value: Value) -> str:
    return value if isinstance(value, str) else ", ".join(value)


def _entries(rows: Iterable[Row]) -> Mapping[str, str]:
    """Return what can be taken away of lists, by the name of the first row of each entry."""
    first: dict[str, tuple[str, str]] = {}
    for row in rows:
        cell, entry = row.cells[0], _entry_of(row)
        if entry and cell and cell.line:
            first.setdefault(entry, (row.name, cell.sheet.name_of(entry)))
    return dict(first.values())


def _entry_of(row: Row) -> str:
    """Return the entry of a list that a row belongs to; empty for none."""
    found = _OF_A_LIST.match(row.name)
    return found[0] if found else ""
