"""What builds keep for each other on the disk: it saves time, whatever becomes of it."""

import hashlib
import pickle
import shutil
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path

import brotli
import pytest

from site_builder.build import BuildMemory, BuildOptions, BuildResult, build_site
from site_builder.cli.kept import load_memory, save_memory
from site_builder.incremental.products import Stored
from site_builder.incremental.store import load_kept, thaw
from tests.builders import TODAY, tiny_files, tiny_templates

PAGE = "content/home.id.md"
TEMPLATES = {name: text.encode() for name, text in tiny_templates().items()}


PUBLISHED = BuildOptions(today=TODAY, is_compressed=True)


def build(memory: BuildMemory, **changes: bytes) -> BuildResult:
    return build_site({**tiny_files(), **changes}, TEMPLATES, PUBLISHED, memory=memory)


@cache
def built_without() -> BuildResult:
    """What a build makes for which nothing was kept."""
    return build(BuildMemory())


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder after one build."""
    state = tmp_path_factory.mktemp("state")
    memory = load_memory(state)
    build(memory)
    save_memory(memory, state)
    return state


@pytest.fixture
def state(first: Path, tmp_path: Path) -> Path:
    return shutil.copytree(first, tmp_path / "state")


def test_another_process_makes_nothing_again(state: Path):
    memory = load_memory(state)
    assert build(memory).files == built_without().files
    assert memory.products.made == []


def test_what_a_build_made_anew_is_kept_too(state: Path):
    anew = load_memory(state, is_anew=True)
    build(anew)
    assert anew.products.made
    save_memory(anew, state)
    memory = load_memory(state)
    build(memory)
    assert memory.products.made == []


def test_an_edit_makes_little_again_and_the_same_as_a_clean_build(state: Path):
    edit = {PAGE: tiny_files()[PAGE] + b"\nMore.\n"}
    memory = load_memory(state)
    kept, clean = build(memory, **edit), build(BuildMemory(), **edit)
    assert (kept.files, kept.diagnostics) == (clean.files, clean.diagnostics)
    pages = [name for name in memory.products.made if name[0] == "page"]
    assert ("page", "home", "id") in pages
    assert len(pages) < len([name for name in memory.products.kept.products if name[0] == "page"])


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("data/glossary.yaml", "A term with an", "This has an"),
        ("content/updates/first.en.md", "title: First", "title: Other"),
    ],
)
def test_a_page_is_not_made_again_for_what_it_shows_nothing_of(
    state: Path, path: str, old: str, new: str
):
    memory, text = load_memory(state), tiny_files()[path].decode()
    assert old in text
    build(memory, **{path: text.replace(old, new).encode()})
    made = {name[1:] for name in memory.products.made if name[0] == "page"}
    assert made
    assert made.isdisjoint({("contacts", "en"), ("data/indicator", "en"), ("data", "id")})


def test_whoever_holds_the_site_of_a_build_before_leaves_nothing_to_the_next():
    settings = tiny_files()["site.yaml"].replace(b"identifiers: none", b"identifiers: [id.nik]")
    assert settings != tiny_files()["site.yaml"]
    memory, changed = BuildMemory(), {"site.yaml": settings}
    shown = build(memory).site
    assert shown is not None
    private = tiny_files()[PAGE] + b"\nNIK 3374012306850001\n"
    assert build(memory, **changed, **{PAGE: private}).site is None
    assert shown.keep(("page", "home", "en"), lambda: (None, ())) == (None, ())
    assert build(memory, **changed).files == build(BuildMemory(), **changed).files


DAMAGES = pytest.mark.parametrize(
    "damage",
    [
        lambda content: b"",
        lambda content: content[: len(content) // 2],
        lambda content: content[:-1] + bytes([content[-1] ^ 1]),
        lambda content: b"another program\n" + content.partition(b"\n")[2],
        lambda content: bytes(len(content)),
    ],
    ids=["empty", "half", "one bit", "another program", "zeros"],
)


@DAMAGES
def test_a_damaged_store_is_no_store(state: Path, damage: Callable[[bytes], bytes]):
    path = state / "kept"
    path.write_bytes(damage(path.read_bytes()))
    memory = load_memory(state)
    assert build(memory).files == built_without().files
    assert memory.products.made


@pytest.fixture
def compressed(monkeypatch: pytest.MonkeyPatch) -> list[tuple[bytes, int]]:
    """The texts that are compressed from now on, and how well."""
    texts: list[tuple[bytes, int]] = []

    def compress(content: bytes, *, quality: int) -> bytes:
        texts.append((content, quality))
        return brotli_compress(content, quality=quality)

    brotli_compress = brotli.compress
    monkeypatch.setattr(brotli, "compress", compress)
    return texts


def test_a_text_that_comes_back_is_not_compressed_again(
    state: Path, compressed: list[tuple[bytes, int]]
):
    for changes in ({PAGE: tiny_files()[PAGE] + b"\nMore.\n"}, {}):
        before = len(compressed)
        memory = load_memory(state)
        assert build(memory, **changes).files
        save_memory(memory, state)
        assert (len(compressed) > before) == bool(changes)


def test_a_killed_build_has_kept_what_it_compressed(
    tmp_path: Path, compressed: list[tuple[bytes, int]]
):
    class Killed(Exception):  # noqa: N818 - it is none
        pass

    def kill(stage: str) -> None:
        if stage == "check pages":
            raise Killed

    clean = built_without()
    compressed.clear()
    with suppress(Killed):
        build_site(tiny_files(), TEMPLATES, PUBLISHED, kill, load_memory(tmp_path))
    before = {*compressed}
    compressed.clear()
    assert build(load_memory(tmp_path)).files == clean.files
    assert before.isdisjoint(compressed)  # the checks of pages, which never ran, weigh them quickly
    build(load_memory(tmp_path, is_anew=True))
    assert before & {*compressed}


def test_templates_are_compiled_once_and_their_code_is_in_no_project(tmp_path: Path):
    cache = tmp_path / "cache"
    memory = load_memory(tmp_path / "one", cache)
    build(memory)
    assert memory.templates.has_more
    save_memory(memory, tmp_path / "one", cache)
    other = load_memory(tmp_path / "other", cache)
    assert build(other).files == built_without().files
    assert not other.templates.has_more
    (code,) = cache.iterdir()
    assert b"l_0_view" in code.read_bytes()
    for path in (tmp_path / "one").iterdir():
        assert b"l_0_view" not in path.read_bytes()


@DAMAGES
def test_damaged_compiled_templates_are_none(tmp_path: Path, damage: Callable[[bytes], bytes]):
    cache = tmp_path / "cache"
    memory = load_memory(tmp_path / "project", cache)
    build(memory)
    save_memory(memory, tmp_path / "project", cache)
    (path,) = cache.iterdir()
    path.write_bytes(damage(path.read_bytes()))
    memory = load_memory(tmp_path / "other", cache)
    assert build(memory).files == built_without().files
    assert memory.templates.has_more


def test_all_that_is_written_down_can_be_read_back(state: Path):
    products = load_memory(state).products
    clean = BuildMemory()
    build(clean)
    stored = products.kept.products
    for product in stored.values():
        assert isinstance(product.value, Stored)
        thaw(product.value, lambda name: name)
    # What holds functions of the program is made by each process that asks for it.
    assert clean.products.kept.products.keys() - stored.keys() == {("recognisers",)}


class Harmful:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        return exec, ("raise SystemExit",)


def test_a_store_from_elsewhere_calls_nothing():
    body = pickle.dumps(([], [(("page",), Harmful(), [], ())]))
    digest = hashlib.sha256(body).digest()
    assert not load_kept(digest + body).products
