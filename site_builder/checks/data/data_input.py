"""What the checks of data look at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from site_builder.figures.observations import Counts
from site_builder.model import Project


@dataclass(frozen=True, kw_only=True, slots=True)
class DataInput:
    """A parsed project with the files that it was parsed from."""

    project: Project
    counts: Counts
    today: date
    files: Mapping[str, bytes] = field(repr=False)
    """Path to content of everything that people write."""
