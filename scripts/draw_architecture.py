"""Draw the rooms of `site_builder/` from its imports into `docs/architecture.md`.

A room stands one floor above the highest room that it uses. `--check` only compares.
"""

from __future__ import annotations

import ast
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "site_builder"
PAGE = ROOT / "docs" / "architecture.md"
START, END = "<!-- rooms: made by scripts/draw_architecture.py -->\n", "<!-- end of rooms -->\n"
INNER_ROOMS = {"checks.data"}
"""Folders inside a room that are rooms of their own, because they stand on another floor."""


def room_of(name: str) -> str:
    """Return the room of a dotted name below the package."""
    inner = ".".join(name.split(".")[:2])
    return inner if inner in INNER_ROOMS else name.partition(".")[0]


def uses_by_room() -> dict[str, set[str]]:
    """Return the rooms that each room imports from."""
    uses: dict[str, set[str]] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        room = room_of(".".join(part for part in parts if part != "__init__"))
        if not room or room.startswith("__"):
            continue
        known = uses.setdefault(room, set())
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("site_builder."):
                known.add(room_of(node.module.removeprefix("site_builder.")))
        known.discard(room)
    return uses


def floors(uses: dict[str, set[str]]) -> list[list[str]]:
    """Sort rooms into floors, from the ground up; raises `ValueError` for a circle."""
    found: list[list[str]] = []
    placed: set[str] = set()
    while len(placed) < len(uses):
        floor = [room for room in uses if room not in placed and uses[room] <= placed]
        if not floor:
            raise ValueError(f"rooms in a circle: {sorted(uses.keys() - placed)}")
        found.append(sorted(floor))
        placed.update(floor)
    return found


def purpose(room: str) -> str:
    """Return the first line of a room's docstring."""
    path = PACKAGE / Path(*room.split("."))
    file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    text = ast.get_docstring(ast.parse(file.read_text("utf-8"))) or ""
    return text.partition("\n")[0].rstrip(".:")


def drawing() -> str:
    """Return the drawing: the floors from the top down, then what each room is for."""
    house = floors(uses_by_room())[::-1]
    rows = [f"| `{room}` | {purpose(room)} |" for floor in house for room in floor]
    lines = ["```text", *("   ".join(floor) for floor in house), "```", ""]
    return "\n".join([*lines, "| Room | What it is |", "|---|---|", *rows, ""])


def main() -> int:
    """Write the drawing, or with `--check` tell whether the page already has it."""
    page = PAGE.read_text("utf-8")
    before, rest = page.split(START)
    _, after = rest.split(END)
    drawn = before + START + drawing() + END + after
    if "--check" in sys.argv[1:]:
        return int(drawn != page)
    PAGE.write_text(drawn, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
