"""The file that an import would make, held to the checks of every build.

Takes the project's files with the new `coverage.csv` and which of its lines came from which step;
gives the project's own diagnostics, moved to the cell of the sheet that caused them. It repairs
nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from site_builder.checks.data.disclosure import check_counts
from site_builder.checks.data.privacy import check_personal_data, discreet
from site_builder.diagnostics import Diagnostic, Location
from site_builder.figures.consistency import check_observations
from site_builder.importer.coverage_file import CoverageFile
from site_builder.importer.plan import Step
from site_builder.read.coverage import COVERAGE_PATH
from site_builder.read.project import parse_project


def check_result(
    files: Mapping[str, bytes], today: date, steps: Mapping[int, Step]
) -> Iterator[Diagnostic]:
    """Give what the project's checks find in the new file; `steps` are by line."""
    project, problems = parse_project(files, today)
    found = list(problems)
    columns = CoverageFile(files[COVERAGE_PATH]).columns
    if project is not None:
        found += check_personal_data({COVERAGE_PATH: files[COVERAGE_PATH]}, project)
        found += check_counts(project)
        found += check_observations(project)
    for diagnostic in discreet(found):
        if diagnostic.location.path == COVERAGE_PATH:
            said = (diagnostic.location, *diagnostic.related)
            places = [_moved(place, columns, steps) for place in said]
            # What is wrong with an old row only now is a matter of the sheet that came to it.
            places.sort(key=lambda place: place.path == COVERAGE_PATH)
            yield replace(diagnostic, location=places[0], related=tuple(places[1:]))


def _moved(place: Location, columns: Sequence[str], steps: Mapping[int, Step]) -> Location:
    """Move a place in the new file to the cell that it came from."""
    step = steps.get(place.line) if place.path == COVERAGE_PATH else None
    if step is None:
        return place
    name = columns[place.column - 1] if 0 < place.column <= len(columns) else ""
    return step.entry.places.get(name, step.entry.place)
