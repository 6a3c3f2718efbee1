"""Who reads the numbers of running text, a reader for each language that has words for it."""

from __future__ import annotations

from collections.abc import Mapping

from site_builder.text.number_tagger import Recogniser
from site_builder.views.context import SiteContext


def recognisers(site: SiteContext) -> Mapping[str, Recogniser]:
    """Return the readers by language, made once for all checks."""
    return site.keep(
        ("recognisers",),
        lambda: {
            lang: Recogniser(catalog.lexicon)
            for lang, catalog in site.project.catalogs.items()
            if catalog.lexicon is not None
        },
    )
