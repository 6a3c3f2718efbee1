"""What people wrote, as the checks of it see it.

Takes nothing; gives the type that those checks share.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from site_builder.views.context import SiteContext


@dataclass(frozen=True, kw_only=True, slots=True)
class Sources:
    """What people wrote: the planned site and its templates; the finished pages are no part."""

    site: SiteContext
    templates: Mapping[str, str]
    """Name to text."""
