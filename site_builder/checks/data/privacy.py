"""No person stands in the project's files, whatever they are for.

Columns about persons, national identity numbers, and telephone numbers and e-mail addresses outside
`data/contacts.yaml` are refused, and never repeated whole: in what pages are made of, in templates,
in names of files, and in what nobody reads but lies in the project all the same.
"""

from __future__ import annotations

import csv
import re
from bisect import bisect
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from itertools import islice, takewhile

from site_builder.adapters.folders import is_locked_up, is_picture
from site_builder.checks.data.data_input import DataInput
from site_builder.checks.data.office_text import DOCUMENTS, is_office_file, office_text
from site_builder.checks.data.personal_data import (
    Finding,
    PersonalData,
    PersonalDataKind,
    identifier,
    personal_headers,
)
from site_builder.diagnostics import Diagnostic, Location, problem
from site_builder.model.settings import Publishing
from site_builder.read.catalogs import parse_catalog
from site_builder.read.images import is_image
from site_builder.read.project import LEFT_OVER, TABLES, is_note, is_passed_over
from site_builder.read.settings import SETTINGS_PATH, parse_settings
from site_builder.read.stamps import STAMPS_PATH
from site_builder.read.syntax.columns import column_names
from site_builder.read.syntax.reader import Reader
from site_builder.read.syntax.table import LINE, column_separator, header_line
from site_builder.read.syntax.text import searchable_text
from site_builder.read.templates import EXAMPLES, FONT_ENDING, TEMPLATES_FOLDER, is_template

CONTACTS_PATH = "data/contacts.yaml"
_OF_CONTACTS = frozenset(CONTACTS_PATH + ending for ending in ("", *LEFT_OVER))
"""The file of contacts, and what merging and editing leave of it."""
UNCHECKED = "PRV005"
"""What is said of a file that cannot be searched, of which nothing is made anyway."""
_READABLE = (".csv", ".yaml", ".yml", ".md")
_KINDS = ".html, .css, .js, .svg, .txt, .ttf, .md"
_TABLE = re.compile(r"(?P<folder>(?:.*/)?)[.~#$]*(?P<name>[^/]*\.[ct]sv)[^/]*", re.IGNORECASE)
"""The name of a table, or of a copy that a program made of one."""
_COMES_AND_GOES = re.compile(
    r"/(?:\.DS_Store|(?i:thumbs\.db)|~\$[^/]*|\.~lock\.[^/]*|\.[^/]*\.sw.)\Z"
)
"""What systems and editors leave in a folder while somebody works there."""
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f]")
_WORDS = re.compile(rb"[ -~]{8,}")
"""In a picture: among pixels so many letters and digits hardly ever follow each other."""
_DRAWING = re.compile(
    r"\s(?:d|points|transform|viewBox|values)=\"[^\"]*\""
    r"|\b(?:rgba?|hsla?|matrix|translate|rotate|scale|clamp|cubic-bezier)\([^()\"'<>{}]*\)"
)
"""Numbers of a template that draw or colour; only their own digits belong together."""
_MEASURE = re.compile(
    r"(?<![\w.])\d{1,3}\.\d{5,}(?![\w.])|(?<![^\W_])(?=\d*[a-f])[\da-f]{32,}(?![^\W_])"
)
"""A fraction with many places, or the digest of something."""
_BETWEEN_NUMBERS = re.compile(r"[ \t,._*/\-]")
_APART = "\x1f"
"""What no number goes across, and no line ends with."""
_LONGEST_HEADER = 40
_RULE = re.compile(r"[ \t>]*\|?[ \t]*:?-+[ \t:|\-]*")
"""Of a table in Markdown, below the names of its columns."""
_MARKUP = " \t*_`>"
_NOBODYS = ".example"
"""The end of addresses that nobody can have."""
_SUFFIX = re.compile(r"\.[A-Za-z]{1,5}\Z")
_ROWS = re.compile(r"(?:[^\n]*\n){1,1000}|[^\n]+")
"""As many rows of a table as are looked at together."""
_ROW_END = "\x1e"
"""White space that no text has and no number goes across."""
_LINE_END = re.compile(rf"[\n{_ROW_END}]")
_ACCOUNT = re.compile(rb"(?<=://)[^/\s@]+@")
_STAMP = re.compile(rb'original"?: "[0-9a-f]{16}", "?translation"?: "[0-9a-f]{16}"')
"""Digests of texts, as the program writes them: now and then one looks like somebody's number."""
CATALOGS = "content/i18n/"
_IDENTIFIER = re.compile(r"(?<![\w.])[a-z]{2}\.[a-z0-9_]+(?![\w.])")
"""A country's number, as the settings name it."""
_CODES = {
    PersonalDataKind.IDENTITY: "PRV002",
    PersonalDataKind.PHONE: "PRV003",
    PersonalDataKind.MAIL: "PRV004",
    PersonalDataKind.ACCOUNT: "PRV012",
}


