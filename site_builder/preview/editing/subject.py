"""What a person edits at once: a page in every language, or an entry of a file of records."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from site_builder.diagnostics import Location
from site_builder.model import Localized, Project
from site_builder.pages.page import HOME, Page
from site_builder.pages.site_plan import SitePlan
from site_builder.preview.addresses import edit_address
from site_builder.read.answers import ANSWERS_PATH
from site_builder.read.project import INPUT_FOLDERS
from site_builder.read.unknown import UNKNOWN_PATH
from site_builder.upkeep.editing.entry import Part
from site_builder.upkeep.editing.fields import Fields, read_fields
from site_builder.upkeep.editing.page import OWN_TEXTS, SHARED_LISTS, SHARED_TEXTS, page_part
from site_builder.upkeep.editing.record import record_part
from site_builder.upkeep.editing.shapes import ANSWER, CONTACT, SOURCE, TERM, UNKNOWN, Shape
from site_builder.views.context import SiteContext

ENTRY_ID = re.compile("[a-z0-9][a-z0-9_]*")
PAGE = "page"
"""The kind of subject that is a page; the others are entries of records."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Sheet:
    """One file of a subject, as it lies on the disk."""

    path: str
    lang: str
    """Empty for a file that holds every language."""
    content: bytes
    part: Part
    fields: Fields

    def name_of(self, field: str) -> str:
        """Return the name that a form gives a field."""
        return f"{self.path}#{field}"


class Cell(NamedTuple):
    """A field in a form."""

    sheet: Sheet
    field: str
    lang: str

    @property
    def line(self) -> int:
        """Of the file; 0 for what is not written yet."""
        return self.sheet.fields[self.field].line


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """What says the same in each language, or stands once for all."""

    name: str
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Subject:
    kind: str
    id: str
    title: str
    sheets: tuple[Sheet, ...]
    pages: tuple[Page, ...]
    """Where it is seen, one a language."""
    rows: tuple[Row, ...]
    settings: tuple[Row, ...] = ()
    """What readers do not read there, or of an entry: what it does not say yet."""
    is_new: bool = False
    """It is not there yet."""


class Records(NamedTuple):
    """A file of entries that can be edited."""

    path: str
    key: str
    """Of the list in the file."""
    entries: Mapping[str, Localized]
    """What each is called, by its id."""
    lines: Mapping[str, int]
    """The first line of each, by its id."""
    shape: Shape
    is_begun_here: bool = True
    """Whether a new one is begun at the desk; a new source comes with its sheet."""


def records_of(project: Project) -> Mapping[str, Records]:
    """Return the files of records by the kind of their entries."""
    answers = {each.id: each.situation for each in project.answers.values()}
    contacts = {each.id: each.name for each in project.contacts.values()}
    terms = {each.id: each.term for each in project.terms.values()}
    sources = {each.id: each.title for each in project.sources.values()}
    benefits = {each.id: each.name for each in project.benefits.values()}
    unknown = {each.id: each.what for each in project.unknown.values()}
    files = (
        *(project.answers, project.contacts, project.terms, project.sources, project.benefits),
        project.unknown,
    )
    lines = [{each.id: each.location.line for each in records.values()} for records in files]
    return {
        "answer": Records(ANSWERS_PATH, "answers", answers, lines[0], ANSWER),
        "contact": Records("data/contacts.yaml", "contacts", contacts, lines[1], CONTACT),
        "term": Records("data/glossary.yaml", "terms", terms, lines[2], TERM),
        "source": Records(
            "data/sources.yaml", "sources", sources, lines[3], SOURCE, is_begun_here=False
        ),
        # What a benefit does not say yet is no field: how much may be said is too many ways.
        "benefit": Records(
            "data/benefits.yaml", "benefits", benefits, lines[4], (), is_begun_here=False
        ),
        "unknown": Records(UNKNOWN_PATH, "unknown", unknown, lines[5], UNKNOWN),
    }


def entry_at(project: Project, place: Location) -> tuple[str, str] | None:
    """Return the kind and the id of the entry that a place of a file belongs to."""
    for kind, records in records_of(project).items():
        above = [key for key, line in records.lines.items() if line <= place.line]
        if records.path == place.path and above:
            return kind, max(above, key=lambda key: records.lines[key])
    return None


def edited_at(site: SiteContext, place: Location) -> str:
    """Return where what stands in a line of a file is edited; empty for a file without a form."""
    key = next((page.key for page in site.plan.written if page.source == place.path), "")
    edited = (PAGE, key) if key else entry_at(site.project, place)
    return edit_address(*edited) if edited else ""


