"""Several problems that are one mistake are said once, where it is mended."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from site_builder.diagnostics import Diagnostic, in_order, problem
from site_builder.pages.site_plan import insert_name
from site_builder.read import coverage
from site_builder.read.content import CONTENT_FOLDER

_UNKNOWN, _UNKNOWN_PAGE, _UNKNOWN_INSERT = "DAT007", "OUT004", "FIG003"
_NO_DAY, _BUDGET_OF_NO_PAGE, _UNKNOWN_IN_FORMULA = "FIG005", "CFG010", "DAT014"
MOST_TELLING = (
    *(_UNKNOWN_PAGE, _UNKNOWN, _UNKNOWN_INSERT, _NO_DAY, _BUDGET_OF_NO_PAGE, _UNKNOWN_IN_FORMULA),
)
"""By which of them a name is told that several use."""
_MOST_PLACES = 5
"""Of a name that is in no list, told beside the first."""
RECORDS_OF = {
    "benefit": "data/benefits.yaml",
    "chart": "data/charts.yaml",
    "contact": "data/contacts.yaml",
    "contribution": "data/benefits.yaml",
    "coverage": coverage.COVERAGE_PATH,
    "indicator": coverage.INDICATORS_PATH,
    "target": coverage.TARGETS_PATH,
    "term": "data/glossary.yaml",
}
"""By namespace, the file whose records give its names."""
_MISSING_FILE, _MISSING_LANGUAGE, _MISSING_ORIGINAL = "CFG001", "LNG001", "LNG002"
_SHARED_ADDRESS = "OUT001"
_OF_ORIGINALS, _MISSING_KEY = "TXT014", "CFG005"
_UNREAD, _NAMELESS, _UNSEARCHED = "CFG018", "TXT004", "PRV005"
_NOT_A_DAY, _EMPTY_CELL = "DAT005", "DAT006"
_PERSONAL = "PRV"
_MANY = 3
"""So many cells in which a day is wrong were not written one by one."""


def gathered(problems: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Say each mistake once, however many places and files it shows in."""
    found = tuple(problems)
    for gather in _GATHERERS:
        found = gather(found)
    return found


def page_of(path: str) -> str:
    """Return what the files of a page are called in every language, however it is written."""
    return path.removesuffix(".md").rpartition(".")[0].casefold()


