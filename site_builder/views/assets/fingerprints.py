"""Files named by their content, so that a browser may keep them for ever."""

from __future__ import annotations

import re

from site_builder.model import ASSETS_FOLDER, OutputFile, sha256_of

_DIGITS = 10
_NAME = rf"({ASSETS_FOLDER}[\w.-]+\.[0-9a-f]{{{_DIGITS}}}\.%s)"
_SHOWN = re.compile(r'\ssrc="[^"]*?' + _NAME % r"\w+" + '"')
# What links name besides styles is for other machines: icons, pictures for sharing.
_LINKED = re.compile(r'\shref="[^"]*?' + _NAME % "css" + '"')
_USED = re.compile(_NAME % r"(?:js|json)\b")


def fingerprinted(name: str, content: bytes) -> OutputFile:
    """Name a file by its content, as in `assets/site.0123456789.css`."""
    stem, _, ending = name.rpartition(".")
    digest = sha256_of(content)[:_DIGITS]
    return OutputFile(path=f"{ASSETS_FOLDER}{stem}.{digest}.{ending}", content=content)


def loaded_assets(html: str) -> frozenset[str]:
    """Return the paths of the fingerprinted files that a browser loads to show a page."""
    return frozenset((*_SHOWN.findall(html), *_LINKED.findall(html)))


def usable_assets(html: str) -> frozenset[str]:
    """Return the paths of all fingerprinted files that a page loads, then or when it is used."""
    return frozenset((*loaded_assets(html), *_USED.findall(html)))
