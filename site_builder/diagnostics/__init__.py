"""What went wrong, where, and how bad: problems as values.

Takes nothing and gives the types that every stage uses to report a person's mistake: `Location`,
`Severity`, `Diagnostic`, and the table of codes. The words live in `messages/<lang>.yaml`, joined
to the codes by `report.py`. Nothing here prints, exits or raises.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from enum import StrEnum


class Severity(StrEnum):
    """How bad a problem is: an error stops publishing, a warning does not (unless strict)."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, kw_only=True, slots=True, order=True)
class Location:
    """A place in a file of the project."""

    path: str
    """Relative to the project, with forward slashes."""
    line: int = 0
    """From 1; 0 when the problem is the file as a whole."""
    column: int = 0
    """From 1; 0 when only the line is known."""
    cell: str = ""
    """A spreadsheet's cell with its sheet, as in `Sheet1!C14`."""

    @classmethod
    def of_cell(cls, path: str, line: int, position: int) -> Location:
        """Give the place of a cell of a table, by its line from 1 and its column from 0."""
        cell = f"{column_letters(position)}{line}"
        return cls(path=path, line=line, column=position + 1, cell=cell)

    def __str__(self) -> str:
        """Give the clickable form `path:line:col`, leaving out what is unknown."""
        parts = [self.path]
        if self.line:
            parts.append(str(self.line))
            if self.column:
                parts.append(str(self.column))
        return ":".join(parts)


def column_letters(position: int) -> str:
    """Name a column, counted from 0, as spreadsheets do: A, B, … Z, AA."""
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


@dataclass(frozen=True, kw_only=True, slots=True)
class Diagnostic:
    """One problem that a person can mend: a code, a place, and what the message needs."""

    code: str
    location: Location
    params: Mapping[str, str] = field(default_factory=dict)
    """Values for the placeholders of the code's message and hints."""
    related: tuple[Location, ...] = ()

    @property
    def severity(self) -> Severity:
        """Give the severity that the table of codes sets."""
        return CODES[self.code]

    @property
    def is_error(self) -> bool:
        """Tell whether this problem stops publishing."""
        return self.severity is Severity.ERROR


def problem(
    code: str, location: Location, *, related: Iterable[Location] = (), **params: object
) -> Diagnostic:
    """Make a diagnostic; every parameter becomes text for the message's placeholders.

    What looks like personal data is masked, whatever the parameter is for.
    """
    return Diagnostic(
        code=code,
        location=location,
        params={name: _PERSONAL.sub(_mask, str(value)) for name, value in params.items()},
        related=tuple(related),
    )


# Long numbers, telephone numbers and e-mail addresses, wherever a message would repeat them.
_PERSONAL = re.compile(
    r"(?<!\d)\d(?:[ .\-/]?\d){13,}(?!\d)"
    r"|(?<![\w./\-])[+(]?0\d{2,4}\)?(?:[ .\-]{0,2}\d){6,}|\+\d(?:[ .\-()]{0,2}\d){8,}"
    r"|[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+"
)
_FIRST_SHOWN, _LAST_SHOWN = 4, 2


def masked(text: str) -> str:
    """Hide all of a text but its first four and its last two characters.

    >>> masked("0812-3456-7890")
    '0812********90'
    """
    hidden = max(len(text) - _FIRST_SHOWN - _LAST_SHOWN, 0)
    return f"{text[:_FIRST_SHOWN]}{'*' * hidden}{text[_FIRST_SHOWN + hidden :]}"


def _mask(match: re.Match[str]) -> str:
    return masked(match[0])


def nearest(name: str, known: Iterable[str]) -> str:
    """Give the known name that looks most like `name`, or an empty text."""
    by_lower = {real.lower(): real for real in sorted(known)}
    matches = get_close_matches(name.lower(), by_lower, n=1, cutoff=0.5)
    return by_lower[matches[0]] if matches else ""


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Sort by place and code and drop repeats, so that two runs list the same."""
    unique = {(d.location, d.code, tuple(sorted(d.params.items()))): d for d in diagnostics}
    return tuple(unique[key] for key in sorted(unique))


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Tell whether any of the problems stops publishing."""
    return any(d.is_error for d in diagnostics)


_ERROR, _WARNING = Severity.ERROR, Severity.WARNING

