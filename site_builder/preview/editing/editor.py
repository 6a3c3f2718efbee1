"""What the desk does with a form: check what it says in memory, write it, or take it back.

Nothing is written over what changed since the form was made, nor with an error that was not there
before.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from site_builder.build import BuildResult
from site_builder.diagnostics import Diagnostic
from site_builder.messages.wording import Messages
from site_builder.model import sha256_of
from site_builder.preview.editing.form import Form, render_form
from site_builder.preview.editing.subject import PAGE, Sheet, Subject, find_subject, is_editable
from site_builder.publish.state import Busy
from site_builder.upkeep.atomic_write import (
    ChangedSince,
    NothingToUndo,
    last_written,
    take_back,
    write_files,
)
from site_builder.upkeep.editing.fields import Fields, NotWritable, Value, read_fields
from site_builder.upkeep.editing.lines import UnknownEncoding
from site_builder.views.context import SiteContext
from site_builder.views.namespaces import spoken_language

Posted = Mapping[str, Sequence[str]]
"""The values of a form by name."""
Contents = Mapping[str, bytes]
Values = Mapping[str, Value]
"""What fields say, by name."""
_AT_FIRST = frozenset({"begun", "opened"})
"""What is said before anything was done."""
_PICTURES = {".jpg": "image/jpeg", ".png": "image/png", ".webp": "image/webp"}
_LINE_END = re.compile("\r\n?")


@dataclass(kw_only=True, slots=True)
class Editor:
    """Answers whoever edits, with what the newest build knows of the site."""

    root: Path
    messages: Messages
    make: Callable[[Contents], BuildResult]
    """Builds the project with other contents for some of its files; writes nothing."""
    site: SiteContext | None = None
    """As the newest build planned it."""
    known: tuple[Diagnostic, ...] = field(default=())
    """What is wrong with the files on the disk."""
    seen: frozenset[str] = frozenset()
    """The paths of all that the preview shows."""
    opened: dict[str, bytes] = field(default_factory=dict)
    """By digest: what forms were made of."""

    def saw(self, result: BuildResult) -> BuildResult:
        """Take note of a build of the files on the disk."""
        self.site, self.known = result.site or self.site, result.diagnostics
        self.seen = frozenset(file.path for file in result.files) or self.seen
        return result

    def answer(self, name: str, posted: Posted | None, token: str) -> bytes | None:
        """Return the page on which something is edited; None where there is nothing to edit."""
        form = self._open(name, token)
        if form is not None and posted is not None:
            form = self._done(name, form, posted)
        if form is None:
            return None
        return render_form(replace(form, can_undo=self._can_undo(form)), self.messages)

    def _can_undo(self, form: Form) -> bool:
        """Return whether what was saved of this form, and nothing else, would be undone now."""
        written = last_written(self.root)
        is_own = bool(written) and form.digests.keys() >= set(written)
        return form.said == "undone" or (form.said not in _AT_FIRST and is_own)

    def _open(self, name: str, token: str) -> Form | None:
        """Return the form of what lies on the disk now."""
        kind, _, key = name.partition("/")
        if self.site is None:
            return None
        lang = spoken_language(self.site, self.messages.lang)
        try:
            subject = find_subject(self.site, self.root, kind, key, lang)
        except (OSError, UnknownEncoding):
            return None
        if subject is None or not all(is_editable(self.root, each.path) for each in subject.sheets):
            return None
        digests = {each.path: sha256_of(each.content) for each in subject.sheets}
        self.opened.update((digests[each.path], each.content) for each in subject.sheets)
        return Form(
            said="begun" if subject.is_new else "opened",
            subject=subject,
            site=self.site,
            diagnostics=self.known,
            token=token,
            fields={each.path: each.fields for each in subject.sheets},
            digests=digests,
        )

    def _opened(self, sheet: Sheet, digest: str) -> Fields | None:
        """Return the fields that a form was made of; None if that was before the preview began."""
        content = self.opened.get(digest)
        return None if content is None else read_fields(content, sheet.part.find_fields)

    def _done(self, name: str, form: Form, posted: Posted) -> Form | None:
        """Do what a person asks."""
        action = posted.get("do", ("",))[-1]
        if action == "undo":
            return self._undone(name, form)
        on_disk = form.digests
        form, lost = self._typed_in(form, posted)
        if lost:
            return replace(form, said="conflict", about=", ".join(lost))
        try:
            changes = _changes(form)
        except NotWritable as error:
            return replace(form, said="not_writable", about=error.name)
        form = self._checked(form, changes)
        if action != "save":
            return form
        if not changes:
            return replace(form, said="unchanged")
        if form.new:
            return replace(form, said="refused")
        said = "saved" if form.digests == on_disk else "merged"
        return self._saved(name, replace(form, said=said), changes)

    def _typed_in(self, form: Form, posted: Posted) -> tuple[Form, list[str]]:
        """Return the form as somebody filled it in, and the files of which that would be lost.

        Until it is saved, it stays that of the files that it was made of.
        """
        before = {path: posted.get(f"digest:{path}", ("",))[-1] for path in form.digests}
        typed: dict[tuple[str, str], Value] = {}
        lost = []
        for sheet in form.subject.sheets:
            was = self._opened(sheet, before[sheet.path])
            values = _typed(sheet, was or sheet.fields, posted)
            merged = None if was is None else _merged(form.subject.kind, sheet, was, values)
            if merged is None:
                lost.append(sheet.path)
            typed |= {(sheet.path, name): value for name, value in (merged or values).items()}
        return replace(form, typed=typed, digests=before), lost

    def _checked(self, form: Form, changes: Contents) -> Form:
        """Say what a build finds of the files as they would be."""
        result = self.make(changes)
        before = {_what(each) for each in self.known}
        return replace(
            form,
            said="checked",
            diagnostics=result.diagnostics,
            new=tuple(
                each for each in result.diagnostics if each.is_error and _what(each) not in before
            ),
            drafts=_drafts(form.subject, result, self.seen),
            fields={
                sheet.path: read_fields(
                    changes.get(sheet.path, sheet.content), sheet.part.find_fields
                )
                for sheet in form.subject.sheets
            },
        )

    def _saved(self, name: str, form: Form, changes: Contents) -> Form | None:
        try:
            write_files(self.root, changes)
        except (Busy, OSError) as error:
            return replace(form, said="not_written", about=str(error))
        self.known = form.diagnostics
        opened = self._open(name, form.token)
        return opened and replace(opened, said=form.said, about=", ".join(changes))

    def _undone(self, name: str, form: Form) -> Form | None:
        try:
            paths = take_back(self.root)
        except NothingToUndo:
            return replace(form, said="nothing_to_undo")
        except ChangedSince as error:
            return replace(form, said="undo_refused", about=", ".join(error.paths))
        except (Busy, OSError) as error:
            return replace(form, said="not_written", about=str(error))
        opened = self._open(name, form.token)
        return opened and replace(opened, said="undone", about=", ".join(paths))


def _typed(sheet: Sheet, was: Fields, posted: Posted) -> Values:
    """Return what a form that was made of some fields says of each that it shows."""
    gone = tuple(f"{name}." for name in posted.get("remove", ()))
    typed: dict[str, Value] = {}
    for name, written in was.items():
        shown = sheet.name_of(name)
        if shown.startswith(gone):
            typed[name] = type(written.value)()
        elif shown in posted:
            typed[name] = _value(posted[shown], written.value)
    return typed


def _merged(kind: str, sheet: Sheet, was: Fields, typed: Values) -> Values | None:
    """Return what fields are to say, of which others wrote some since a form was made of them.

    None where that is lost: both changed the same one, fields came or went, or stand in a record,
    of whose lists they may be another entry now.
    """
    now = sheet.fields
    if now.keys() != was.keys():
        return None
    theirs = {name for name in now if now[name].value != was[name].value}
    mine = {name: value for name, value in typed.items() if value != was[name].value}
    if any(kind != PAGE or mine.get(name, now[name].value) != now[name].value for name in theirs):
        return None
    return {name: mine.get(name, now[name].value) for name in typed}


def _value(posted: Sequence[str], written: Value) -> Value:
    """Return what was posted; a value that only went through a form is still what is written."""
    lines = [_LINE_END.sub("\n", text) for text in posted]
    if isinstance(written, str):
        return written if lines[-1] == _LINE_END.sub("\n", written) else lines[-1]
    entries = tuple(line.strip() for text in lines for line in text.split("\n") if line.strip())
    through = tuple(line.strip() for text in written for line in text.split("\n") if line.strip())
    return written if entries == through else entries


def _changes(form: Form) -> Contents:
    """Return the files that say something else now; raises `NotWritable`."""
    return {
        sheet.path: edited
        for sheet in form.subject.sheets
        if (edited := _edited(sheet, form.typed)) != sheet.content
    }


def _edited(sheet: Sheet, typed: Mapping[tuple[str, str], Value]) -> bytes:
    wanted = {name: value for (path, name), value in typed.items() if path == sheet.path}
    return sheet.part.edit(sheet.content, wanted)


def _drafts(subject: Subject, result: BuildResult, seen: Collection[str]) -> Mapping[str, str]:
    """Return the pages on which a subject is seen, by address; none of a build with errors.

    Pictures that are not among what the preview shows stand in the page itself.
    """
    addresses = {page.path: page.url for page in subject.pages}
    pictures = {
        PurePosixPath(file.path).name: f"data:{kind};base64,{b64encode(file.content).decode()}"
        for file in result.files
        if (kind := _PICTURES.get(PurePosixPath(file.path).suffix)) and file.path not in seen
    }
    drafts = {}
    for file in result.files:
        if file.path in addresses:
            page = file.content.decode()
            for name, data in pictures.items():
                page = re.sub(rf"[^\"'\s,(]*{re.escape(name)}", data, page)
            drafts[addresses[file.path]] = page
    return drafts


def _what(diagnostic: Diagnostic) -> tuple[object, ...]:
    """Return what tells one problem from another, wherever its line has moved to."""
    params = tuple(sorted(diagnostic.params.items()))
    return diagnostic.code, diagnostic.location.path, params
