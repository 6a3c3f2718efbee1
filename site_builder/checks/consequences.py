"""What a mistake brings about, and what ends with it, is not said beside it.

Each rule takes the errors of a run and returns which problems follow from them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from site_builder.checks.gathering import RECORDS_OF, copied_folders, gathered, page_of
from site_builder.diagnostics import Diagnostic, Location, in_order

_UNKNOWN, _UNKNOWN_INSERT, _UNKNOWN_IN_FORMULA = "DAT007", "FIG003", "DAT014"
_COUNTED = {"data/funding.yaml", "data/areas.csv", "data/occupations.yaml"}
"""The lists that say what a row counts."""
_OF_ITSELF = {_UNKNOWN, "PRV001", "PRV002", "PRV003", "PRV004", "PRV005", "PRV006", "PRV012"}
"""What is wrong with a row whatever it counts."""
_MISREAD = ("DAT", "FIG", "NUM", "TXT")
"""What is said of words that state something else than was meant."""
_COMPARED = {*(f"LNG0{number}" for number in range(10, 23)), "LNG027", "LNG030"}
"""What is said of a translation that differs from its original."""
_ELSEWHERE_IN_FILES = (
    ({"TXT007", "TXT008"}, {"CLM001", "DAT007", "LNG005", "LNG016", "LNG022"}),
    ({"LNG005"}, {"CLM001", "DAT007"}),
    ({"TXT009", "TXT020"}, {"LNG017", "LNG018"}),
    ({"TXT031", "TXT033", "FIG001"}, _COMPARED),
    ({"LNG001"}, {"TXT014"}),
)
"""Headings that make no section and lists that are none, and what differs for want of them."""
_UNKNOWN_KEY, _MISSING_KEY = "CFG004", "CFG005"
_REFUSED_ROW = {
    *("DAT001", "DAT002", "DAT003", "DAT004", "DAT005", "DAT006", "DAT009", "DAT011"),
    "LNG006",
}
_REFUSED_VALUE = {"CFG006", "DAT009"}
_NOT_FILLED_IN = {"LNG006", "LNG029"}
_TO_COME = "DAT012"
_OF_A_DATE = {"DAT016", "DAT017", "DAT022", "DAT023"}
"""What is said of a row because of its date."""
_OF_TEMPLATES = {"TPL001", "TPL002", "TPL003", "TPL010"}
"""What each page says whose template has a mistake."""
_SLIP = 0.8
"""How much alike a word and its misspelling are."""
_WITHOUT_RECORDS = {"FIG003", "FIG005", "DAT010", "DAT014", "DAT015", "DAT016"}
"""What is said of names and sums when records are missing."""
_WITHOUT_CONTACTS = "ANS007"
"""What is said of cards when the contact to name first is missing."""
_SHARED_ADDRESS = "OUT001"
_OF_PAIRS = {"LNG001", "LNG002"}
"""What is said of pages that lack a language or an original."""
_OF_NEW_PAGES = {*_OF_PAIRS, "LNG007"}
"""The same, and of those that nobody has compared."""
_OF_COPIES = {*_OF_NEW_PAGES, *_COMPARED, "CLM001", "LNG005", "LNG008"}
"""And of steps that nobody wrote down, and of a page over which another was saved."""
_TWICE, _TWO_COUNTS = "DAT008", "DAT015"
_UNUSED_PICTURE, _FORMULA = "TXT019", "TXT032"
Follows = Callable[[Diagnostic], bool]


def without_consequences(problems: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Leave out what follows from another error."""
    every = tuple(problems)
    errors = [found for found in every if found.is_error]
    rules = [rule(errors) for rule in _RULES]
    causes = gathered(found for found in every if not any(follows(found) for follows in rules))
    # Of problems that explain each other all are said: a run never fails without a word.
    is_wordless = errors and not any(found.is_error for found in causes)
    return every if is_wordless else causes


def _line(place: Location) -> tuple[str, int]:
    return place.path, place.line


def _from_uncounted_rows(errors: Sequence[Diagnostic]) -> Follows:
    """Find what is wrong with rows only because nobody knows what they count."""
    rows = {
        _line(error.location)
        for error in errors
        if error.code == _UNKNOWN
        and error.params["file"] in _COUNTED
        and error.location.cell
        # A row of such a list counts nothing: there the name is the parent's.
        and error.params["file"] != error.location.path
    }
    return lambda found: found.code not in _OF_ITSELF and _line(found.location) in rows


