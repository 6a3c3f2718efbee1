"""What personal data looks like: the one door to python-stdnum.

Which identity numbers are looked for, and which words announce persons, the project says.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from importlib import import_module

from site_builder.checks.data.disguise import undisguised
from site_builder.diagnostics import masked
from site_builder.model import Catalog, Contact, Project

# What people and programs put between digits: any few marks, the end of a line; not what stands for
# a date, and no number goes across.
_GAP = r"(?:(?:[^\w\n,#\x1e\x1f]|_){0,3}|,|[ \t]*\n[ \t]*)"
_DIGITS = re.compile(r"\d+")
_LONG_NUMBER = re.compile(rf"\d(?<!\d\d)(?:{_GAP}\d){{7,}}(?!\d)")
_LETTERS_FOR_ZERO = re.compile(r"[Oo](?<=\d[Oo])[Oo]{0,3}(?=\d|\b)")
_FEWEST_DIGITS_OF_IDENTITY = 8
"""Of some countries' numbers the zeros in front may be left out; so short they are not known."""
_MOST_DIGITS = 24
"""Of an identity number; more are no number but a list of some."""
_MOST_DIGITS_OF_TELEPHONE = 15
"""With the code of the country (ITU-T E.164)."""
_DATE = re.compile(
    r"(?<!\d)(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?!\d)"
    r"|(?<=[,;\t])(?:19|20)\d\d(?:-(?:0[1-9]|1[0-2]))?(?=[,;\t])"
)
"""A day, or a year or month as a cell: its digits belong to no number beside it."""
_ADDRESS = re.compile(r"https?://\S+")
# Each begins with what is looked for, which is much faster than with what precedes it.
_DIALLED = re.compile(
    r"[/=:](?:(?<=\bwa\.me/)|(?<=[?&]phone=)|(?<=\btel:))\+?(?P<number>\d(?:[ .\-]?\d){7,})"
)
# From abroad with a plus sign, or at home with the trunk prefix 0 and an area code.
_PHONE = re.compile(
    r"\+(?<![\w.]\+)\d{1,3}[ .\-]?\(?\d(?:[ .\-()]{0,2}\d){6,12}(?!\w)"
    r"|\((?<![\w./\-]\()0\d{2,4}\)?(?:[ .\-/]{0,2}\d){5,10}(?!\w)"
    r"|0(?<!\d0)\d{2,4}\)?(?:[ .\-/]{0,2}\d){5,10}(?!\w)"
)
_LOST_ZERO = re.compile(
    r"[1-9](?<![\w./\-+#=%][1-9])(?<!\d,[1-9])(?<!range\([1-9])"
    r"(?:\d{8,11}|\d\d(?P<gap>[ \-])\d{3,4}(?P=gap)\d{3,5})(?![\w/\-]|[.,]\d)"
)
"""As a spreadsheet leaves a number of a telephone at home, which it takes for an amount."""
_ROUND = "00"
"""What amounts end in; those that do not are grouped."""
_BEFORE = re.compile(r"[^\w./\-](?:[^\W\d_]{1,15}[./:\-]?)?\Z")
"""What may precede a number: nothing of a code or an address, but a word."""
_MOST_BEFORE = 20
_OF_A_YEAR = re.compile(r"/(?:19|20)\d\d\Z")
"""The end of a letter's number or a rule's, which have slashes too."""
_FEWEST_DIGITS = 9
"""Of a telephone number in full; dates and hours have fewer, and so have service numbers."""
_IDENTIFIER = re.compile(r"[a-z_]+(\.[a-z0-9_]+)?")
_ACCOUNT = re.compile(r"(?<=://)[^\s/@<>\"'?#]{1,200}@(?=[\w\[])")
"""Who may open an address of the web, with the password; the end looks like an e-mail address."""
_MAIL = re.compile(r"(?<![\w.+\-])[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)*\.[^\W\d_]{2,}")


class PersonalDataKind(StrEnum):
    """What a piece of text tells about a person."""

    IDENTITY = "identity"
    PHONE = "phone"
    MAIL = "mail"
    ACCOUNT = "account"


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """Personal data in a text."""

    kind: PersonalDataKind
    start: int
    end: int
    text: str
    """Without disguise."""

    @property
    def shown(self) -> str:
        """The text as a message may show it."""
        return "…@" if self.kind is PersonalDataKind.ACCOUNT else masked(self.text)


