"""All files of a project into one `Project`.

`load_files` is the only function of the room that reads the project's folder; the rest is pure.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Never

from site_builder.diagnostics import Diagnostic, problem
from site_builder.model import (
    AnswerCard,
    Catalog,
    Claims,
    Document,
    Eligibility,
    Image,
    Project,
    Settings,
    Stamp,
    Unknown,
)
from site_builder.model.partial_dates import first_day
from site_builder.read import coverage, records
from site_builder.read.answers import ANSWERS_PATH, parse_answers
from site_builder.read.catalogs import catalog_path, check_catalogs, parse_catalog
from site_builder.read.claims import CLAIMS_PATH, parse_claims
from site_builder.read.content import CONTENT_FOLDER, parse_document, split_path
from site_builder.read.eligibility import ELIGIBILITY_PATH, parse_eligibility
from site_builder.read.images import is_image, parse_image
from site_builder.read.settings import SETTINGS_PATH, parse_settings
from site_builder.read.stamps import CONFIRMED_FOLDER, STAMPS_PATH, StampKey, parse_stamps
from site_builder.read.syntax.fields import Fields
from site_builder.read.syntax.reader import Reader
from site_builder.read.syntax.table import Row, parse_table
from site_builder.read.syntax.text import parse_text
from site_builder.read.syntax.yaml_nodes import parse_yaml
from site_builder.read.unknown import UNKNOWN_PATH, parse_unknown

INPUT_FOLDERS = ("content", "data")
_AREAS_PATH = "data/areas.csv"


def load_files(root: Path) -> Mapping[str, bytes]:
    """Read `site.yaml` and every file of the site below `content/` and `data/`."""
    paths = [root / SETTINGS_PATH]
    for folder in INPUT_FOLDERS:
        paths.extend(sorted((root / folder).rglob("*")))
    return MappingProxyType(
        {
            path.relative_to(root).as_posix(): path.read_bytes()
            for path in paths
            if path.is_file() and not _is_passed_over(path.relative_to(root))
        }
    )


def _is_passed_over(path: Path) -> bool:
    """Return whether a file is none of the site's: left by an editor, or a confirmed original."""
    is_hidden = any(part.startswith((".", "~")) for part in path.parts)
    return is_hidden or path.as_posix().startswith(CONFIRMED_FOLDER)


def parse_project(
    files: Mapping[str, bytes], today: date
) -> tuple[Project | None, tuple[Diagnostic, ...]]:
    """Parse every file; None when `site.yaml` or a file of records cannot be used."""
    every = _Files(files)
    settings = every.settings()
    if settings is None:
        return None, every.problems()
    documents = every.documents()
    observations = every.reader(coverage.COVERAGE_PATH)
    targets = every.reader(coverage.TARGETS_PATH)
    areas = every.reader(_AREAS_PATH)
    project = Project(
        settings=settings,
        catalogs=every.catalogs(),
        documents=documents,
        unread=every.unread(documents),
        stamps=every.stamps(),
        sources=records.parse_sources(every.yaml("data/sources.yaml")),
        observations=coverage.parse_observations(
            every.rows(observations, coverage.COVERAGE_COLUMNS, coverage.COVERAGE_OPTIONAL),
            observations,
        ),
        targets=coverage.parse_targets(every.rows(targets, coverage.TARGET_COLUMNS), targets),
        indicators=coverage.parse_indicators(
            every.rows(
                every.reader(coverage.INDICATORS_PATH),
                coverage.INDICATOR_COLUMNS,
                coverage.INDICATOR_OPTIONAL,
            )
        ),
        indicator_labels=records.parse_labels(every.yaml("data/indicators.yaml")),
        areas=records.parse_areas(every.rows(areas, records.AREA_COLUMNS), areas),
        funding=records.parse_funding(every.yaml("data/funding.yaml")),
        occupations=records.parse_occupations(every.yaml("data/occupations.yaml")),
        benefits=records.parse_benefits(every.yaml("data/benefits.yaml"), settings.programme.parts),
        contacts=records.parse_contacts(every.yaml("data/contacts.yaml")),
        terms=records.parse_terms(every.yaml("data/glossary.yaml")),
        charts=records.parse_charts(every.yaml("data/charts.yaml")),
        answers=every.answers(),
        eligibility=every.eligibility(),
        claims=every.claims(),
        unknown=every.unknown(),
        images=every.images(settings.budgets.image),
        input_hashes=MappingProxyType(
            {path: hashlib.sha256(content).hexdigest() for path, content in sorted(files.items())}
        ),
    )
    if not every.is_readable:
        return None, every.problems()  # whatever follows from a lost file says nothing new
    problems = (
        *every.problems(),
        *check_catalogs(project.catalogs),
        *check_dates(project, today),
    )
    return project, problems


