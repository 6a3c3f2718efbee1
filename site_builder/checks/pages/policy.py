"""Markup in templates that the security policy of pages forbids: it works only in the preview."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from site_builder.diagnostics import Diagnostic, problem
from site_builder.read.templates import TEMPLATES_FOLDER
from site_builder.text.inserts import place_in
from site_builder.views.context import SiteContext

_COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
_SCRIPT = r"(?P<script><script)(?![^>]*(?:\ssrc=|application/ld\+json))"
# A value in quotes may hold anything, also what looks like an attribute.
_ATTRIBUTE = (
    r"""<[a-z][^<>"']*(?:"[^"]*"[^<>"']*|'[^']*'[^<>"']*)*?\s(?P<attribute>style|on[a-z]+)="""
)
_FORBIDDEN = re.compile(f"{_SCRIPT}|{_ATTRIBUTE}", re.IGNORECASE)


def check_template_policy(_: SiteContext, templates: Mapping[str, str]) -> Iterator[Diagnostic]:
    """Report scripts and styles that stand in the markup of a page (TPL008)."""
    for name, source in templates.items():
        if not name.endswith(".html"):
            continue
        place = place_in(f"{TEMPLATES_FOLDER}{name}", source, 1)
        markup = _COMMENT.sub(lambda comment: " " * len(comment[0]), source)
        for match in _FORBIDDEN.finditer(markup):
            group = "script" if match["script"] else "attribute"
            found = f"{match[group]}>" if match["script"] else f"{match[group]}="
            yield problem("TPL008", place(match.start(group)), found=found)