def find_subject(site: SiteContext, root: Path, kind: str, name: str, lang: str) -> Subject | None:
    """Return what is to be edited as it lies on the disk; None for what is not there.

    It is called as in one of the site's languages.

    An entry that is not there is one to be begun, if that can be its id. Raises `UnknownEncoding`,
    or the `OSError` of the machine.
    """
    if kind == PAGE:
        return _page(site.plan, root, name, lang)
    records = records_of(site.project).get(kind)
    if records is None:
        return None
    can_begin = records.shape and ENTRY_ID.fullmatch(name)
    if name not in records.entries and not can_begin:
        return None
    languages = site.plan.languages
    part = record_part(records.key, name, records.shape, languages)
    sheet = _sheet(root, records.path, "", part)
    rows = tuple(_record_rows(sheet, languages))
    written = tuple(row for row in rows if any(cell and cell.line for cell in row.cells))
    return Subject(
        kind=kind,
        id=name,
        title=records.entries[name][lang] if name in records.entries else name,
        sheets=(sheet,),
        pages=tuple(_seen_on(site.plan, kind, name)),
        rows=written or rows,
        settings=tuple(row for row in rows if row not in written) if written else (),
        is_new=not written,
    )


def is_editable(root: Path, path: str) -> bool:
    """Return whether a file lies where the desk may write, whatever links lead there."""
    target = (root / path).resolve()
    return any(target.is_relative_to((root / folder).resolve()) for folder in INPUT_FOLDERS)


def _page(plan: SitePlan, root: Path, key: str, lang: str) -> Subject | None:
    found = (plan.find(key, lang) for lang in plan.languages)
    pages = tuple(page for page in found if page and page.source and not page.is_fallback)
    if not pages:
        return None
    sheets = tuple(
        _sheet(root, page.source, page.lang, page_part(is_original=not plan.original(page)))
        for page in pages
    )
    rows = tuple(_page_rows(sheets))
    shown = {(cell.sheet.path, cell.field) for row in rows for cell in row.cells if cell}
    settings = (
        Row(name=name, cells=(Cell(sheet, name, ""),))
        for sheet in sheets
        for name in sheet.fields
        if (sheet.path, name) not in shown
    )
    first = (*SHARED_LISTS, *SHARED_TEXTS)
    return Subject(
        kind=PAGE,
        id=key,
        title=next((page for page in pages if page.lang == lang), pages[0]).title.value,
        sheets=sheets,
        pages=pages,
        rows=rows,
        # What every page may have comes first.
        settings=tuple(sorted(settings, key=lambda row: (*first, row.name).index(row.name))),
    )


def _sheet(root: Path, path: str, lang: str, part: Part) -> Sheet:
    content = (root / path).read_bytes()
    fields = read_fields(content, part.find_fields)
    return Sheet(path=path, lang=lang, content=content, part=part, fields=fields)


def _page_rows(sheets: tuple[Sheet, ...]) -> Iterator[Row]:
    """Yield the texts of a page; a section without an id goes with the one at its place."""
    for name in OWN_TEXTS:
        yield _row(name, sheets, [name] * len(sheets))
    first, *others = [
        [name.removeprefix("body.") for name in sheet.fields if name.startswith("body.")]
        for sheet in sheets
    ]
    used: set[str] = set()
    for number, name in enumerate(first):
        names = [name, *(name if name in own else f"#{number}" for own in others)]
        used |= {*names}
        yield from _section(sheets, names)
    for name in dict.fromkeys(name for own in others for name in own if name not in used):
        yield from _section(sheets, [name] * len(sheets))


def _section(sheets: tuple[Sheet, ...], names: list[str]) -> Iterator[Row]:
    for part in ("heading", "body"):
        row = _row(part, sheets, [f"{part}.{name}" for name in names])
        if any(row.cells):
            yield row


def _row(name: str, sheets: tuple[Sheet, ...], fields: list[str]) -> Row:
    return Row(
        name=name,
        cells=tuple(
            Cell(sheet, field, sheet.lang) if field in sheet.fields else None
            for sheet, field in zip(sheets, fields, strict=True)
        ),
    )


def _record_rows(sheet: Sheet, languages: tuple[str, ...]) -> Iterator[Row]:
    """Yield the values of an entry, those of a text in each language beside each other."""
    rows: dict[str, dict[str, Cell]] = {}
    for name in sheet.fields:
        place, _, last = name.rpartition(".")
        base, lang = (place, last) if place and last in languages else (name, "")
        rows.setdefault(base, {})[lang] = Cell(sheet, name, lang)
    for base, cells in rows.items():
        if "" in cells:
            yield Row(name=base, cells=(cells[""],))
        else:
            yield Row(name=base, cells=tuple(cells.get(lang) for lang in languages))


def _seen_on(plan: SitePlan, kind: str, name: str) -> Iterator[Page]:
    """Yield the page that an entry is seen on in each language, or the home page."""
    is_there: Mapping[str, Callable[[Page], bool]] = {
        "answer": lambda page: page.shared.answer == name,
        "benefit": lambda page: page.template == "benefits",
        "contact": lambda page: page.template == "contacts",
        "source": lambda page: page.template == "sources",
        "unknown": lambda page: name in page.shared.unknown,
        "term": lambda page: page == plan.page_with(f"term.{name}", page.lang),
    }
    for lang in plan.languages:
        found = (page for page in plan.written if page.lang == lang and is_there[kind](page))
        page = next(found, plan.find(HOME, lang))
        if page is not None:
            yield page
