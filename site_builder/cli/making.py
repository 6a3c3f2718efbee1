"""The site of a project, made and checked in memory, with what can be told beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from site_builder.adapters.folders import MOST_BYTES, MOST_ENTRIES
from site_builder.build import BuildMemory, BuildOptions, BuildResult, build_site
from site_builder.cli.inputs import load_inputs
from site_builder.cli.stages import Stages
from site_builder.diagnostics import Location, in_order, problem
from site_builder.model import MANIFEST_PATH
from site_builder.read.strangers import check_own
from site_builder.upkeep.releases.moves_by_hand import notice_moves
from site_builder.upkeep.releases.release import NoBuild, parse_certificate


def make_site(
    root: Path,
    options: BuildOptions,
    memory: BuildMemory,
    stages: Stages,
    *,
    output: Path,
    changed: Mapping[str, bytes],
    read: Callable[[str], bytes],
) -> BuildResult:
    """Read a project and run the pipeline; `output` is where the build before may lie.

    `changed` is what files are to hold in place of what they do; `read` reads one.
    """
    stages.begin("load")
    strangers = tuple(check_own(root))
    if strangers:
        return BuildResult(files=(), diagnostics=strangers)
    inputs = load_inputs(root, read)
    files = {**inputs.files, **changed}
    result = build_site(files, inputs.templates, options, stages.begin, memory, kept=inputs.kept)
    stages.end()
    return _with_moves_by_hand(output, _with_unsearched(result, inputs.beyond))


def _with_moves_by_hand(output: Path, result: BuildResult) -> BuildResult:
    """Say what of a site is no longer where the build in the output folder has it."""
    if result.site is None:
        return result
    try:
        before = parse_certificate((output / MANIFEST_PATH).read_bytes())
    except (OSError, NoBuild):  # there is none
        return result
    found = notice_moves(before, result.site, result.diagnostics)
    return replace(result, diagnostics=in_order(found))


def _with_unsearched(result: BuildResult, path: str) -> BuildResult:
    """Say from which file on nothing more was searched of what lies beside the site."""
    if not path:
        return result
    megabytes = MOST_BYTES // 1_000_000
    found = problem("PRV014", Location(path=path), entries=MOST_ENTRIES, megabytes=megabytes)
    return replace(result, diagnostics=in_order((*result.diagnostics, found)))
