"""A subject as a form, which works without scripts, and what is said about each of its fields."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib import resources

from site_builder.diagnostics import Diagnostic
from site_builder.messages.wording import Messages, describe
from site_builder.preview.desk_cells import FIGURES, edit_address
from site_builder.preview.editing.controls import Control, list_of
from site_builder.preview.editing.notes import place_notes
from site_builder.preview.editing.subject import PAGE, Cell, Row, Subject
from site_builder.preview.editing.vocabulary import VOCABULARIES, Known
from site_builder.preview.panel import EXPLAIN_FOLDER, fill
from site_builder.upkeep.editing.fields import Fields, Value
from site_builder.views.context import SiteContext

_OF_A_LIST = re.compile(r".*\.\d+(?=\.|$)")
"""The longest part of a field's name that is an entry of a list."""
_SCRIPTS = ("edit_paste.js", "edit.js")


@dataclass(frozen=True, kw_only=True, slots=True)
class Form:
    """What is shown to whoever edits."""

    subject: Subject
    site: SiteContext
    token: str
    diagnostics: tuple[Diagnostic, ...]
    new: tuple[Diagnostic, ...] = ()
    """Errors that come of the change, wherever they are."""
    said: str = "opened"
    """What came of it: the name of a sentence."""
    about: str = ""
    """What that sentence is about."""
    typed: Mapping[tuple[str, str], Value] = field(default_factory=dict)
    """By path and field: what the person wrote."""
    fields: Mapping[str, Fields] = field(default_factory=dict)
    """By path: the fields as they were checked; otherwise as they are on the disk."""
    digests: Mapping[str, str] = field(default_factory=dict)
    """By path: of which content of a file the form was made."""
    drafts: Mapping[str, str] = field(default_factory=dict)
    """By address: the pages as they would be."""


def render_form(form: Form, messages: Messages) -> str:
    """Return the form as markup."""
    return _Markup(form, messages).whole()


def _script(name: str) -> str:
    return (resources.files("site_builder") / "preview/templates" / name).read_text("utf-8")


