"""What builds keep for each other: those of a project in its own folder, templates as code not.

A project may come from elsewhere, and its compiled templates would be run: they are kept in a
folder of the person who builds.
"""

from __future__ import annotations

import os
from pathlib import Path

from site_builder.adapters.memory import Memory
from site_builder.adapters.results import ResultFile
from site_builder.adapters.templates import CompiledTemplates
from site_builder.build import BuildMemory
from site_builder.cli.program import name_program
from site_builder.incremental.products import Products
from site_builder.incremental.store import dump_kept, load_kept, thaw

_NAME = "kept"
_RESULTS = "results"
_TEMPLATES = "templates"


def load_memory(state: Path, cache: Path | None = None, *, is_anew: bool = False) -> BuildMemory:
    """Return what was kept; an empty memory where there is nothing, or none of it is wanted.

    `cache` is the folder of the person who builds; None for who has none.
    """
    program = name_program()
    own, templates = (
        b"" if is_anew or not folder else _read(folder / name, program)
        for folder, name in ((state, _NAME), (cache, _TEMPLATES))
    )
    return BuildMemory(
        program=program,
        templates=CompiledTemplates(templates),
        results=Memory(store=ResultFile(state / _RESULTS, program, is_anew=is_anew)),
        products=Products(load_kept(own), thaw),
    )


def save_memory(
    memory: BuildMemory, state: Path, cache: Path | None = None, *, is_alone: bool = False
) -> None:
    """Keep what the last build used, and of others before, unless it is alone; raises `OSError`."""
    content = dump_kept(memory.products.kept, memory.products.name_of)
    for left_behind in state.glob(f"{_NAME}.*"):
        left_behind.unlink(missing_ok=True)
    _write(state / _NAME, memory.program, content)
    memory.results.forget_unused(is_for_good=is_alone)
    if cache and memory.templates.has_more:
        _write(cache / _TEMPLATES, memory.program, memory.templates.dump())


def _read(path: Path, program: str) -> bytes:
    """Return what this same program wrote; nothing where it did not."""
    try:
        stamp, _, content = path.read_bytes().partition(b"\n")
    except OSError:
        return b""
    return content if stamp == program.encode() else b""


def _write(path: Path, program: str, content: bytes) -> None:
    """Put a file in the place of the one before, whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    written = path.with_name(f"{path.name}.{os.getpid()}")
    written.write_bytes(program.encode() + b"\n" + content)
    written.replace(path)