def _from_refused_records(errors: Sequence[Diagnostic]) -> Follows:
    """Find names and sums that lack a record only because it was refused."""
    files = {error.location.path for error in errors if _is_refusal(error)}
    # A row under another name is not the one that is meant.
    meant = {error.params.get("nearest") for error in errors if error.code == _UNKNOWN}

    def follows(found: Diagnostic) -> bool:
        if found.code == _UNKNOWN:
            return found.params["file"] in files
        if found.code == _WITHOUT_CONTACTS:
            return RECORDS_OF["contact"] in files
        namespace, _, name = found.params.get("name", "").partition(".")
        if found.code == _UNKNOWN_INSERT and name and name in meant:
            return True
        path = RECORDS_OF.get(namespace, found.location.path)
        return found.code in _WITHOUT_RECORDS and path in files and not _is_slip(found)

    return follows


def _is_slip(found: Diagnostic) -> bool:
    """Return whether a name differs from a known one by a slip in one word: its own mistake."""
    from difflib import get_close_matches

    words, known = (re.split("[._]", found.params.get(name, "")) for name in ("name", "nearest"))
    pairs = [pair for pair in zip(words, known, strict=False) if len(set(pair)) > 1]
    return (
        len(words) == len(known)
        and len(pairs) == 1
        and bool(get_close_matches(pairs[0][0], pairs[0][1:], cutoff=_SLIP))
    )


def _is_refusal(error: Diagnostic) -> bool:
    if error.location.path.endswith(".csv"):
        is_uncounted = error.code == _UNKNOWN and error.params["file"] in _COUNTED
        return is_uncounted or error.code in _REFUSED_ROW
    names = {error.params.get("key"), error.params.get("nearest")}
    return error.code in {*_REFUSED_VALUE, _TWICE} or (error.code == _MISSING_KEY and "id" in names)


def _from_misspelt_keys(errors: Sequence[Diagnostic]) -> Follows:
    """Find fields that are missing only because their name is misspelt below."""
    missing = [error for error in errors if error.code == _MISSING_KEY]
    explained: set[tuple[Location, str]] = set()
    for error in errors:
        if error.code == _UNKNOWN_KEY:
            path, line = error.location.path, error.location.line
            # Of the record that begins last before it; of one that is whole nothing is missing.
            above = [
                other.location
                for other in missing
                if other.location.path == path and other.location.line <= line
            ]
            explained.update({(max(above), error.params["nearest"])} if above else ())
    return lambda found: (
        found.code == _MISSING_KEY and (found.location, found.params["key"]) in explained
    )


def _from_lost_structure(errors: Sequence[Diagnostic]) -> Follows:
    """Find sections and lists that differ only because one was not understood as such."""
    followed = {
        (error.location.path, code)
        for causes, codes in _ELSEWHERE_IN_FILES
        for error in errors
        if error.code in causes
        for code in codes
    }

    def follows(found: Diagnostic) -> bool:
        places = [place.path for place in _places(found)]
        paths = [found.params["file"]] if found.code == _UNKNOWN else places
        return any((path, found.code) in followed for path in paths)

    return follows


def _from_misread_words(errors: Sequence[Diagnostic]) -> Follows:
    """Find differences between languages in a line that is wrong in itself."""
    lines = {_line(error.location) for error in errors if error.code.startswith(_MISREAD)}
    return lambda found: (
        found.code in _COMPARED and any(_line(place) in lines for place in _places(found))
    )


def _from_dates_to_come(errors: Sequence[Diagnostic]) -> Follows:
    """Find dates that do not fit others only because they are a slip: they are still to come."""
    rows = {_line(error.location) for error in errors if error.code == _TO_COME}
    return lambda found: found.code in _OF_A_DATE and _line(found.location) in rows


