"""What the builds of one project keep for each other, in the folder of the program's own."""

from __future__ import annotations

import os
from pathlib import Path

from site_builder.adapters.memory import Memory
from site_builder.adapters.results import ResultFile
from site_builder.build import BuildMemory
from site_builder.cli.program import name_program
from site_builder.incremental.products import Products
from site_builder.incremental.store import dump_kept, load_kept, thaw

_NAME = "kept"
_RESULTS = "results"


def load_memory(state: Path, *, is_anew: bool = False) -> BuildMemory:
    """Return what was kept; an empty memory where there is nothing, or none of it is wanted."""
    program = name_program()
    try:
        content = b"" if is_anew else (state / _NAME).read_bytes()
    except OSError:
        content = b""
    stamp, _, rest = content.partition(b"\n")
    kept = load_kept(rest if stamp.decode("ascii", "replace") == program else b"")
    results = Memory(store=ResultFile(state / _RESULTS, program, is_anew=is_anew))
    return BuildMemory(program=program, results=results, products=Products(kept, thaw))


def save_memory(memory: BuildMemory, state: Path) -> None:
    """Keep what the last build used; raises `OSError`."""
    content = dump_kept(memory.products.kept, memory.products.name_of)
    state.mkdir(parents=True, exist_ok=True)
    for left_behind in state.glob(f"{_NAME}.*"):
        left_behind.unlink(missing_ok=True)
    written = state / f"{_NAME}.{os.getpid()}"
    written.write_bytes(memory.program.encode() + b"\n" + content)
    written.replace(state / _NAME)
    memory.results.forget_unused()
