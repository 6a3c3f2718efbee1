"""One page of the plan.

Takes nothing; gives the type that planning, rendering, outputs and checks share.
"""

from __future__ import annotations

from dataclasses import dataclass

from site_builder.model import FrontMatter, Section, SharedFrontMatter, Text


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """One page in one language, with the address that it will have."""

    key: str
    lang: str
    url: str
    """Below the base path, with a leading slash."""
    path: str
    """Of the file in the output folder."""
    template: str
    title: Text
    short_title: Text
    description: Text
    front: FrontMatter
    shared: SharedFrontMatter
    """As the original has them."""
    sections: tuple[Section, ...]
    source: str
    """The content file; empty for a page made from data."""
    content_lang: str
    """Language of the text: another than the page's where there is no translation on purpose."""

    @property
    def is_fallback(self) -> bool:
        """Tell whether the page shows its original for want of a translation."""
        return self.content_lang != self.lang

    @property
    def parent(self) -> str:
        """Give the key of the page above, or an empty text."""
        return self.shared.parent
