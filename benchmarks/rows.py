"""The data path alone, as a process to be measured: a project is read, validated, rolled up.

`python -m benchmarks.rows FOLDER`, for a project that `tests.many_rows` made.
"""

import gc
import sys
from datetime import date
from pathlib import Path

from site_builder.checks.data import check_data
from site_builder.checks.data.data_input import DataInput
from site_builder.figures.registry import compute_figures
from site_builder.read.project import load_files, parse_project

TODAY = date(2200, 1, 1)
"""Later than any of many days."""


def take(folder: Path) -> int:
    """Compute every figure of a project; return how many there are."""
    files = load_files(folder)
    project, found = parse_project(files)
    if project is None:
        raise ValueError(found)
    data = DataInput(project=project, today=TODAY, files=files)
    if wrong := [diagnostic for diagnostic in check_data(data) if diagnostic.is_error]:
        raise ValueError(wrong[:3])
    return len(compute_figures(project, data.counts).figures)


if __name__ == "__main__":
    gc.set_threshold(100_000)  # as the command line does
    if not take(Path(sys.argv[1])):
        raise ValueError(sys.argv[1])