class _Files:
    """Every file of a project with its reader; one that is missing is reported when asked for."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._files = files
        self._readers: dict[str, Reader] = {}
        self._languages: tuple[str, ...] = ()
        self.is_readable = True
        """No file of records is missing or cannot be parsed."""
        self._texts = {
            path: parse_text(content, self.reader(path))
            for path, content in files.items()
            if path.endswith((".md", ".yaml", ".yml", ".csv"))
        }

    def reader(self, path: str) -> Reader:
        """Return the one reader of a file."""
        reader = self._readers.setdefault(path, Reader(path))
        reader.languages = self._languages
        return reader

    def problems(self) -> tuple[Diagnostic, ...]:
        """Return what is wrong with all files."""
        return tuple(problem for reader in self._readers.values() for problem in reader.finish())

    def settings(self) -> Settings | None:
        """Parse the settings, by which the languages of every other file are known."""
        text = self._text(SETTINGS_PATH)
        settings = None if text is None else parse_settings(text, self.reader(SETTINGS_PATH))
        self._languages = () if settings is None else settings.language_codes
        return settings

    def yaml(self, path: str) -> Fields:
        """Parse a YAML file; one that is unreadable has no fields, of which nothing is said."""
        text, reader = self._text(path), self.reader(path)
        root = None if text is None else parse_yaml(text, reader)
        self.is_readable &= root is not None
        return Fields(root, reader)

    def rows(
        self, reader: Reader, columns: tuple[str, ...], optional: tuple[str, ...] = ()
    ) -> Iterable[Row]:
        """Parse a CSV file into rows."""
        text = self._text(reader.path)
        return () if text is None else parse_table(text, reader, columns, optional)

    def catalogs(self) -> Mapping[str, Catalog]:
        """Parse the catalog of every language."""
        parsed = {}
        for lang in self._languages:
            path = catalog_path(lang)
            text = self._text(path)
            catalog = None if text is None else parse_catalog(text, lang, self.reader(path))
            if catalog is not None:
                parsed[lang] = catalog
        return MappingProxyType(parsed)

    def documents(self) -> tuple[Document, ...]:
        """Parse every content file that can be read."""
        parsed = (
            parse_document(text, self.reader(path))
            for path, text in self._texts.items()
            if path.startswith(CONTENT_FOLDER) and path.endswith(".md") and text is not None
        )
        return tuple(document for document in parsed if document is not None)

    def unread(self, documents: Iterable[Document]) -> tuple[tuple[str, str], ...]:
        """Return key and language of every content file that no document came of."""
        pages = (path for path in self._texts if path.endswith(".md"))
        names = {split_path(path, self._languages) for path in pages} - {None}
        read = {(document.key, document.lang) for document in documents}
        return tuple(sorted(name for name in names if name and name not in read))

    def images(self, limit: int) -> Mapping[str, Image | None]:
        """Parse every picture below `content/`."""
        return MappingProxyType(
            {
                path: parse_image(content, limit, self.reader(path))
                for path, content in sorted(self._files.items())
                if is_image(path)
            }
        )

    def answers(self) -> Mapping[str, AnswerCard]:
        """Parse the answer cards; a project may have none."""
        return parse_answers(self.yaml(ANSWERS_PATH)) if ANSWERS_PATH in self._texts else {}

    def eligibility(self) -> Eligibility:
        """Parse the question trees; a project without the file has none."""
        if ELIGIBILITY_PATH in self._texts:
            return parse_eligibility(self.yaml(ELIGIBILITY_PATH))
        nothing: Mapping[str, Never] = MappingProxyType({})
        return Eligibility(trees=(), questions=nothing, outcomes=nothing)

    def claims(self) -> Claims:
        """Parse the steps of the claim guides; a project without the file has none."""
        if CLAIMS_PATH in self._texts:
            return parse_claims(self.yaml(CLAIMS_PATH))
        return Claims(step_ids="", documents={}, guides=MappingProxyType({}))

    def unknown(self) -> Mapping[str, Unknown]:
        """Parse the claims of absence; a project may make none."""
        return parse_unknown(self.yaml(UNKNOWN_PATH)) if UNKNOWN_PATH in self._texts else {}

    def stamps(self) -> Mapping[StampKey, Stamp]:
        """Parse the stamps of translations; a project may have none yet."""
        text = self._texts.get(STAMPS_PATH)
        return {} if text is None else parse_stamps(text, self.reader(STAMPS_PATH))

    def _text(self, path: str) -> str | None:
        if path not in self._texts:
            self.reader(path).report("CFG001")
        return self._texts.get(path)


def check_dates(project: Project, today: date) -> Iterable[Diagnostic]:
    """Report counts, releases and what is over that are dated after the day of the build."""
    for record in project.changing_records:
        for former in record.history:
            if former.until and first_day(former.until) > today:
                yield problem("DAT012", former.location, value=former.until, today=today)
    for observation in project.observations:
        for column, day in (("as_of", observation.as_of), ("released", observation.released)):
            if day is not None and day > today:
                yield problem("DAT012", observation.place(column), value=day, today=today)
    for indicator in project.indicators:
        if first_day(indicator.as_of) > today:
            place = indicator.place("as_of")
            yield problem("DAT012", place, value=indicator.as_of, today=today)