class PersonalData:
    """What personal data looks like, by what `site.yaml` says of the country's numbers."""

    def __init__(
        self,
        identifiers: Iterable[str],
        headers: Iterable[str] = (),
        calling_code: str = "",
        telephones: Iterable[str] = (),
    ) -> None:
        self._names = tuple(identifiers)
        self._headers = tuple(f" {plain(word)} " for word in headers)
        self._telephones = frozenset(telephones)
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
        headers = personal_headers(project.catalogs.values())
        telephones = telephone_digits(project.contacts.values())
        return cls(settings.identifiers, headers, settings.calling_code, telephones)

    @cached_property
    def _identifiers(self) -> tuple[Callable[[str], bool], ...]:
        """Return the tests, whose library takes longest to import; few texts have such digits."""
        return tuple(check for name in self._names if (check := identifier(name)))

    @cached_property
    def _lengths(self) -> frozenset[int]:
        return frozenset(n for check in self._identifiers for n in _lengths(check))

    def find(self, written: str, *, with_lost_zeros: bool = False) -> Iterator[Finding]:
        """Yield identity numbers, then accounts, telephone numbers and e-mail addresses."""
        plain = undisguised(written)
        text = plain.text
        mails, accounts = (
            (_MAIL.finditer(text), _ACCOUNT.finditer(text)) if "@" in text else ((), ())
        )
        taken: list[tuple[int, int]] = []
        for kind, found in (
            (PersonalDataKind.IDENTITY, self._identities(text)),
            (PersonalDataKind.ACCOUNT, (match.span() for match in accounts)),
            (PersonalDataKind.PHONE, _phones(text, self._abroad, with_lost_zeros)),
            (PersonalDataKind.MAIL, (match.span() for match in mails)),
        ):
            for start, end in found:
                at = bisect(taken, (start, end))
                is_before = at == len(taken) or end <= taken[at][0]
                if is_before and (at == 0 or taken[at - 1][1] <= start):
                    taken.insert(at, (start, end))
                    begin, last = plain.written(start), plain.written(end - 1)
                    yield Finding(kind=kind, start=begin, end=last + 1, text=text[start:end])

    def without_identities(self, content: bytes) -> bytes:
        """Return a file's content with each identity number in it masked."""
        text = content.decode("utf-8", "surrogateescape")
        for found in sorted(self.find(text), key=lambda found: found.start, reverse=True):
            if found.kind is PersonalDataKind.IDENTITY:
                text = f"{text[: found.start]}{found.shown}{text[found.end :]}"
        return text.encode("utf-8", "surrogateescape")

    def is_identity(self, digits: str) -> bool:
        """Return whether digits are an identity number, and no telephone number of a contact."""
        return (
            len(digits) in self._lengths
            and any(check(digits) for check in self._identifiers)
            and not any(digits in telephone for telephone in self._telephones)
        )

    def is_header(self, text: str) -> bool:
        """Return whether the header of a column announces data about persons."""
        words = _between_spaces(text)
        return any(word in words for word in self._headers)

    def is_bare_header(self, text: str) -> bool:
        """Return whether a text is such a header and nothing more."""
        return _between_spaces(text) in self._headers

    def _identities(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield the places of identity numbers, however their digits are grouped."""
        places: dict[str, list[int]] = {}
        if self._names:
            text = _LETTERS_FOR_ZERO.sub(lambda match: "0" * len(match[0]), text)
            text = _DATE.sub(lambda match: "#" * len(match[0]), text)
        for match in _LONG_NUMBER.finditer(text) if self._names else ():
            places.setdefault(match[0], []).append(match.start())
        for number, starts in places.items():
            for first, last in self._identities_within(number):
                yield from ((start + first, start + last) for start in starts)

    def _identities_within(self, number: str) -> Iterator[tuple[int, int]]:
        """Yield the parts of a number that are an identity number."""
        groups = [group.span() for group in _DIGITS.finditer(number)]
        for position, (start, _) in enumerate(groups):
            digits = ""
            for first, end in groups[position : position + _MOST_DIGITS]:
                digits += number[first:end]
                if len(digits) > _MOST_DIGITS:
                    break
                if self.is_identity(digits):
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


def _lengths(check: Callable[[str], bool]) -> Iterator[int]:
    """Yield how many digits an identity number may have: asked once, not of every number."""
    from stdnum.exceptions import InvalidLength, ValidationError

    validate = import_module(check.__module__).validate
    for length in range(_FEWEST_DIGITS_OF_IDENTITY, _MOST_DIGITS + 1):
        try:
            validate("1" * length)
        except InvalidLength:
            continue
        except ValidationError:
            pass
        yield length


def telephone_digits(contacts: Iterable[Contact]) -> Iterator[str]:
    """Yield the digits of each number to call, which may by chance be an identity number too."""
    for channel in (channel for contact in contacts for channel in contact.channels):
        for number in (channel.value, channel.dial) if channel.dial else ():
            digits = "".join(char for char in number if char.isdecimal())
            if len(digits) <= _MOST_DIGITS_OF_TELEPHONE:
                yield digits


def personal_headers(catalogs: Iterable[Catalog | None]) -> Iterator[str]:
    """Yield the words that announce persons, of every language whose catalog can be read."""
    for catalog in catalogs:
        if catalog is not None and catalog.lexicon is not None:
            yield from catalog.lexicon.personal_headers


def plain(text: str) -> str:
    """Fold a text for comparison: small letters, digits and single spaces."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(re.sub(r"[\W_]", " ", folded).split())


def _between_spaces(text: str) -> str:
    """Give the words of a header with a space around each; one written l i k e t h i s is one."""
    letters = plain(text).split()
    is_spaced = all(len(letter) == 1 for letter in letters)
    return f" {('' if is_spaced else ' ').join(letters)} "


def _phones(
    text: str, abroad: re.Pattern[str] | None, with_lost_zeros: bool
) -> Iterator[tuple[int, int]]:
    """Yield the places of telephone numbers; of web addresses only those that dial."""
    for match in _DIALLED.finditer(text):
        yield match.span("number")
    rest = _ADDRESS.sub(lambda match: " " * len(match[0]), text)
    for match in _PHONE.finditer(rest):
        if sum(map(str.isdigit, match[0])) >= _FEWEST_DIGITS and _stands_alone(match):
            yield match.span()
    if abroad is not None:
        yield from (match.span() for match in abroad.finditer(rest))
    for match in _LOST_ZERO.finditer(rest) if with_lost_zeros else ():
        groups = re.split(r"[ \-]", match[0])
        is_amount = match[0].endswith(_ROUND) or {len(group) for group in groups[1:]} == {3}
        if not is_amount:
            yield match.span()


def _stands_alone(match: re.Match[str]) -> bool:
    """Return whether a number that begins with 0 is part of no code, no address and no rule."""
    if match[0].startswith("0"):
        before = match.string[max(0, match.start() - _MOST_BEFORE) : match.start()]
        return bool(_BEFORE.search(before.rjust(_MOST_BEFORE))) and not _OF_A_YEAR.search(match[0])
    return True