def _lost_names(problems: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    """Say once of a name that several pages and files use and nothing has: it went from its list.

    The languages of a page are one: there it may as well be misspelt.
    """
    uses: dict[tuple[str, str], list[Diagnostic]] = {}
    for found in problems:
        if found.code in MOST_TELLING:
            uses.setdefault(_name_in_list(found), []).append(found)
    several = {name: each for name, each in uses.items() if len(set(map(_user, each))) > 1}
    gone = {id(use) for each in several.values() for use in each}
    return (
        *(found for found in problems if id(found) not in gone),
        *(_used_in_places(in_order(each), file) for (file, _), each in several.items()),
    )


def _user(use: Diagnostic) -> object:
    """Return what uses a name: a formula, a page in all its languages, any other file."""
    if use.code == _UNKNOWN_IN_FORMULA:
        return use.location
    return page_of(use.location.path) or use.location.path


def _name_in_list(found: Diagnostic) -> tuple[str, str]:
    """Return the file that should hold a name, and the name as it would stand there."""
    params = found.params
    if found.code == _UNKNOWN:
        is_page = params["file"] == CONTENT_FOLDER
        return params["file"], insert_name(params["value"]) if is_page else params["value"]
    if found.code in {_UNKNOWN_PAGE, _BUDGET_OF_NO_PAGE}:
        return CONTENT_FOLDER, insert_name(params.get("key") or params["value"])
    if found.code == _UNKNOWN_IN_FORMULA:
        return found.location.path, params.get("part", "")
    namespace, _, name = params["name"].partition(".")
    day = f"@{params['date']}" if found.code == _NO_DAY else ""
    return RECORDS_OF.get(namespace, CONTENT_FOLDER), name + day


def _used_in_places(uses: Sequence[Diagnostic], file: str) -> Diagnostic:
    first = min(uses, key=lambda use: MOST_TELLING.index(use.code))
    related = [use.location for use in uses if use is not first][:_MOST_PLACES]
    params = {**first.params, "known": "", "file": file, "places": len(uses)}
    return problem(first.code, first.location, related=related, **params)


def _unread_files(problems: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    """Say once of a file that nobody reads that persons stand in it: all of it is to go."""
    meant = {p.location.path: p.params.get("nearest", "") for p in problems if p.code == _UNREAD}
    personal: dict[str, Diagnostic] = {}
    others = []
    for found in problems:
        path = found.location.path
        if path in meant and found.code.startswith(_PERSONAL):
            personal[path] = min(personal.get(path, found), found, key=lambda p: p.location)
        else:
            others.append(found)
    return (
        *(p for p in others if p.code != _UNREAD or p.location.path not in personal),
        *(_with(found, file=path, copied=meant[path]) for path, found in personal.items()),
    )


def _misnamed_files(problems: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    """Say once of a file that is missing, and of the one that must be it under another name."""
    missing = {path: found for found in problems if (path := _missing(found))}
    changed: dict[int, Diagnostic | None] = {}
    for found in problems:
        path = found.location.path
        is_personal = found.code.startswith(_PERSONAL) and "copied" in found.params
        is_unread = is_personal or found.code in {_UNREAD, _NAMELESS, _UNSEARCHED}
        lost = next((each for each in missing if is_unread and _may_be(found, each, missing)), "")
        if not lost:
            continue
        absent = missing.pop(lost)
        # Of a file that nobody reads only a warning tells, and it is no page to be named.
        named = (absent, found) if found.code == _UNREAD else (found, absent)
        changed[id(named[0])] = _with(named[0], meant=lost, held=path)
        changed[id(named[1])] = None
    return tuple(p for found in problems if (p := changed.get(id(found), found)) is not None)


def _missing(found: Diagnostic) -> str:
    """Return the path of the file that is missing."""
    if found.code == _MISSING_ORIGINAL:
        return found.params.get("original", "")
    return found.location.path if found.code in {_MISSING_FILE, _MISSING_LANGUAGE} else ""


def _may_be(unread: Diagnostic, path: str, missing: Mapping[str, Diagnostic]) -> bool:
    """Return whether a file must be the missing one: by its name, or since no other is missing."""
    own = unread.location.path
    if path in {unread.params.get("nearest"), unread.params.get("copied")}:
        return True
    is_only = unread.code == _UNREAD and len(missing) == 1
    return _stem(own) == _stem(path) or (is_only and _folder(own) == _folder(path))


def _stem(path: str) -> str:
    folder, _, name = path.rpartition("/")
    return f"{folder}/{name.partition('.')[0]}".casefold()


def _folder(path: str) -> str:
    return path.rpartition("/")[0]


def _incomplete_rows(problems: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    """Say once of a row without several cells: it is half written, or no row of data."""
    empty: dict[tuple[str, int], list[Diagnostic]] = defaultdict(list)
    for found in in_order(problems):
        if found.code == _EMPTY_CELL and found.location.cell:
            empty[_row(found)].append(found)
    rows = {row: each for row, each in empty.items() if len(each) > 1}
    return (
        *(p for p in problems if _row(p) not in rows or p.code.startswith(_PERSONAL)),
        *(
            _with(first, columns=", ".join(each.params["column"] for each in (first, *others)))
            for first, *others in rows.values()
        ),
    )


def _row(found: Diagnostic) -> tuple[str, int]:
    return found.location.path, found.location.line


def _rewritten_days(problems: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    """Say once of a table whose days another program has written in its own way."""
    wrong: dict[str, list[Diagnostic]] = defaultdict(list)
    for found in in_order(problems):
        if found.code == _NOT_A_DAY and found.location.cell:
            wrong[found.location.path].append(found)
    tables = {path: each for path, each in wrong.items() if len(each) >= _MANY}
    return (
        *(p for p in problems if p.code != _NOT_A_DAY or p.location.path not in tables),
        *(_with(each[0], meant="", count=len(each)) for each in tables.values()),
    )


def copied_folders(problems: Iterable[Diagnostic]) -> Mapping[str, Sequence[Diagnostic]]:
    """Return folders whose pages have the addresses of those in another, with what is said of it.

    Of the two the deeper one, or the later by its name, is taken for the copy.
    """
    found: dict[tuple[str, str], list[Diagnostic]] = defaultdict(list)
    for shared in problems:
        if shared.code == _SHARED_ADDRESS and shared.related:
            found[_folders_of(shared)].append(shared)
    pages = {folders: {page_of(each.location.path) for each in of} for folders, of in found.items()}
    return {copy: found[other, copy] for other, copy in found if len(pages[other, copy]) > 1}


def _folders_of(shared: Diagnostic) -> tuple[str, str]:
    """Return the folders in which two files stand at the same place, the copy's last."""
    first, second = shared.location.path.split("/"), shared.related[0].path.split("/")
    while first and second and first[-1] == second[-1]:
        first.pop()
        second.pop()
    other, copy = sorted(("/".join(first), "/".join(second)), key=lambda f: (f.count("/"), f))
    return other, copy


def _is_in(found: Diagnostic, folder: str) -> bool:
    return found.location.path.startswith(f"{folder}/")


def _folders_of_copies(problems: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    """Say once of a folder that it was copied with all its pages."""
    copies = copied_folders(problems)
    said = {id(shared) for each in copies.values() for shared in each}
    return (
        *(found for found in problems if id(found) not in said),
        *(
            _with(first, folder=folder, other=_folders_of(first)[0], count=len(each))
            for folder, each in copies.items()
            for first in [min(each, key=lambda p: (not _is_in(p, folder), p.location))]
        ),
    )


def _swapped_languages(problems: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    """Say once of two files of a page that each holds what belongs into the other."""
    lacking = {
        page_of(found.location.path): found.location.path
        for found in problems
        if found.code == _MISSING_KEY
    }
    swapped = {
        page: found
        for found in problems
        if found.code == _OF_ORIGINALS and (page := page_of(found.location.path)) in lacking
    }
    return (
        *(
            found
            for found in problems
            if page_of(found.location.path) not in swapped or found.code.startswith(_PERSONAL)
        ),
        *(_with(found, original=lacking[page]) for page, found in swapped.items()),
    )


def _with(found: Diagnostic, **params: object) -> Diagnostic:
    params = {**found.params, **params}
    return problem(found.code, found.location, related=found.related, **params)


_GATHERERS: tuple[Callable[[tuple[Diagnostic, ...]], tuple[Diagnostic, ...]], ...] = (
    _lost_names,
    _unread_files,
    _misnamed_files,
    _incomplete_rows,
    _rewritten_days,
    _folders_of_copies,
    _swapped_languages,
)