def _from_blank_addresses(errors: Sequence[Diagnostic]) -> Follows:
    """Find addresses that meet only because a part of each is not filled in."""
    is_blank = any(error.code in _NOT_FILLED_IN for error in errors)
    without = {
        error.location.path
        for error in errors
        if error.code in {_MISSING_KEY, "CFG006"} and error.params.get("key") == "slug"
    }

    def follows(found: Diagnostic) -> bool:
        if found.code != _SHARED_ADDRESS:
            return False
        paths = {place.path for place in _places(found)}
        url = found.params["url"]
        # What is made of a page, as its leaflet, has no file of its own.
        is_without = bool(without) and not paths.isdisjoint({*without, ""})
        return is_without or (is_blank and (not url or "//" in url))

    return follows


def _from_names_of_files(errors: Sequence[Diagnostic]) -> Follows:
    """Find pages that lack a language, or share an address, because of the name of a file."""
    pages = {
        name
        for error in errors
        if error.code == "TXT026"
        for name in (page_of(error.location.path), page_of(_renamed(error)))
    }
    return lambda found: (
        found.code in {*_OF_PAIRS, _SHARED_ADDRESS}
        and any(page_of(place.path) in pages for place in _places(found))
    )


def _places(found: Diagnostic) -> tuple[Location, ...]:
    return found.location, *found.related


def _renamed(error: Diagnostic) -> str:
    return f"{error.location.path.rpartition('/')[0]}/{error.params['meant']}"


def _from_shared_addresses(errors: Sequence[Diagnostic]) -> Follows:
    """Find what a copy of a page lacks, and where else it has the address of the page."""
    first: dict[frozenset[str], Diagnostic] = {}

    def pages(found: Diagnostic) -> frozenset[str]:
        return frozenset(page_of(place.path) for place in _places(found))

    for error in in_order(errors):
        if error.code == _SHARED_ADDRESS and len(pages(error)) > 1:
            first.setdefault(pages(error), error)
    copies = frozenset[str]().union(*first)
    folders = tuple(f"{folder}/".casefold() for folder in copied_folders(errors))

    def follows(found: Diagnostic) -> bool:
        if found.code == _SHARED_ADDRESS:
            return first.get(pages(found), found) != found
        page = page_of(found.location.path)
        return found.code in _OF_COPIES and (page in copies or page.startswith(folders))

    return follows


def _from_formulas(errors: Sequence[Diagnostic]) -> Follows:
    """Find formulas that name another one which cannot be computed."""
    broken = [error.params for error in errors if error.code == _UNKNOWN_IN_FORMULA]
    is_named = any(params.get("part") != params.get("nearest") for params in broken)
    return lambda found: (
        found.code == _UNKNOWN_IN_FORMULA
        and is_named
        and found.params.get("part") == found.params.get("nearest")
    )


def _in_the_same_place(errors: Sequence[Diagnostic]) -> Follows:
    """Find what else is said of a cell, a row or a picture that is refused anyway."""
    others = [error for error in errors if error.code not in {_FORMULA, _TWO_COUNTS}]
    places = {error.location for error in others}
    pictures = {error.location.path for error in others}
    twice = {_line(error.location) for error in others if error.code == _TWICE}
    return lambda found: (
        (found.code == _FORMULA and found.location in places)
        or (found.code == _TWO_COUNTS and _line(found.location) in twice)
        or (found.code == _UNUSED_PICTURE and found.location.path in pictures)
    )


def _on_further_pages(errors: Sequence[Diagnostic]) -> Follows:
    """Find what is wrong with a template on each page but the first one that it fails on."""
    first: dict[tuple[object, ...], Diagnostic] = {}

    def mistake(found: Diagnostic) -> tuple[object, ...]:
        params = {**found.params, "page": ""}
        return found.code, found.location, *sorted(params.items())

    for error in errors:
        first.setdefault(mistake(error), error)
    return lambda found: (
        found.code in _OF_TEMPLATES and found.is_error and first[mistake(found)] is not found
    )


_RULES: tuple[Callable[[Sequence[Diagnostic]], Follows], ...] = (
    _from_uncounted_rows,
    _from_refused_records,
    _from_misspelt_keys,
    _from_lost_structure,
    _from_misread_words,
    _from_dates_to_come,
    _from_blank_addresses,
    _from_names_of_files,
    _from_shared_addresses,
    _from_formulas,
    _in_the_same_place,
    _on_further_pages,
)
