"""The site's address is one that a reader can open.

Takes the address that this build uses; gives a warning while it is a reserved name (CFG009), at the
line of `site.yaml` where the lasting one belongs.
"""

from __future__ import annotations

from site_builder.checks.check_input import Sources
from site_builder.diagnostics import Diagnostic, problem
from site_builder.model.urls import is_reserved_address


def check_address(sources: Sources) -> tuple[Diagnostic, ...]:
    """Warn about an address that nobody can open."""
    site = sources.site
    if not is_reserved_address(site.base_url):
        return ()
    place = site.project.settings.base_url_location
    return (problem("CFG009", place, address=site.base_url),)
