"""All files of a project into one `Project`.

`load_files` and `load_kept` read the project's folder; the rest is pure.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import TypeVar

from site_builder.adapters.folders import lying_beside, read_bytes, read_ends
from site_builder.diagnostics import Diagnostic, nearest
from site_builder.incremental.products import Keep, make_now
from site_builder.model import Catalog, Document, Image, Project, Settings
from site_builder.read import coverage, records
from site_builder.read.answers import ANSWERS_PATH, parse_answers
from site_builder.read.benefits import parse_benefits
from site_builder.read.catalogs import catalog_path, check_catalogs, parse_catalog
from site_builder.read.claims import CLAIMS_PATH, parse_claims
from site_builder.read.content import CONTENT_FOLDER, parse_document, split_path
from site_builder.read.eligibility import ELIGIBILITY_PATH, parse_eligibility
from site_builder.read.images import is_image, parse_image
from site_builder.read.settings import SETTINGS_PATH, parse_settings
from site_builder.read.stamps import CONFIRMED_FOLDER, STAMPS_PATH, parse_stamps
from site_builder.read.strangers import is_hidden, is_own, name_below, own_files
from site_builder.read.syntax import columns
from site_builder.read.syntax.columns import Column
from site_builder.read.syntax.fields import Fields, parse_fields
from site_builder.read.syntax.reader import Reader
from site_builder.read.syntax.table import Row, parse_table
from site_builder.read.syntax.text import parse_text
from site_builder.read.unknown import UNKNOWN_PATH, parse_unknown

_OF_WINDOWS = {"desktop.ini", "thumbs.db"}
"""Files that Windows leaves in a folder and hides."""
LEFT_OVER = (".orig", ".rej", "~")
"""Ends of what merging and editing leave beside a file."""
_AREAS_PATH = "data/areas.csv"
TABLES: Mapping[str, Sequence[Column]] = {
    coverage.COVERAGE_PATH: columns.COVERAGE,
    coverage.TARGETS_PATH: columns.TARGETS,
    coverage.INDICATORS_PATH: columns.INDICATORS,
    _AREAS_PATH: columns.AREAS,
}
"""The columns of each file of rows."""
INPUT_FOLDERS = ("content", "data")
DATA_FOLDER = "data/"
COLUMNS_FOLDER = "data/imports/"
"""What the headers of an office's sheets mean, which only an import reads."""
_TEMPLATES = "templates"
SITE_FOLDERS = (*INPUT_FOLDERS, _TEMPLATES)
T = TypeVar("T")


def load_files(root: Path, read: Callable[[str], bytes] = read_bytes) -> Mapping[str, bytes]:
    """Read `site.yaml` and every file of the site below `content/` and `data/`."""
    settings = root / SETTINGS_PATH
    is_there = settings.is_file() and is_own(settings, root)
    return _read(
        chain(
            [(SETTINGS_PATH, str(settings))] if is_there else (),
            (file for file in _inputs(root) if not is_passed_over(file[0])),
        ),
        read,
    )


def load_kept(
    root: Path, read: Callable[[str], bytes] = read_bytes
) -> tuple[Mapping[str, bytes], str]:
    """Read what nothing is made of, but lies in the project: notes, left over, confirmed.

    Of pictures both ends are read, and of other files and of folders, which end in a slash, only
    the name is known. Returned is also the first file that is too much to be read, or nothing.
    """
    others = (file for file in _inputs(root) if is_passed_over(file[0]))
    beside = lying_beside(str(root), SITE_FOLDERS)
    notes = ((name_below(root, file.path), file.path) for file in beside.read)
    names = (
        f"{name_below(root, e.path)}{'/' * e.is_dir(follow_symlinks=False)}" for e in beside.named
    )
    ends = {name_below(root, file.path): read_ends(file.path) for file in beside.pictures}
    kept = chain((file for file in notes if is_note(file[0])), others, own_files(root, _TEMPLATES))
    named = {name: b"" for name in names if is_note(name)}
    beyond = name_below(root, beside.beyond) if beside.beyond else ""
    return MappingProxyType({**named, **ends, **_read(kept, read)}), beyond