def check_personal_data(data: DataInput) -> Iterator[Diagnostic]:
    """Report what tells about persons in any file that people write."""
    yield from data.keep(("identifiers",), lambda: tuple(_unknown_identifiers(data)))
    for path in sorted(data.files):
        yield from data.keep(("personal data", path), partial(_in_file_of, data, path))
    locked_up = [Location(path=p) for p in sorted(data.files) if is_note(p) and is_locked_up(p)]
    if locked_up:
        first, *others = locked_up
        count = len(locked_up) if others else ""
        yield problem("PRV016", first, related=others, file=first.path, count=count)


def check_unread(files: Mapping[str, bytes]) -> Iterator[Diagnostic]:
    """Report the same in the files of a project that cannot be read.

    Settings that cannot be used may still say which identity numbers to look for.
    """
    text = searchable_text(files.get(SETTINGS_PATH, b""))
    settings = parse_settings(text, Reader(SETTINGS_PATH))
    catalogs = (
        parse_catalog(searchable_text(content), "", Reader(path))
        for path, content in files.items()
        if path.startswith(CATALOGS)
    )
    personal = PersonalData(
        settings.identifiers if settings else _IDENTIFIER.findall(text),
        personal_headers(catalogs),
        settings.calling_code if settings else "",
    )
    publishing = settings.publish if settings else None
    for path in sorted(files):
        yield from _search(path, files[path], publishing, personal)


def _unknown_identifiers(data: DataInput) -> Iterator[Diagnostic]:
    settings = data.project.settings
    for name in settings.identifiers:
        if identifier(name) is None:
            yield problem("CFG007", settings.location, key="identifiers", value=name)


def _in_file_of(data: DataInput, path: str) -> tuple[Diagnostic, ...]:
    personal = data.keep(("personal data",), lambda: PersonalData.of(data.project))
    return tuple(_search(path, data.files[path], data.project.settings.publish, personal))


def _search(
    path: str, content: bytes, publishing: Publishing | None, personal: PersonalData
) -> Iterator[Diagnostic]:
    if path == SETTINGS_PATH:
        content = _without_accounts(content, publishing)
    if path == STAMPS_PATH:
        content = _STAMP.sub(lambda match: b" " * len(match[0]), content)
    yield from check_name(path, personal)
    if content or not is_note(path):  # of others beside the site only the name is known
        yield from (_in_note if is_note(path) else _in_file)(path, content, personal)


def check_name(path: str, personal: PersonalData) -> Iterator[Diagnostic]:
    """Report personal data in the names of a file and its folders.

    Beside the site a folder is named by itself, with a slash at the end.
    """
    name = _SUFFIX.sub("", path).replace("/", "\n")  # each name begins anew
    own = path.rstrip("/").rfind("/") + 1 if is_note(path) else 0
    for found in personal.find(name):
        is_identity = found.kind is PersonalDataKind.IDENTITY
        if found.end <= own or (is_note(path) and not is_identity):
            continue
        hidden = path[: found.start] + found.shown + path[found.end :]
        yield problem(_CODES[found.kind], Location(path=hidden), name=hidden, value=found.shown)


def _without_accounts(content: bytes, publishing: Publishing | None) -> bytes:
    """Leave out the accounts of machines to publish to, which look like e-mail addresses."""
    to = publishing.to.encode() if publishing else b""
    content = content.replace(to, to.replace(b"@", b" "))
    return _ACCOUNT.sub(lambda match: b" " * len(match[0]), content)


def _in_note(path: str, content: bytes, personal: PersonalData) -> Iterator[Diagnostic]:
    """Report once what tells about persons in a file beside the site: all of it is to go."""
    if is_picture(path):
        yield from _in_picture(path, content, personal)
        return
    is_office = is_office_file(path)
    text = office_text(content) if is_office else _without_measures(path, content)
    if text is None:
        folder, slash, _ = path.partition("/")
        yield problem(UNCHECKED, Location(path=path), folder=folder if slash else "")
        return
    found = tuple(_in_text(path, text, personal))
    if found:
        first, several = found[0], sum(each.code == found[0].code for each in found)
        place = Location(path=path) if is_office else first.location
        if first.code == "PRV001":
            yield problem("PRV001", place, name=first.params["name"], file=path)
        else:
            count = several if several > 1 else ""
            yield problem("PRV002", place, value=first.params["value"], file=path, count=count)


