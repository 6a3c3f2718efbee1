"""Pages that get another key or another address, with all that names them."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial

from site_builder.diagnostics import Location
from site_builder.model.urls import SLUG
from site_builder.pages.page import HOME, NOT_FOUND, UPDATES, Page
from site_builder.pages.site_plan import SitePlan, insert_name
from site_builder.pages.translations import section_hash
from site_builder.read.content import CONTENT_FOLDER, split_path
from site_builder.read.stamps import CONFIRMED_FOLDER, STAMPS_PATH
from site_builder.read.syntax.reader import Reader
from site_builder.read.syntax.yaml_nodes import MappingNode, Node, ScalarNode, parse_yaml
from site_builder.upkeep.editing.fields import NotWritable, Value, edit_file, read_fields
from site_builder.upkeep.editing.lines import UnknownEncoding, parse_lines
from site_builder.upkeep.editing.page import front_fields, front_matter
from site_builder.upkeep.editing.shapes import LIST

Files = Mapping[str, bytes]
Changes = Mapping[str, bytes | None]

_FIXED = frozenset({HOME, NOT_FOUND, UPDATES})
"""Keys that the program itself goes by."""
_NAMING = frozenset({"parent", "next", "page", "navigation", "footer"})
"""Fields that name pages by their keys, in front matter, data and settings."""
_KEYED = frozenset({"guides", "words"})
"""Fields whose own keys are those of pages."""
_EVERY_KEY = "keys of pages"
_INSERT = re.compile(r"(?<=\{\{)(?P<space>\s*)page\.(?P<name>[a-z0-9_]+)")
_PICTURE = re.compile(r"(!\[[^\]]*\]\()([^)\s]+)")
_HASH = re.compile(r"[0-9a-f]{16}")
_REDIRECTS = "redirect_from"
_ADDRESS = ("slug", f"{_REDIRECTS}{LIST}", f"{_REDIRECTS}.+")


class MoveError(ValueError):
    """A move that cannot be made; holds the name of the sentence that says why."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def rename_page(files: Files, plan_of: Callable[[Files], SitePlan], old: str, new: str) -> Changes:
    """Return what changes where a page, with all that stands below its key, gets another key.

    Its addresses stay: they are made of slugs. What was confirmed stays confirmed, though the texts
    name the page otherwise. Of files that somebody renamed by hand the rest is done. `plan_of`
    plans the pages of files. Raises `MoveError`.
    """
    if old in _FIXED or new in _FIXED or not all(map(SLUG.fullmatch, new.split("/"))):
        raise MoveError("key")
    before = _before_by_hand(files, plan_of(files), old, new)
    wanted = {**before, **_rename(before, plan_of, old, new)}
    changes = {
        path: wanted.get(path)
        for path in sorted(files.keys() | wanted.keys())
        if wanted.get(path) != files.get(path)
    }
    if not changes:
        raise MoveError("unknown")
    return changes


def _before_by_hand(files: Files, plan: SitePlan, old: str, new: str) -> Files:
    """Return files under the names that they had, if they have the new ones already."""
    keys = {page.key for page in plan.pages if page.source}
    if old in keys and new not in keys:
        return files

    def name_before(path: str) -> str:
        found = split_path(path, plan.languages) if path.startswith(CONTENT_FOLDER) else None
        if found is None or not _is_within(found[0], new):
            return path
        former = f"{CONTENT_FOLDER}{old}{found[0][len(new) :]}.{found[1]}.md"
        return path if former in files else former

    return {name_before(path): content for path, content in files.items()}


def _is_within(key: str, folder: str) -> bool:
    return f"{key}/".startswith(f"{folder}/")


def _rename(files: Files, plan_of: Callable[[Files], SitePlan], old: str, new: str) -> Changes:
    plan = plan_of(files)
    keys = {page.key for page in plan.pages if page.source}
    renamed = {key: new + key[len(old) :] for key in keys if _is_within(key, old)}
    if not renamed:
        raise MoveError("unknown")
    if (keys - renamed.keys()) & set(renamed.values()):
        raise MoveError("taken")
    changes: dict[str, bytes | None] = {}
    for path, content in files.items():
        target = _moved_path(path, plan.languages, renamed)
        written = _with_names(path, target, content, renamed)
        if target != path:
            changes[path] = None
        if target != path or written != content:
            changes[target] = written
    moved = {path: content for path, content in {**files, **changes}.items() if content is not None}
    hashes = _new_hashes(plan, plan_of(moved), renamed)
    if STAMPS_PATH in moved:
        stamps = moved[STAMPS_PATH].decode()
        stamps = _HASH.sub(lambda found: hashes.get(found[0], found[0]), stamps)
        changes[STAMPS_PATH] = stamps.encode()
    return changes