def is_note(path: str) -> bool:
    """Return whether a file lies beside what the site is made of."""
    first, slash, _ = path.partition("/")
    return first not in SITE_FOLDERS if slash else path != SETTINGS_PATH


def _inputs(root: Path) -> Iterator[tuple[str, str]]:
    return chain.from_iterable(own_files(root, folder) for folder in INPUT_FOLDERS)


def _read(files: Iterable[tuple[str, str]], read: Callable[[str], bytes]) -> Mapping[str, bytes]:
    return MappingProxyType({name: read(path) for name, path in files})


def is_passed_over(path: str) -> bool:
    """Return whether a file is none of the site's: left by a program, or a confirmed original."""
    folders_and_name = path.split("/")
    name = folders_and_name[-1]
    is_left = name.lower() in _OF_WINDOWS or name.endswith(LEFT_OVER)
    return is_hidden(folders_and_name) or is_left or path.startswith(CONFIRMED_FOLDER)


def parse_project(
    files: Mapping[str, bytes], keep: Keep = make_now
) -> tuple[Project | None, tuple[Diagnostic, ...]]:
    """Parse every file; None when one that all pages are made with cannot be used."""
    every = _Files(files, keep)
    settings = every.settings()
    if settings is None:
        return None, every.problems()
    documents, unread = every.documents()
    project = Project(
        settings=settings,
        catalogs=every.catalogs(),
        documents=documents,
        unread=unread,
        stamps=every.optional(STAMPS_PATH, parse_stamps),
        sources=every.yaml("data/sources.yaml", records.parse_sources),
        observations=every.table(coverage.COVERAGE_PATH, coverage.parse_observations),
        targets=every.table(coverage.TARGETS_PATH, coverage.parse_targets),
        indicators=every.table(coverage.INDICATORS_PATH, coverage.parse_indicators),
        indicator_labels=every.yaml("data/indicators.yaml", records.parse_labels),
        areas=every.table(_AREAS_PATH, records.parse_areas),
        funding=every.yaml("data/funding.yaml", records.parse_funding),
        occupations=every.yaml("data/occupations.yaml", records.parse_occupations),
        benefits=every.yaml(
            "data/benefits.yaml",
            partial(parse_benefits, programmes=settings.programme.parts),
        ),
        contacts=every.yaml("data/contacts.yaml", records.parse_contacts),
        terms=every.yaml("data/glossary.yaml", records.parse_terms),
        charts=every.yaml("data/charts.yaml", records.parse_charts),
        answers=every.optional(ANSWERS_PATH, parse_answers),
        eligibility=every.optional(ELIGIBILITY_PATH, parse_eligibility),
        claims=every.optional(CLAIMS_PATH, parse_claims),
        unknown=every.optional(UNKNOWN_PATH, parse_unknown),
        images=every.images(settings.budgets.image),
        input_hashes=MappingProxyType(
            {path: hashlib.sha256(content).hexdigest() for path, content in sorted(files.items())}
        ),
    )
    every.report_others()
    if not every.is_readable:
        return None, every.problems()  # whatever follows from a lost file says nothing new
    return project, (*every.problems(), *every.compare_catalogs())