def _without_measures(path: str, content: bytes) -> str:
    """Return a text without what programs write into files: digests, coordinates and drawings.

    In a table each digit counts.
    """
    text = searchable_text(content)
    if _TABLE.fullmatch(path):
        return text
    text = _MEASURE.sub(_APART, text)
    return _DRAWING.sub(_with_numbers_apart, text) if "<" in text else text


def _in_file(path: str, content: bytes, personal: PersonalData) -> Iterator[Diagnostic]:
    is_of_templates = path.startswith(TEMPLATES_FOLDER)
    if is_image(path):
        yield from _in_picture(path, content, personal)
    if is_image(path) or (is_of_templates and path.endswith(FONT_ENDING)):
        return
    text = searchable_text(content)
    is_binary = bool(_CONTROL.search(text))
    if _is_unreadable(path, is_binary=is_binary):
        kinds = _KINDS if is_of_templates else ""
        yield problem(UNCHECKED, Location(path=path), folder=path.partition("/")[0], kinds=kinds)
    if is_of_templates:
        text = _DRAWING.sub(_with_numbers_apart, text)
    yield from _in_text(path, text, personal, is_binary=is_binary)


def _in_picture(path: str, content: bytes, personal: PersonalData) -> Iterator[Diagnostic]:
    """Report once an identity number that a picture holds in words, beside its pixels.

    Some of what programs write there has a null byte after each letter.
    """
    words = _APART.join(map(bytes.decode, _WORDS.findall(content.replace(b"\0", b""))))
    found = (each for each in personal.find(words) if each.kind is PersonalDataKind.IDENTITY)
    for first in islice(found, 1):
        yield problem("PRV002", Location(path=path), value=first.shown, file=path)


def _in_text(
    path: str, text: str, personal: PersonalData, *, is_binary: bool = False
) -> Iterator[Diagnostic]:
    if ".md" in path:
        yield from _columns_in_prose(path, text, personal)
    is_office = is_office_file(path)
    mark = _APART if is_office else column_separator(text)
    parts = iter([text])
    if is_table := is_office or bool(_TABLE.fullmatch(path)):
        # A form for one person, which names what it asks for, is no list of persons.
        if not path.lower().endswith(DOCUMENTS):
            yield from _headers(path, text, mark, personal)
        # Each row of a table stands for itself; in prose a number may go on in the next line.
        parts = (match[0].replace("\n", _ROW_END) for match in _ROWS.finditer(text))
    lines = 0
    for part in parts:
        starts = [0, *(match.end() for match in _LINE_END.finditer(part))]
        for finding in personal.find(part, with_lost_zeros=not is_binary):
            if _is_out_of_place(finding, path, is_binary=is_binary):
                line = bisect(starts, finding.start)
                before = part[starts[line - 1] : finding.start]
                place = _place(path, lines + line, before, mark if is_table else "")
                yield problem(_CODES[finding.kind], place, value=finding.shown)
        lines += len(starts) - 1


def _with_numbers_apart(drawing: re.Match[str]) -> str:
    return _BETWEEN_NUMBERS.sub(_APART, drawing[0]).replace("\n", _ROW_END)


def _is_unreadable(path: str, *, is_binary: bool) -> bool:
    """Return whether nobody can tell what a file holds."""
    is_of_templates = path.startswith(TEMPLATES_FOLDER)
    if is_note(path) or (is_template(path) if is_of_templates else path.endswith(_READABLE)):
        return False
    is_left_over = is_passed_over(path)
    return not is_left_over or (is_binary and not _COMES_AND_GOES.search(path))


def _is_out_of_place(finding: Finding, path: str, *, is_binary: bool) -> bool:
    """Return whether something personal may not stand in a file.

    In bytes that are no text a telephone number or an address may come about by chance, and a
    note beside the settings, which nobody publishes, may say whom to ask about the site.
    """
    if finding.kind is PersonalDataKind.IDENTITY or is_note(path):
        return finding.kind is PersonalDataKind.IDENTITY
    if finding.kind is PersonalDataKind.ACCOUNT:
        return not is_binary
    is_sample = path.endswith(f"/{EXAMPLES}") and finding.text.endswith(_NOBODYS)
    return not (is_binary or path in _OF_CONTACTS or is_sample)