def _new_hashes(before: SitePlan, after: SitePlan, renamed: Mapping[str, str]) -> Mapping[str, str]:
    """Return the hash of every section whose text names pages otherwise, by the one it had."""
    hashes = {}
    for page in before.written:
        moved = after.find(renamed.get(page.key, page.key), page.lang)
        for old, new in zip(page.sections, moved.sections if moved else (), strict=False):
            hashes[section_hash(page, old)] = section_hash(moved or page, new)
    return hashes


def readdress_page(
    files: Files, plan: SitePlan, page: Page, slug: str, *, built_at: str = ""
) -> Changes:
    """Return the file of a page with another slug, and the address that it had, leading on.

    Where somebody wrote the slug by hand, that is where the build before has it. Raises
    `MoveError`.
    """
    if page.key in _FIXED or not SLUG.fullmatch(slug):
        raise MoveError("slug")
    address = posixpath.dirname(page.url.rstrip("/")).rstrip("/") + f"/{slug}/"
    was = built_at if page.url == address else page.url
    if was in {"", address} or any(
        other.url == address for other in plan.pages if other is not page
    ):
        raise MoveError("taken")
    content, find = files[page.source], partial(front_fields, shape=_ADDRESS)
    former = page.front.redirect_from
    redirects: Mapping[str, Value] = {
        _REDIRECTS: (*(each for each in former if each not in {address, was}), was)
    }
    if _REDIRECTS not in read_fields(content, find):  # with comments between them
        redirects = {f"{_REDIRECTS}.{len(former)}": was}
    try:
        return {page.source: edit_file(content, find, {"slug": slug, **redirects})}
    except (NotWritable, KeyError) as error:
        raise MoveError("slug") from error


def _moved_path(path: str, languages: tuple[str, ...], renamed: Mapping[str, str]) -> str:
    """Return where a content file, or what was confirmed of it, lies under the new keys."""
    found = split_path(path, languages) if path.startswith(CONTENT_FOLDER) else None
    if found is not None and found[0] in renamed:
        key, lang = found
        return f"{CONTENT_FOLDER}{renamed[key]}.{lang}.md"
    folder, _, rest = path.removeprefix(CONFIRMED_FOLDER).lstrip("/").partition("/")
    key = rest.removesuffix(".md")
    if path.startswith(CONFIRMED_FOLDER) and key in renamed:
        return posixpath.join(CONFIRMED_FOLDER, folder, f"{renamed[key]}.md")
    return path


def _with_names(path: str, target: str, content: bytes, renamed: Mapping[str, str]) -> bytes:
    """Return a file that names pages by their new keys."""
    if not path.endswith((".md", ".yaml", ".csv")):
        return content
    try:
        lines = parse_lines(content)
    except UnknownEncoding:  # which is reported, and names nothing that could be read
        return content
    names = {insert_name(old): insert_name(new) for old, new in renamed.items()}
    text = _INSERT.sub(
        lambda found: f"{found['space']}page.{names.get(found['name'], found['name'])}",
        lines.text,
    )
    if path.endswith(".yaml"):
        text = _with_keys(text, path, renamed)
    elif path.endswith(".md") and not path.startswith(CONFIRMED_FOLDER):
        front = front_matter(text)
        start, end = (front.start, front.end) if front else (0, 0)
        body = _with_pictures(text[end:], path, target)
        text = text[:start] + _with_keys(text[start:end], path, renamed) + body
    return lines.with_text(text).content


def _with_pictures(text: str, path: str, target: str) -> str:
    """Let a page that moves to another folder name the pictures that stay where they are."""
    before, after = posixpath.dirname(path), posixpath.dirname(target)
    if before == after:
        return text

    def from_there(found: re.Match[str]) -> str:
        return found[1] + posixpath.relpath(posixpath.join(before, found[2]), after)

    return _PICTURE.sub(from_there, text)


def _with_keys(text: str, path: str, renamed: Mapping[str, str]) -> str:
    """Write new keys where YAML names pages, and leave every other character as it is."""
    root = parse_yaml(text, Reader(path))
    field = _EVERY_KEY if path == STAMPS_PATH else ""
    lines = text.split("\n")
    places = {} if root is None else dict(_named(root, field, renamed))
    for place in sorted(places, key=lambda place: place.column, reverse=True):
        line, key = lines[place.line - 1], places[place]
        start = place.column - 1 + (line[place.column - 1] in "\"'")
        lines[place.line - 1] = line[:start] + renamed[key] + line[start + len(key) :]
    return "\n".join(lines)


def _named(node: Node, field: str, renamed: Mapping[str, str]) -> Iterator[tuple[Location, str]]:
    """Yield the places of renamed keys below a field, and the keys."""
    if isinstance(node, ScalarNode):
        if field in _NAMING and node.value in renamed:
            yield node.location, node.value
    elif isinstance(node, MappingNode):
        for name, child in node.nodes.items():
            if (field in _KEYED or field == _EVERY_KEY) and name in renamed:
                yield node.keys[name], name
            yield from _named(child, name, renamed)
    else:
        for child in node.nodes:
            yield from _named(child, field, renamed)
