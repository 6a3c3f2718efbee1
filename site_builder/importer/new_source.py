"""A sheet that is a source itself: it joins the list of sources with what is known of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from site_builder.importer.supplied import Supplied, WrongUseError
from site_builder.messages.wording import Messages, messages_in
from site_builder.model import Confidence
from site_builder.read.project import parse_project
from site_builder.upkeep.editing.fields import NotWritable
from site_builder.upkeep.editing.lines import UnknownEncoding
from site_builder.upkeep.editing.record import record_part
from site_builder.upkeep.editing.shapes import SOURCE

SOURCES_PATH = "data/sources.yaml"
_NUMBERED = re.compile(r"([A-Za-z]+)([0-9]+)")


def with_new_source(
    files: Mapping[str, bytes], supplied: Supplied, file: str, messages: Messages
) -> tuple[Mapping[str, bytes], Supplied]:
    """Return the files with the sheet among the sources, and its rows resting on it.

    What the sheet does not tell of itself is `supplied`: its date, and who states the numbers. A
    sheet of counts comes from the office that counts. Raises `WrongUseError` without them, or where
    nothing can be added to the list.
    """
    day = supplied.released or supplied.as_of
    if supplied.sources:
        raise WrongUseError("import.new_source_or_source")
    if not supplied.stated_by or day is None:
        raise WrongUseError("import.new_source_owes")
    project, _ = parse_project(files)
    if project is None:  # which is said when the sheet is to be understood
        return files, supplied
    name = _next_id(project.sources)
    spoken = messages_in(project.settings.language_codes, messages)
    titles = {lang: each.say("new_source.title", file=file) for lang, each in spoken.items()}
    wanted = {
        **{f"title.{lang}": title for lang, title in titles.items()},
        "publisher": supplied.stated_by.partition("||")[0].strip(),
        "date": day.isoformat(),
        "kind": Confidence.OFFICIAL_PRIMARY.value,
        **{f"read.{lang}": each.say("new_source.read") for lang, each in spoken.items()},
    }
    written = _with_source(files, name, wanted, project.settings.language_codes)
    return written, replace(supplied, sources=(name,))


def with_owned_sources(files: Mapping[str, bytes], supplied: Supplied) -> Mapping[str, bytes]:
    """Return the files with the sources marked as published by the programme's owner.

    Raises `WrongUseError` where none is named, or nothing can be written to the list.
    """
    if not supplied.sources:
        raise WrongUseError("import.own_owes")
    project, _ = parse_project(files)
    if project is None:  # as above
        return files
    for name in supplied.sources:
        if name in project.sources and not project.sources[name].is_own:
            files = _with_source(files, name, {"own": "true"}, project.settings.language_codes)
    return files


def _with_source(
    files: Mapping[str, bytes], name: str, wanted: Mapping[str, str], languages: tuple[str, ...]
) -> Mapping[str, bytes]:
    part = record_part("sources", name, SOURCE, languages)
    try:
        return {**files, SOURCES_PATH: part.edit(files[SOURCES_PATH], wanted)}
    except (UnknownEncoding, NotWritable) as error:
        raise WrongUseError("import.new_source_refused", path=SOURCES_PATH) from error


def _next_id(names: Iterable[str]) -> str:
    """Return the id after the highest: `S139` after `S138`."""
    numbered = [(found[1], int(found[2])) for name in names if (found := _NUMBERED.fullmatch(name))]
    letters, number = max(numbered, key=lambda each: each[1], default=("S", 0))
    return f"{letters}{number + 1}"
