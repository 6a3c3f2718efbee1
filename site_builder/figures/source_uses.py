"""Which figures rest on which source, for readers who ask what a source is used for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from site_builder.model import Figure


def figures_by_source(figures: Iterable[Figure]) -> Mapping[str, Sequence[Figure]]:
    """Return each source with the figures that it states, at any date; not with computed ones."""
    uses = defaultdict[str, list[Figure]](list)
    for figure in figures:
        if not figure.is_computed:
            stated = (figure, *figure.disputes, *figure.history)
            for source in dict.fromkeys(name for each in stated for name in each.sources):
                uses[source].append(figure)
    return uses
