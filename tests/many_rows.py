"""A project with as many counts as somebody asks for: one invented month, said again day after day.

`python -m tests.many_rows FOLDER ROWS` writes a copy of the project to measure `check --timings`
with; `--wrong` gives every row an area that does not exist.
"""

import csv
import sys
from dataclasses import replace
from datetime import timedelta
from itertools import islice
from pathlib import Path

from tests.conftest import copy_project
from tests.sample_year import COLUMNS, as_text, dense_month, make_sample, month_end, read_areas

LISTS = (
    (0, "", 0), (1, "", 0), (0, "d", 0), (0, "v", 0), (1, "d", 0), (1, "v", 0), (0, "", 1),
    (0, "d", 1),
)  # fmt: skip
"""By fund or not, level of the area, by occupation or not."""


def write_many_rows(project: Path, number: int, *, is_wrong: bool = False) -> None:
    """Add so many rows to a project that has the sample."""
    month = dense_month(read_areas(project), LISTS).rows
    days = (month_end(12) + timedelta(days=days) for days in range(1, number))
    rows = (replace(row, as_of=day, released=day) for day in days for row in month)
    wrong = {"area": "nowhere"} if is_wrong else {}
    with (project / "data/coverage.csv").open("a", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writerows(as_text(row) | wrong for row in islice(rows, number))


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    copy_project(folder)
    make_sample(folder)
    write_many_rows(folder, int(sys.argv[2]), is_wrong="--wrong" in sys.argv)
