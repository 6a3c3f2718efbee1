"""Files named by their content, so that a browser may keep them for ever."""

from __future__ import annotations

import re

from site_builder.model import ASSETS_FOLDER, OutputFile, sha256_of

_DIGITS = 10
_NAME = re.compile(rf"{ASSETS_FOLDER}[\w.-]+\.[0-9a-f]{{{_DIGITS}}}\.(\w+)")
_BEFORE = re.compile(r"\s(?:src|(href))=")
_LONGEST = len(" href=")


def fingerprinted(name: str, content: bytes) -> OutputFile:
    """Name a file by its content, as in `assets/site.0123456789.css`."""
    stem, _, ending = name.rpartition(".")
    digest = sha256_of(content)[:_DIGITS]
    return OutputFile(path=f"{ASSETS_FOLDER}{stem}.{digest}.{ending}", content=content)


def loaded_assets(html: str) -> frozenset[str]:
    """Return the paths of the fingerprinted files that a browser loads to show a page."""
    return frozenset(name.group() for name in _NAME.finditer(html) if _is_loaded(name))


def usable_assets(html: str) -> frozenset[str]:
    """Return the paths of all fingerprinted files that a page loads, then or when it is used."""
    return frozenset(
        name.group()
        for name in _NAME.finditer(html)
        if name[1] in {"js", "json"} or _is_loaded(name)
    )


def _is_loaded(name: re.Match[str]) -> bool:
    """Return whether an attribute ends with a name that has a browser load the file.

    What links name besides styles is for other machines: icons, pictures for sharing.
    """
    html = name.string
    quote = html.rfind('"', 0, name.start())
    attribute = _BEFORE.search(html, max(quote - _LONGEST, 0), quote)
    if attribute is None or attribute.end() != quote or not html.startswith('"', name.end()):
        return False
    return not attribute[1] or name[1] == "css"
