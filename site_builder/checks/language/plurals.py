"""Interface words that count have exactly the plural forms of their language."""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.adapters.locale import PLURAL_CATEGORIES, plural_categories
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
        needed = plural_categories(site.locales[lang].name)
        for key in sorted(counting & catalog.words.keys()):
            word, known = catalog.words[key], ", ".join(needed)
            missing = [each for each in needed if each not in word.forms]
            vain = [each for each in PLURAL_CATEGORIES if each in word.forms.keys() - needed]
            for code, wrong in (("LNG025", missing), ("LNG026", vain)):
                if wrong:
                    category = ", ".join(wrong)
                    yield problem(code, word.location, key=key, category=category, known=known)
