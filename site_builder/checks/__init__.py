"""What must hold before anything is written.

Takes the rendered site in memory; gives diagnostics. Each check is a function in a module of its
own; `CHECKS` is the explicit list of them, in order, and removing a check is removing its file and
its line. Nothing here changes a file.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from site_builder.checks.links import check_links
from site_builder.checks.parity import check_parity
from site_builder.checks.pinned import check_pinned
from site_builder.checks.rendered_site import RenderedSite, read_rendered_site
from site_builder.checks.translation_states import check_translation_states
from site_builder.checks.typed_numbers import check_typed_numbers
from site_builder.diagnostics import Diagnostic
from site_builder.model import OutputFile
from site_builder.views.context import SiteContext
from site_builder.views.rendered import RenderedPage

CHECKS: tuple[Callable[[RenderedSite], tuple[Diagnostic, ...]], ...] = (
    check_links,
    check_pinned,
    check_typed_numbers,
    check_translation_states,
    check_parity,
)


def check_site(
    site: SiteContext,
    pages: tuple[RenderedPage, ...],
    files: tuple[OutputFile, ...],
    templates: Mapping[str, str],
) -> tuple[Diagnostic, ...]:
    """Run every check over the finished site."""
    rendered = read_rendered_site(site, pages, files, templates)
    return tuple(diagnostic for check in CHECKS for diagnostic in check(rendered))