CODES: Mapping[str, Severity] = {
    # CFG: site.yaml and the shape of YAML files
    "CFG001": _ERROR,  # a file that the project needs is missing
    "CFG002": _ERROR,  # YAML that cannot be read
    "CFG003": _ERROR,  # the same key twice
    "CFG004": _ERROR,  # an unknown key
    "CFG005": _ERROR,  # a required key is missing
    "CFG006": _ERROR,  # a value of the wrong kind
    "CFG007": _ERROR,  # a value outside its list
    "CFG008": _ERROR,  # a schema version that this program does not know
    "CFG009": _WARNING,  # base_url is a reserved name
    # TXT: text files and content
    "TXT001": _ERROR,  # bytes that are no text
    "TXT002": _WARNING,  # not UTF-8; read as Windows-1252
    "TXT003": _ERROR,  # front matter fence missing or open
    "TXT004": _ERROR,  # file name without a known language
    "TXT005": _ERROR,  # a description that is too long
    "TXT006": _ERROR,  # raw HTML in Markdown
    "TXT007": _ERROR,  # a heading without an id, or a wrong one
    "TXT008": _ERROR,  # the same id twice on a page
    "TXT009": _WARNING,  # a list glued to the paragraph before it
    "TXT010": _WARNING,  # nested list with too little indentation
    "TXT011": _ERROR,  # a table without a caption
    "TXT012": _ERROR,  # a link with a scheme that is not allowed
    "TXT013": _ERROR,  # unknown kind of callout
    "TXT014": _ERROR,  # shared front matter in a translation
    "TXT015": _ERROR,  # a picture without words for who cannot see it
    "TXT016": _ERROR,  # a picture that does not stand beside its page
    "TXT017": _ERROR,  # a file that is no picture for a page
    "TXT018": _ERROR,  # a picture over its limit
    "TXT019": _WARNING,  # a picture that no page shows
    # FIG: inserts and figures
    "FIG001": _ERROR,  # an insert that does not follow the grammar
    "FIG002": _ERROR,  # template code in content
    "FIG003": _ERROR,  # unknown name
    "FIG004": _ERROR,  # unknown filter, or one that does not fit
    "FIG005": _ERROR,  # no value at the pinned date
    "FIG006": _ERROR,  # an unpinned coverage figure in an update
    "FIG007": _ERROR,  # a filter argument that is no date
    # DAT: data files
    "DAT001": _ERROR,  # an unknown or missing column
    "DAT002": _ERROR,  # a row with too many or too few cells
    "DAT003": _ERROR,  # a cell that is no whole number
    "DAT004": _ERROR,  # a cell that is no decimal number
    "DAT005": _ERROR,  # a cell that is no date
    "DAT006": _ERROR,  # an empty cell where a value is owed
    "DAT007": _ERROR,  # an unknown id
    "DAT008": _ERROR,  # the same key twice
    "DAT009": _ERROR,  # a value outside its list
    "DAT010": _ERROR,  # a published total that differs from its parts
    "DAT011": _ERROR,  # a value where none may stand
    "DAT012": _ERROR,  # a date in the future
    "DAT013": _WARNING,  # mixed grouping marks in one file
    "DAT014": _ERROR,  # a formula that cannot be computed
    "DAT015": _ERROR,  # two published values for one cell and date
    "DAT016": _ERROR,  # a jump that no note confirms
    "DAT017": _ERROR,  # a release before the count
    "DAT018": _ERROR,  # a funding source with the name of another figure
    # NUM: typed numbers
    "NUM001": _ERROR,  # an amount, a percentage or a count of people typed into prose
    "NUM002": _ERROR,  # a typed number of 1,000 or more that is a figure's value
    "NUM003": _WARNING,  # a typed number of 10 to 999 with the unit of a figure of that value
    "NUM004": _ERROR,  # an exempted number without a reason
    # LNG: languages
    "LNG001": _ERROR,  # a page without its translation
    "LNG002": _ERROR,  # a translation without its original
    "LNG003": _ERROR,  # catalog key missing
    "LNG004": _ERROR,  # placeholders differ between catalogs
    "LNG005": _ERROR,  # an id of a translation that the original lacks
    "LNG006": _ERROR,  # a text without this language
    "LNG007": _WARNING,  # a section that nobody confirmed as current
    "LNG008": _WARNING,  # a section that has been stale for too long
    "LNG010": _ERROR,  # languages differ: a figure
    "LNG011": _ERROR,  # a number
    "LNG012": _ERROR,  # an amount of money
    "LNG013": _ERROR,  # a date
    "LNG014": _ERROR,  # a telephone number
    "LNG015": _ERROR,  # a link
    "LNG016": _ERROR,  # a heading
    "LNG017": _ERROR,  # a list
    "LNG018": _ERROR,  # a table
    "LNG019": _ERROR,  # a callout
    "LNG020": _ERROR,  # a source
    "LNG021": _WARNING,  # a term
    "LNG022": _WARNING,  # a stale section lacks what its original has
    "LNG023": _WARNING,  # a paragraph in another language
    "LNG024": _WARNING,  # an interface word that nobody shows
    "LNG025": _ERROR,  # a plural form that a counting word lacks
    "LNG026": _ERROR,  # a plural form that the language does not have
    "LNG027": _ERROR,  # languages differ: a picture
    # TPL: templates
    "TPL001": _ERROR,  # a template that fails
    "TPL002": _ERROR,  # a catalog key that a template asks for and no catalog has
    "TPL003": _ERROR,  # an unknown template name
    "TPL004": _ERROR,  # words typed into a template
    "TPL005": _ERROR,  # a font that cannot be read
    "TPL006": _WARNING,  # characters that no font can draw
    "TPL007": _ERROR,  # a drawing that cannot be drawn
    # OUT: addresses and the built site
    "OUT001": _ERROR,  # two pages with one address
    "OUT002": _ERROR,  # an internal link to nothing
    "OUT003": _ERROR,  # an internal link to an anchor that does not exist
    "OUT004": _ERROR,  # an unknown page key in front matter or settings
    "OUT005": _ERROR,  # a page heavier than its budget
    "OUT006": _ERROR,  # an output folder that this program did not make
    "OUT007": _ERROR,  # scripts heavier than their budget
    "OUT008": _ERROR,  # what is fetched ahead heavier than its budget
    "OUT009": _ERROR,  # a picture for sharing that is heavier than its budget
    # ELG: the eligibility checker
    "ELG001": _ERROR,  # a way that leads nowhere
    "ELG002": _ERROR,  # a question without answers
    "ELG003": _ERROR,  # a question that stands twice on one path
    "ELG004": _ERROR,  # a question or an outcome that no path reaches
    "ELG005": _ERROR,  # an outcome without source, next step or contact
    # CLM: the claim guides
    "CLM001": _ERROR,  # a step of a guide without its facts
    # FRE: freshness
    "FRE001": _WARNING,  # a rule that has ended
    "FRE002": _WARNING,  # something whose review is due
    # TRM: terms
    "TRM001": _WARNING,  # a variant that staff agreed not to use
    "TRM002": _WARNING,  # an abbreviation that the page has not explained before
    # IMP: an imported spreadsheet
    "IMP001": _ERROR,  # a file that cannot be read
    "IMP002": _ERROR,  # a sheet without a header
    "IMP003": _ERROR,  # several sheets that could be meant
    "IMP004": _ERROR,  # two columns that mean the same
    "IMP005": _ERROR,  # an unknown column of words
    "IMP006": _WARNING,  # an unknown column of numbers, left out
    "IMP007": _ERROR,  # a needed value that stands nowhere
    "IMP008": _ERROR,  # an empty cell beside filled ones
    "IMP009": _ERROR,  # a formula without its saved result
    "IMP010": _ERROR,  # a text that is no clear whole number
    "IMP011": _ERROR,  # a number that is not whole, or negative
    "IMP012": _ERROR,  # an error value, a truth value, or a date for a number
    "IMP013": _ERROR,  # a date that is not clear
    "IMP014": _ERROR,  # an unknown name
    "IMP015": _ERROR,  # a name that fits several
    "IMP016": _ERROR,  # a row without a count
    "IMP017": _ERROR,  # a sum that its parts do not make
    "IMP018": _WARNING,  # hidden rows, read all the same
    "IMP019": _WARNING,  # a hidden column, read all the same
    "IMP020": _ERROR,  # a count merged over several rows
    "IMP021": _ERROR,  # a column about persons
    "IMP022": _ERROR,  # a personal number or address in a cell
    "IMP023": _ERROR,  # two counts of one thing in a sheet
    "IMP024": _ERROR,  # a changed value without the day on which it was said
    "IMP025": _ERROR,  # a changed value that was said before the old one
    "IMP026": _ERROR,  # a value that sources dispute
    "IMP027": _ERROR,  # counts in thousands
    "IMP028": _ERROR,  # a second table on the sheet
    "IMP029": _ERROR,  # a table without rows
    # PRV: persons
    "PRV001": _ERROR,  # a column about persons
    "PRV002": _ERROR,  # a national identity number
    "PRV003": _ERROR,  # a telephone number outside the contacts
    "PRV004": _ERROR,  # an e-mail address outside the contacts
    "PRV005": _ERROR,  # a file in data/ that cannot be checked
    "PRV006": _ERROR,  # a count so small that it points at persons
    "PRV007": _ERROR,  # a withheld count that can be computed
    "PRV008": _ERROR,  # a withheld count that another row states
}
"""Every code with its severity. Codes are never reused; the words are in `messages/`."""
