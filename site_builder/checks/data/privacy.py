"""No person stands in the project's files: the one door to python-stdnum.

Columns about persons, national identity numbers, and telephone numbers and e-mail addresses outside
`data/contacts.yaml` are refused, and never repeated whole. Which identity numbers are looked for,
and which words announce persons, the project says.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from bisect import bisect
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from importlib import import_module

from site_builder.checks.data.data_input import DataInput
from site_builder.diagnostics import Diagnostic, Location, masked, problem
from site_builder.model import Project
from site_builder.model.settings import Publishing
from site_builder.read import coverage, records
from site_builder.read.images import is_image
from site_builder.read.settings import SETTINGS_PATH
from site_builder.read.stamps import STAMPS_PATH
from site_builder.read.syntax.reader import Reader
from site_builder.read.syntax.table import column_separator, header_line
from site_builder.read.syntax.text import parse_text

CONTACTS_PATH = "data/contacts.yaml"
AREAS_PATH = "data/areas.csv"
UNCHECKED = "PRV005"
"""What is said of a file that cannot be searched, of which nothing is made anyway."""
DECLARED: Mapping[str, tuple[str, ...]] = {
    coverage.COVERAGE_PATH: (*coverage.COVERAGE_COLUMNS, *coverage.COVERAGE_OPTIONAL),
    coverage.TARGETS_PATH: coverage.TARGET_COLUMNS,
    coverage.INDICATORS_PATH: (*coverage.INDICATOR_COLUMNS, *coverage.INDICATOR_OPTIONAL),
    AREAS_PATH: records.AREA_COLUMNS,
}
"""By file, the columns that may be there and so are about no person."""

_TABLE, _READABLE = ".csv", (".csv", ".yaml", ".yml", ".md")
# What people and programs put between digits: marks, the emphasis of Markdown, the end of a line.
_GAP = r"(?:[ ._*/\-]{0,3}|,|[ \t]*\n[ \t]*)"
_ROWS = re.compile(r"(?:[^\n]*\n){1,1000}|[^\n]+")
"""As many rows of a table as are looked at together."""
_ROW_END = "\x1e"
"""White space that no text has and no number goes across."""
_LINE_END = re.compile(rf"[\n{_ROW_END}]")
_DIGITS = re.compile(r"\d+")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_LONG_NUMBER = re.compile(rf"\d(?<!\d\d)(?:{_GAP}\d){{7,}}(?!\d)")
_MOST_DIGITS = 24
"""Of an identity number; more are no number but a list of some."""
_ADDRESS = re.compile(r"https?://\S+")
# Each begins with what is looked for, which is much faster than with what precedes it.
_DIALLED = re.compile(
    r"[/=:](?:(?<=\bwa\.me/)|(?<=[?&]phone=)|(?<=\btel:))\+?(?P<number>\d(?:[ .\-]?\d){7,})"
)
# From abroad with a plus sign, or at home with the trunk prefix 0 and an area code.
_PHONE = re.compile(
    r"\+(?<![\w.]\+)\d{1,3}[ .\-]?\(?\d(?:[ .\-()]{0,2}\d){6,12}(?!\w)"
    r"|\((?<![\w./\-]\()0\d{2,4}\)?(?:[ .\-]{0,2}\d){5,10}(?!\w)"
    r"|0(?<![\w./\-]0)\d{2,4}\)?(?:[ .\-]{0,2}\d){5,10}(?!\w)"
)
_FEWEST_DIGITS = 9
"""Of a telephone number in full; dates and hours have fewer, and so have service numbers."""
_IDENTIFIER = re.compile(r"[a-z_]+(\.[a-z0-9_]+)?")
_ACCOUNT = re.compile(rb"(?<=://)[^/\s@]+@")
_MAIL = re.compile(r"(?<![\w.+\-])[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)*\.[^\W\d_]{2,}")


class PersonalDataKind(StrEnum):
    """What a piece of text tells about a person."""

    IDENTITY = "identity"
    PHONE = "phone"
    MAIL = "mail"


_CODES = {
    PersonalDataKind.IDENTITY: "PRV002",
    PersonalDataKind.PHONE: "PRV003",
    PersonalDataKind.MAIL: "PRV004",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """Personal data in a text."""

    kind: PersonalDataKind
    start: int
    text: str

    @property
    def shown(self) -> str:
        """The text as a message may show it."""
        return masked(self.text)


class PersonalData:
    """What personal data looks like, by what `site.yaml` says of the country's numbers."""

    def __init__(
        self, identifiers: Iterable[str], headers: Iterable[str] = (), calling_code: str = ""
    ) -> None:
        self._identifiers = tuple(check for name in identifiers if (check := identifier(name)))
        self._headers = tuple(f" {plain(word)} " for word in headers)
        self._abroad = (
            re.compile(
                rf"{calling_code}(?<![\w.,/\-]{calling_code})(?:[ \-]?\d){{9,12}}(?![\w,.]\d|\w)"
            )
            if calling_code
            else None
        )

    @classmethod
    def of(cls, project: Project) -> PersonalData:
        settings = project.settings
        return cls(settings.identifiers, personal_headers(project), settings.calling_code)

    def find(self, text: str) -> Iterator[Finding]:
        """Yield identity numbers, then telephone numbers, then e-mail addresses."""
        text = _ascii_digits(text)
        mails = _MAIL.finditer(text) if "@" in text else ()
        taken: list[tuple[int, int]] = []
        for kind, found in (
            (PersonalDataKind.IDENTITY, self._identities(text)),
            (PersonalDataKind.PHONE, _phones(text, self._abroad)),
            (PersonalDataKind.MAIL, (match.span() for match in mails)),
        ):
            for start, end in found:
                at = bisect(taken, (start, end))
                is_before = at == len(taken) or end <= taken[at][0]
                if is_before and (at == 0 or taken[at - 1][1] <= start):
                    taken.insert(at, (start, end))
                    yield Finding(kind=kind, start=start, text=text[start:end])

    def is_header(self, text: str) -> bool:
        """Return whether the header of a column announces data about persons."""
        return any(word in f" {plain(text)} " for word in self._headers)

    def is_bare_header(self, text: str) -> bool:
        """Return whether a text is such a header and nothing more."""
        return f" {plain(text)} " in self._headers

    def _identities(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield the places of identity numbers, however their digits are grouped."""
        places: dict[str, list[int]] = {}
        for match in _LONG_NUMBER.finditer(text) if self._identifiers else ():
            places.setdefault(match[0], []).append(match.start())
        for number, starts in places.items():
            for first, last in self._identities_within(number):
                yield from ((start + first, start + last) for start in starts)

    def _identities_within(self, number: str) -> Iterator[tuple[int, int]]:
        """Yield the parts of a number that are an identity number."""
        groups = [group.span() for group in _DIGITS.finditer(number)]
        for position, (start, _) in enumerate(groups):
            digits = ""
            for first, end in groups[position:]:
                digits += number[first:end]
                if len(digits) > _MOST_DIGITS:
                    break
                if any(is_valid(digits) for is_valid in self._identifiers):
                    yield start, end


def identifier(name: str) -> Callable[[str], bool] | None:
    """Return the test of an identity number by its name in python-stdnum, if there is one."""
    if not _IDENTIFIER.fullmatch(name):
        return None
    try:
        module = import_module(f"stdnum.{name}")
    except ImportError:
        return None
    check: Callable[[str], bool] | None = getattr(module, "is_valid", None)
    return check


def personal_headers(project: Project) -> Iterator[str]:
    """Yield the words that announce persons, of every language."""
    for catalog in project.catalogs.values():
        if catalog.lexicon is not None:
            yield from catalog.lexicon.personal_headers


def plain(text: str) -> str:
    """Fold a text for comparison: small letters, digits and single spaces."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(re.sub(r"[\W_]", " ", folded).split())


def check_personal_data(data: DataInput) -> Iterator[Diagnostic]:
    """Report what tells about persons in any file that people write."""
    settings = data.project.settings
    for name in settings.identifiers:
        if identifier(name) is None:
            yield problem("CFG007", settings.location, key="identifiers", value=name)
    for path in sorted(data.files):
        yield from data.keep(("personal data", path), partial(_in_file_of, data, path))


def _in_file_of(data: DataInput, path: str) -> tuple[Diagnostic, ...]:
    personal = data.keep(("personal data",), lambda: PersonalData.of(data.project))
    content = data.files[path]
    if path == SETTINGS_PATH:
        content = _without_accounts(content, data.project.settings.publish)
    return tuple(_in_file(path, content, personal))


def _without_accounts(content: bytes, publishing: Publishing | None) -> bytes:
    """Leave out the accounts of machines to publish to, which look like e-mail addresses."""
    to = publishing.to.encode() if publishing else b""
    content = content.replace(to, to.replace(b"@", b" "))
    return _ACCOUNT.sub(lambda match: b" " * len(match[0]), content)


def _in_file(path: str, content: bytes, personal: PersonalData) -> Iterator[Diagnostic]:
    is_readable = path.endswith(_READABLE)
    if not is_readable and not is_image(path):
        yield problem(UNCHECKED, Location(path=path), folder=path.partition("/")[0])
    text = parse_text(content, Reader(path)) if is_readable and path != STAMPS_PATH else None
    if text is None:
        return
    mark = column_separator(text)
    parts = iter([text])
    if path.endswith(_TABLE):
        yield from _headers(path, text, mark, personal)
        # Each row of a table stands for itself; in prose a number may go on in the next line.
        parts = (match[0].replace("\n", _ROW_END) for match in _ROWS.finditer(text))
    lines = 0
    for part in parts:
        starts = [0, *(match.end() for match in _LINE_END.finditer(part))]
        for finding in personal.find(part):
            if finding.kind is PersonalDataKind.IDENTITY or path != CONTACTS_PATH:
                line = bisect(starts, finding.start)
                before = part[starts[line - 1] : finding.start]
                place = _place(path, lines + line, before, mark)
                yield problem(_CODES[finding.kind], place, value=finding.shown)
        lines += len(starts) - 1


def _headers(path: str, text: str, mark: str, personal: PersonalData) -> Iterator[Diagnostic]:
    """Report the columns about persons among those that nobody declared."""
    names = next(csv.reader([header_line(text)], delimiter=mark), [])
    for position, name in enumerate(names):
        if name.strip() not in DECLARED.get(path, ()) and personal.is_header(name):
            place = Location.of_cell(path, 1, position)
            yield problem("PRV001", place, name=name.strip())


def _place(path: str, number: int, before: str, mark: str) -> Location:
    """Return the place after a part of a line; of a table it is the cell."""
    if not path.endswith(_TABLE):
        return Location(path=path, line=number, column=len(before) + 1)
    position = len(next(csv.reader([before + "x"], delimiter=mark))) - 1
    return Location.of_cell(path, number, position)


def _phones(text: str, abroad: re.Pattern[str] | None) -> Iterator[tuple[int, int]]:
    """Yield the places of telephone numbers; of web addresses only those that dial."""
    for match in _DIALLED.finditer(text):
        yield match.span("number")
    rest = _ADDRESS.sub(lambda match: " " * len(match[0]), text)
    for match in _PHONE.finditer(rest):
        if sum(map(str.isdigit, match[0])) >= _FEWEST_DIGITS:
            yield match.span()
    if abroad is not None:
        yield from (match.span() for match in abroad.finditer(rest))


def _ascii_digits(text: str) -> str:
    """Write every digit, space and dash in its plain form, each in its own place."""
    return _NOT_ASCII.sub(_plain_mark, text)


def _plain_mark(match: re.Match[str]) -> str:
    char = match[0]
    if char.isdecimal():
        return str(unicodedata.digit(char))
    category = unicodedata.category(char)
    return {"Zs": " ", "Pd": "-"}.get(category, char)


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
