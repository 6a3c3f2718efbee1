"""What the headers of an office's sheets mean: told once, and kept in a file for each source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from site_builder.diagnostics import Diagnostic
from site_builder.importer.sheet.words import IGNORED
from site_builder.importer.supplied import WrongUseError
from site_builder.messages.wording import Messages
from site_builder.read.coverage import COVERAGE_COLUMNS
from site_builder.read.project import COLUMNS_FOLDER
from site_builder.read.syntax.fields import parse_fields
from site_builder.read.syntax.reader import Reader
from site_builder.read.syntax.text import parse_text
from site_builder.read.syntax.yaml_values import quoted

MEANINGS = (*COVERAGE_COLUMNS, IGNORED)
"""What a column of a sheet can be: a column of `coverage.csv`, or nothing."""


def columns_path(source: str) -> str:
    return f"{COLUMNS_FOLDER}{source}.yaml"


def told_columns(told: Iterable[str]) -> Mapping[str, str]:
    """Return header to meaning of texts such as `Kec.=area`; raises `WrongUseError` for another."""
    columns = {}
    for text in told:
        header, _, meaning = (part.strip() for part in text.rpartition("="))
        if not header or meaning not in MEANINGS:
            raise WrongUseError(
                "import.wrong_column",
                text=text,
                header=header or meaning,
                known=", ".join(MEANINGS),
            )
        columns[header] = meaning
    return columns


def remembered_columns(
    files: Mapping[str, bytes], sources: Iterable[str]
) -> tuple[Mapping[str, str], tuple[Diagnostic, ...]]:
    """Return what was told of the sheets of these sources, and what is wrong with the files."""
    columns: dict[str, str] = {}
    found: list[Diagnostic] = []
    for path in filter(files.__contains__, map(columns_path, sources)):
        reader = Reader(path)
        text = parse_text(files[path], reader)
        fields = None if text is None else parse_fields(text, reader)
        if fields is not None:
            fields.schema_version()
            inside = fields.inside("columns", required=True)
            columns |= {header: inside.choice(header, MEANINGS) for header in inside.nodes()}
        found += reader.finish()
    return columns, tuple(found)


def with_columns(
    files: Mapping[str, bytes], sources: Iterable[str], told: Mapping[str, str], messages: Messages
) -> Mapping[str, bytes]:
    """Return the files that change when somebody tells what columns mean: one for each source."""
    changed = {}
    for source in sources if told else ():
        before, _ = remembered_columns(files, [source])
        columns = {**before, **told}
        lines = (
            f"# {messages.say('import.columns_file', source=source)}",
            "schema_version: 1",
            "columns:",
            *(f"  {quoted(header)}: {meaning}" for header, meaning in sorted(columns.items())),
        )
        content = "".join(f"{line}\n" for line in lines).encode()
        if content != files.get(columns_path(source)):
            changed[columns_path(source)] = content
    return changed
