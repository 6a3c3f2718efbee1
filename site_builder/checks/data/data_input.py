"""What the checks of data look at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from site_builder.figures.observations import Counts
from site_builder.incremental.products import Keep, remembering
from site_builder.model import Project


@dataclass(frozen=True, kw_only=True, slots=True)
class DataInput:
    """A parsed project with the files that it was parsed from."""

    project: Project
    today: date
    files: Mapping[str, bytes] = field(repr=False)
    """Path to content of everything that people write."""
    keep: Keep = field(default_factory=remembering, compare=False)

    @property
    def counts(self) -> Counts:
        """The project's counts, grouped and rolled up once for all checks and figures."""
        return self.keep(("counts",), lambda: Counts(self.project))
