"""Which charts there are."""

from __future__ import annotations

from dataclasses import dataclass

from site_builder.diagnostics import Location
from site_builder.model.texts import Localized


@dataclass(frozen=True, kw_only=True, slots=True)
class Chart:
    """A declaration of `charts.yaml`."""

    id: str
    kind: str
    dataset: str
    by: str
    title: Localized
    location: Location
