"""Interface words that count have exactly the plural forms of their language."""

from __future__ import annotations

from collections.abc import Iterator, Set

from site_builder.adapters.locale import PLURAL_CATEGORIES
from site_builder.diagnostics import Diagnostic, problem
from site_builder.model.catalogs import COUNT
from site_builder.views.context import SiteContext


def check_plurals(site: SiteContext) -> Iterator[Diagnostic]:
    """Report CLDR categories that a counting word lacks (LNG025) or has in vain (LNG026).

    A word counts if it has several forms, or holds the number, in any language.
    """
    catalogs = site.project.catalogs
    counting = {
        key
        for catalog in catalogs.values()
        for key, word in catalog.words.items()
        if len(word.forms) > 1 or COUNT in word.placeholders
    }
    for lang, catalog in catalogs.items():
        needed = site.locales[lang].plural_categories
        for key in sorted(counting & catalog.words.keys()):
            word = catalog.words[key]
            for code, wrong in (
                ("LNG025", needed - word.forms.keys()),
                ("LNG026", word.forms.keys() - needed),
            ):
                if wrong:
                    yield problem(
                        code,
                        word.location,
                        key=key,
                        category=_in_order(wrong),
                        known=_in_order(needed),
                    )


def _in_order(categories: Set[str]) -> str:
    return ", ".join(name for name in PLURAL_CATEGORIES if name in categories)
