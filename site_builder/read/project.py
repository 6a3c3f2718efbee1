"""All files of a project into one `Project`.

Takes the bytes of every file by its path; gives the parsed project and what is wrong with it.
`load_files` is the only function of the package that reads the project's folder; the rest is pure.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Never

from site_builder.diagnostics import Diagnostic, Location, problem
from site_builder.model import Catalog, Claims, Document, Eligibility, Project, Settings, Stamp
from site_builder.model.partial_dates import first_day
from site_builder.read import coverage, records
from site_builder.read.catalogs import catalog_path, check_catalogs, parse_catalog
from site_builder.read.claims import CLAIMS_PATH, parse_claims
from site_builder.read.content import CONTENT_FOLDER, parse_document, split_path
from site_builder.read.eligibility import ELIGIBILITY_PATH, parse_eligibility
from site_builder.read.images import parse_images
from site_builder.read.references import (
    check_page_keys,
    check_references,
    check_steps,
    without_unknown_rows,
)
from site_builder.read.settings import SETTINGS_PATH, parse_settings
from site_builder.read.stamps import STAMPS_PATH, StampKey, parse_stamps
from site_builder.read.syntax.fields import Fields
from site_builder.read.syntax.table import Row, parse_table
from site_builder.read.syntax.text import parse_text
from site_builder.read.syntax.yaml_nodes import parse_yaml

INPUT_FOLDERS = ("content", "data")


def load_files(root: Path) -> Mapping[str, bytes]:
    """Read `site.yaml` and every file below `content/` and `data/`, hidden ones left out."""
    paths = [root / SETTINGS_PATH]
    for folder in INPUT_FOLDERS:
        paths.extend(sorted((root / folder).rglob("*")))
    return MappingProxyType(
        {
            path.relative_to(root).as_posix(): path.read_bytes()
            for path in paths
            if path.is_file() and not _is_hidden(path.relative_to(root))
        }
    )


def _is_hidden(path: Path) -> bool:
    """Tell what editors and systems leave behind from what people wrote."""
    return any(part.startswith((".", "~")) for part in path.parts)


def parse_project(
    files: Mapping[str, bytes], today: date
) -> tuple[Project | None, tuple[Diagnostic, ...]]:
    """Parse every file; None when `site.yaml` itself cannot be used."""
    found: list[Diagnostic] = []
    texts = {
        path: parse_text(content, path, found)
        for path, content in files.items()
        if path.endswith((".md", ".yaml", ".yml", ".csv"))
    }
    if SETTINGS_PATH not in files:
        found.append(problem("CFG001", Location(path=SETTINGS_PATH)))
    settings_text = texts.get(SETTINGS_PATH)
    settings = None if settings_text is None else parse_settings(settings_text, found)
    if settings is None:
        return None, tuple(found)
    reader = _Reader(texts, settings, found)
    documents = reader.documents()
    project = Project(
        settings=settings,
        catalogs=reader.catalogs(),
        documents=documents,
        unread=reader.unread(documents),
        stamps=reader.stamps(),
        sources=records.parse_sources(reader.yaml("sources"), found),
        observations=coverage.parse_observations(
            reader.rows(coverage.COVERAGE_PATH, coverage.COVERAGE_COLUMNS),
            settings.language_codes,
            found,
        ),
        targets=coverage.parse_targets(
            reader.rows(coverage.TARGETS_PATH, coverage.TARGET_COLUMNS), found
        ),
        indicators=coverage.parse_indicators(
            reader.rows(coverage.INDICATORS_PATH, coverage.INDICATOR_COLUMNS),
            settings.language_codes,
            found,
        ),
        indicator_labels=records.parse_labels(reader.yaml("indicators")),
        areas=records.parse_areas(reader.rows("data/areas.csv", records.AREA_COLUMNS), found),
        funding=records.parse_categories(reader.yaml("funding"), "funding", found),
        occupations=records.parse_categories(reader.yaml("occupations"), "occupations", found),
        benefits=records.parse_benefits(reader.yaml("benefits"), settings.programme.parts, found),
        contacts=records.parse_contacts(reader.yaml("contacts"), found),
        terms=records.parse_terms(reader.yaml("glossary"), found),
        charts=records.parse_charts(reader.yaml("charts"), found),
        eligibility=reader.eligibility(),
        claims=reader.claims(),
        images=parse_images(files, settings.budgets.image, found),
        input_hashes=MappingProxyType(
            {path: hashlib.sha256(content).hexdigest() for path, content in sorted(files.items())}
        ),
    )
    found.extend(check_catalogs(project.catalogs))
    found.extend(check_references(project))
    found.extend(check_page_keys(project))
    found.extend(check_steps(project))
    found.extend(_check_dates(project, today))
    return without_unknown_rows(project), tuple(found)


class _Reader:
    """Find a file's text and give it to its parser; report it when it is missing."""

    def __init__(
        self, texts: Mapping[str, str | None], settings: Settings, found: list[Diagnostic]
    ) -> None:
        self._texts = texts
        self._languages = settings.language_codes
        self._found = found

    def yaml(self, name: str) -> Fields:
        """Give the root of `data/<name>.yaml`."""
        path = f"data/{name}.yaml"
        text = self._text(path)
        root = None if text is None else parse_yaml(text, path, self._found)
        # An unreadable file is reported once; its missing fields are not news.
        sink = self._found if root is not None else []
        return Fields(root, sink, self._languages)

    def rows(self, path: str, columns: tuple[str, ...]) -> tuple[Row, ...]:
        """Give the rows of a CSV file."""
        text = self._text(path)
        return () if text is None else parse_table(text, path, columns, self._found)

    def catalogs(self) -> Mapping[str, Catalog]:
        """Give the catalog of every language."""
        catalogs = {}
        for lang in self._languages:
            text = self._text(catalog_path(lang))
            catalog = None if text is None else parse_catalog(text, lang, self._found)
            if catalog is not None:
                catalogs[lang] = catalog
        return MappingProxyType(catalogs)

    def documents(self) -> tuple[Document, ...]:
        """Give every content file that can be read."""
        documents = []
        for path, text in self._texts.items():
            if path.startswith(CONTENT_FOLDER) and path.endswith(".md") and text is not None:
                document = parse_document(text, path, self._languages, self._found)
                if document is not None:
                    documents.append(document)
        return tuple(documents)

    def unread(self, documents: Iterable[Document]) -> tuple[tuple[str, str], ...]:
        """Give key and language of every content file that no document came of."""
        pages = (path for path in self._texts if path.endswith(".md"))
        names = {split_path(path, self._languages) for path in pages} - {None}
        read = {(document.key, document.lang) for document in documents}
        return tuple(sorted(name for name in names if name and name not in read))

    def eligibility(self) -> Eligibility:
        """Give the question tree; a project without the file has no checker."""
        if ELIGIBILITY_PATH in self._texts:
            return parse_eligibility(self.yaml("eligibility"), self._found)
        nothing: Mapping[str, Never] = MappingProxyType({})
        place = Location(path=ELIGIBILITY_PATH)
        return Eligibility(start="", start_location=place, questions=nothing, outcomes=nothing)

    def claims(self) -> Claims:
        """Give the steps of the claim guides; a project without the file has none."""
        if CLAIMS_PATH in self._texts:
            return parse_claims(self.yaml("claims"), self._found)
        return Claims(step_ids="", guides=MappingProxyType({}))

    def stamps(self) -> Mapping[StampKey, Stamp]:
        """Give the stamps of translations; a project may have none yet."""
        text = self._texts.get(STAMPS_PATH)
        return {} if text is None else parse_stamps(text, self._found)

    def _text(self, path: str) -> str | None:
        if path not in self._texts:
            self._found.append(problem("CFG001", Location(path=path)))
        return self._texts.get(path)


def _check_dates(project: Project, today: date) -> Iterable[Diagnostic]:
    """Report counts and releases dated after the day of the build."""
    for observation in project.observations:
        for column, day in (("as_of", observation.as_of), ("released", observation.released)):
            if day is not None and day > today:
                yield problem("DAT012", observation.place(column), value=day, today=today)
    for indicator in project.indicators:
        if first_day(indicator.as_of) > today:
            place = indicator.place("as_of")
            yield problem("DAT012", place, value=indicator.as_of, today=today)