class _Markup:
    """The parts of one form."""

    def __init__(self, form: Form, messages: Messages) -> None:
        self._form = form
        self._messages = messages
        self._names = {each.code: each.name for each in form.site.project.settings.languages}
        self._lists: dict[str, Known] = {}
        self._removers: set[str] = set()
        fields = {each.path: each.fields for each in form.subject.sheets} | dict(form.fields)
        self._notes = place_notes(form.subject, fields, form.diagnostics, form.new)

    def whole(self) -> str:
        subject = self._form.subject
        rows = "".join(map(self._row, subject.rows))
        if settings := "".join(map(self._row, subject.settings)):
            is_page = subject.kind == PAGE
            title = self._word("settings" if is_page else "missing")
            texts = {"title": title, "open": "open" if is_page else ""}
            rows += fill("edit_settings.html", texts, {"rows": settings}).decode()
        words = ("save", "insert", "view", "leave")
        return fill(
            "edit.html",
            {
                **{f"word_{name}": self._word(name) for name in words},
                "action": edit_address(subject.kind, subject.id),
                "token": self._form.token,
                "figures": FIGURES,
                "url": subject.pages[0].url if subject.pages else "/",
                "id": subject.id,
            },
            {
                "digests": "".join(self._digests()),
                "said": self._said(),
                "others": self._noted("others", self._notes.others),
                "rows": rows,
                "links": "".join(self._links()),
                "lists": "".join(list_of(name, known) for name, known in self._lists.items()),
                "drafts": "".join(self._drafts()),
                "script": "".join(map(_script, _SCRIPTS)),
            },
        ).decode()

    def _word(self, key: str, /, **params: object) -> str:
        return self._messages.say(f"edit.{key}", **params)

    def _digests(self) -> Iterator[str]:
        for path, digest in self._form.digests.items():
            yield fill("edit_digest.html", {"path": path, "digest": digest}).decode()

    def _links(self) -> Iterator[str]:
        for page in self._form.subject.pages:
            texts = {"url": page.url, "text": self._names[page.lang], "lang": page.lang}
            yield fill("edit_link.html", texts).decode()

    def _drafts(self) -> Iterator[str]:
        for url, text in self._form.drafts.items():
            yield fill("edit_draft.html", {"url": url, "text": text}).decode()

    # --- what is said

    def _said(self) -> str:
        form, found = self._form, self._notes.all
        errors = sum(each.is_error for each in found)
        params = {"about": form.about, "errors": errors, "warnings": len(found) - errors}
        texts = {
            "said": form.said,
            "text": self._word(f"said_{form.said}", **params),
            "undo": self._word("undo_more" if form.said == "undone" else "undo"),
            "hidden": "" if form.said in {"saved", "undone"} else "hidden",
        }
        return fill("edit_said.html", texts).decode()

    def _noted(self, name: str, diagnostics: Iterable[Diagnostic], more: str = "") -> str:
        notes = "".join(map(self._note, diagnostics)) + more
        return fill("edit_notes.html", {"id": f"notes-{name}"}, {"notes": notes}).decode()

    def _elsewhere(self, place: tuple[str, str], on_disk: Value) -> str:
        """Show what somebody else wrote meanwhile, where it is not what stands in the form."""
        form = self._form
        if form.said != "conflict" or form.typed.get(place, on_disk) == on_disk:
            return ""
        text = on_disk if isinstance(on_disk, str) else ", ".join(on_disk)
        return fill("edit_elsewhere.html", {"label": self._word("on_disk"), "text": text}).decode()

    def _note(self, diagnostic: Diagnostic) -> str:
        described, severity = describe(diagnostic, self._messages), diagnostic.severity
        texts = {
            "kind": severity,
            "severity": self._messages.say(f"explain.{severity}"),
            "place": str(diagnostic.location),
            "code": diagnostic.code,
            "href": f"/{EXPLAIN_FOLDER}/{diagnostic.code}",
            "message": described.message,
            "hint": described.hint,
        }
        return fill("edit_note.html", texts).decode()

    # --- fields

    def _row(self, row: Row) -> str:
        cells = "".join(
            self._cell(row, cell) if cell else fill("edit_missing.html", {}).decode()
            for cell in row.cells
        )
        made = fill("edit_row.html", {"kind": row.name}, {"cells": cells}).decode()
        return self._remover(row) + made

    def _remover(self, row: Row) -> str:
        """Return what takes away the entry of a list that begins with a row."""
        found, cell = _OF_A_LIST.match(row.name), row.cells[0]
        if self._form.subject.kind == PAGE or found is None or found[0] in self._removers:
            return ""
        if cell is None or not cell.line:
            return ""
        self._removers.add(found[0])
        label = self._word("remove", what=self._named(found[0]))
        texts = {"name": cell.sheet.name_of(found[0]), "label": label}
        remover = fill("edit_remove.html", texts).decode()
        return fill("edit_row.html", {"kind": "remove"}, {"cells": remover}).decode()

    def _cell(self, row: Row, cell: Cell) -> str:
        form, key = self._form, row.name.rpartition(".")[2]
        place = (cell.sheet.path, cell.field)
        on_disk = cell.sheet.fields[cell.field].value
        name = cell.sheet.name_of(cell.field)
        known: Known = {}
        if key in VOCABULARIES and not cell.lang:
            known = self._lists.setdefault(key, VOCABULARIES[key](form.site))
        control = Control(
            key=key,
            id=name,
            value=form.typed.get(place, on_disk),
            lang=cell.lang,
            label=self._label(row, cell),
            known=known,
            is_prose=cell.sheet.fields[cell.field].is_prose,
            word=self._word,
        )
        found = self._notes.beside.get(place, ())
        notes = self._noted(name, found, self._elsewhere(place, on_disk))
        return fill("edit_cell.html", {}, {"control": control.markup(), "notes": notes}).decode()

    def _label(self, row: Row, cell: Cell) -> str:
        """Name a field by its place below the entry, and by its language."""
        lang = [self._names[cell.lang]] if cell.lang else []
        return " · ".join([self._named(row.name), *lang])

    def _named(self, place: str) -> str:
        return " ".join(
            str(int(part) + 1) if part.isdecimal() else self._part(part)
            for part in place.split(".")
        )

    def _part(self, part: str) -> str:
        word = f"edit.field_{part}"
        return self._messages.say(word) if word in self._messages.summary else part