class _Files:
    """Every file of a project, each read by itself; one that is missing is reported."""

    def __init__(self, files: Mapping[str, bytes], keep: Keep) -> None:
        self._files = files
        self._keep = keep
        self._found: dict[str, tuple[Diagnostic, ...]] = {}
        self._languages: tuple[str, ...] = ()
        self._begun: frozenset[str] = frozenset()
        self.is_readable = True
        """No catalog and no file of records is missing or cannot be parsed."""

    def problems(self) -> tuple[Diagnostic, ...]:
        """Return what is wrong with all files."""
        return tuple(problem for found in self._found.values() for problem in found)

    def settings(self) -> Settings | None:
        """Parse the settings, by which the languages of every other file are known."""
        settings = self._text(SETTINGS_PATH, parse_settings)
        if settings is not None:
            self._languages, self._begun = settings.language_codes, settings.begun_languages
        return settings

    def yaml(self, path: str, parse: Callable[[Fields], T]) -> T:
        """Parse a YAML file; one that is unreadable has no fields, of which nothing is said."""

        def fields(text: str, reader: Reader) -> T | None:
            root = parse_fields(text, reader)
            return None if root is None else parse(root)

        parsed = self._text(path, fields)
        self.is_readable &= parsed is not None
        return _nothing(path, parse) if parsed is None else parsed

    def optional(self, path: str, parse: Callable[[Fields], T]) -> T:
        """Parse a YAML file that a project may do without."""
        return self.yaml(path, parse) if path in self._files else _nothing(path, parse)

    def table(self, path: str, parse: Callable[[Iterable[Row], Reader], T]) -> T:
        """Parse a CSV file; one that is unreadable has no rows."""

        def rows(text: str, reader: Reader) -> T:
            return parse(parse_table(text, reader, TABLES[path]), reader)

        parsed = self._text(path, rows)
        self.is_readable &= parsed is not None
        return parse((), Reader(path)) if parsed is None else parsed

    def catalogs(self) -> Mapping[str, Catalog]:
        """Parse the catalog of every language."""

        def catalog(lang: str) -> Catalog | None:
            return self._text(
                catalog_path(lang), lambda text, reader: parse_catalog(text, lang, reader)
            )

        parsed = {lang: catalog(lang) for lang in self._languages}
        self.is_readable &= None not in parsed.values()
        return MappingProxyType({lang: each for lang, each in parsed.items() if each is not None})

    def compare_catalogs(self) -> tuple[Diagnostic, ...]:
        """Find what one catalog has and another lacks."""
        return self._keep(("catalogs",), lambda: tuple(check_catalogs(self.catalogs())))

    def documents(self) -> tuple[tuple[Document, ...], tuple[tuple[str, str], ...]]:
        """Parse every content file, and return key and language of those that no document is of."""
        documents: list[Document] = []
        unread: list[tuple[str, str]] = []
        for path in self._files:
            if path.startswith(CONTENT_FOLDER) and path.endswith(".md"):
                document = self._text(path, parse_document)
                if document is not None:
                    documents.append(document)
                elif name := split_path(path, self._languages):
                    unread.append(name)
        return tuple(documents), tuple(sorted(unread))

    def images(self, limit: int) -> Mapping[str, Image | None]:
        """Parse every picture below `content/`."""

        def image(content: bytes, reader: Reader) -> Image | None:
            return parse_image(content, limit, reader)

        paths = sorted(path for path in self._files if is_image(path))
        return MappingProxyType({path: self._parse(path, image) for path in paths})

    def report_others(self) -> None:
        """Find what is no text in files that nobody asked for, and data that nobody reads."""
        read = sorted(path for path in self._found if path.startswith(DATA_FOLDER))
        names = {PurePosixPath(path).stem: path for path in read}

        def unread(text: str, reader: Reader) -> None:
            stem = PurePosixPath(path).stem
            is_data = path.startswith(DATA_FOLDER) and not path.startswith(COLUMNS_FOLDER)
            if is_data or (stem in names and not path.endswith(".md")):
                meant = names.get(nearest(stem, names), "")
                reader.report("CFG018", nearest=meant, known=", ".join(read))

        for path in self._files:
            if path.endswith((".md", ".yaml", ".yml", ".csv")) and path not in self._found:
                self._text(path, unread)

    def _text(self, path: str, parse: Callable[[str, Reader], T | None]) -> T | None:
        """Parse a text; None when it is missing, no text, or nothing came of it."""

        def decoded(content: bytes, reader: Reader) -> T | None:
            text = parse_text(content, reader)
            return None if text is None else parse(text, reader)

        return self._parse(path, decoded)

    def _parse(self, path: str, parse: Callable[[bytes, Reader], T | None]) -> T | None:
        def parsed() -> tuple[T | None, tuple[Diagnostic, ...]]:
            self._files.get(SETTINGS_PATH)  # which say how all others are read
            reader = Reader(path, self._languages, self._begun)
            content = self._files.get(path)
            if content is None:
                reader.report("CFG001")
            value = None if content is None else parse(content, reader)
            return value, reader.finish()

        value, self._found[path] = self._keep((path,), parsed)
        return value


def _nothing(path: str, parse: Callable[[Fields], T]) -> T:
    """Return what is parsed of a file that says nothing."""
    return parse(Fields(None, Reader(path)))