def _headers(path: str, text: str, mark: str, personal: PersonalData) -> Iterator[Diagnostic]:
    """Report the columns about persons among those that nobody declared.

    Below the first row, which names the columns, only what says nothing else names one, or several
    beside each other without a number. In a note, too, where a sheet may lie that is to be
    imported: with names of places and counts.
    """
    table = _TABLE.fullmatch(path)
    # What a project has a use for is about no person.
    declared = column_names(TABLES.get(f"{table['folder']}{table['name']}", ()) if table else ())
    names = () if is_note(path) else _cells(header_line(text), mark)
    for position, name in enumerate(names):
        if name.strip() not in declared and personal.is_header(name):
            place = Location.of_cell(path, 1, position)
            yield problem("PRV001", place, name=name.strip())
    harmless: set[str] = set()
    for number, cells in _rows(text, mark, first=0 if is_note(path) else 1):
        # Most rows say only what rows before them said: a long table is passed over quickly.
        if harmless.issuperset(cells):
            continue
        found = [
            position
            for position, cell in enumerate(cells)
            if cell not in harmless and _is_short_header(cell, personal)
        ]
        harmless.update(cell for p, cell in enumerate(cells) if p not in found)
        is_list = len(found) > 1 and not any(map(str.isdigit, "".join(cells)))
        for position in found:
            if is_list or personal.is_bare_header(cells[position]):
                place = Location.of_cell(path, number, position)
                yield problem("PRV001", place, name=cells[position].strip())


def _is_short_header(cell: str, personal: PersonalData) -> bool:
    return len(cell) <= _LONGEST_HEADER and personal.is_header(cell)


def _columns_in_prose(path: str, text: str, personal: PersonalData) -> Iterator[Diagnostic]:
    """Report tables in Markdown with two columns about persons in which nothing stands twice.

    One alone may be of offices, and a table of what to bring says the same in many rows.
    """
    lines = text.splitlines()
    for above, line in enumerate(lines[1:]):
        names = _row_in_prose(lines[above])
        found = [p for p, name in enumerate(names) if personal.is_bare_header(name)]
        if len(found) > 1 and _RULE.fullmatch(line):
            below = takewhile(lambda each: "|" in each, lines[above + 2 :])
            rows = [_row_in_prose(each) for each in below]
            columns = [[row[p] for row in rows if p < len(row) and row[p]] for p in found]
            if all(len(set(column)) == len(column) for column in columns):
                place = Location(path=path, line=above + 1)
                yield problem("PRV001", place, name=", ".join(names[p] for p in found))


def _row_in_prose(line: str) -> list[str]:
    cells = line.strip(_MARKUP).removeprefix("|").removesuffix("|").split("|")
    return [cell.strip(_MARKUP) for cell in cells] if "|" in line else []


def _rows(text: str, mark: str, *, first: int) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows below so many with their lines.

    Where a quotation mark is never closed, each line from there on is taken for a row.
    """
    rows, last = csv.reader(_lines_below(text, first), delimiter=mark), first
    try:
        for cells in rows:
            last = rows.line_num + first
            yield last, cells
    except csv.Error:
        for number, line in enumerate(_lines_below(text, last), last + 1):
            yield number, line.rstrip("\n").split(mark)


def _lines_below(text: str, number: int) -> Iterator[str]:
    """Yield the lines below so many; a list of them would take twice what a long table takes."""
    return (match[0] for match in islice(LINE.finditer(text), number, None))


def _cells(line: str, mark: str) -> list[str]:
    """Return the cells of a single line, whatever is wrong with it."""
    try:
        return next(csv.reader([line], delimiter=mark), [])
    except csv.Error:
        return line.split(mark)


def _place(path: str, number: int, before: str, mark: str) -> Location:
    """Return the place after a part of a line; of a table it is the cell."""
    if not mark:
        return Location(path=path, line=number, column=len(before) + 1)
    position = len(_cells(before + "x", mark)) - 1
    return Location.of_cell(path, number, position)


def redact(problems: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Drop diagnostics that could reveal personal data or a small count.

    A file with a column about persons is only said to have it; and a count that is too small to
    be shown takes with it what else is wrong with its sums.
    """
    every = tuple(problems)
    paths = {d.location.path for d in every if d.code == "PRV001"} - {SETTINGS_PATH}
    small = {d.location for d in every if d.code == "PRV006"}
    return tuple(
        d
        for d in every
        if d.code.startswith("PRV")
        or (d.location.path not in paths and small.isdisjoint((d.location, *d.related)))
    )
