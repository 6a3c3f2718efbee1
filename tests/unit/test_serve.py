"""The preview without a browser: what is a change, when a build runs, and what is answered."""

import asyncio
import os
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from threading import Thread
from wsgiref.util import setup_testing_defaults

import pytest

from site_builder.build import BuildResult
from site_builder.diagnostics import Location, problem
from site_builder.messages.wording import load_messages
from site_builder.model import OutputFile
from site_builder.preview import serve as live
from site_builder.preview.app import BUILDING, VERSION_PATH, Preview
from site_builder.preview.excerpt import read_excerpt
from site_builder.preview.panel import Problem, describe_problems, render_overlay
from site_builder.preview.rebuild import QUIET_SECONDS, PreviewBuilder
from site_builder.preview.watch import NOTHING, changed_paths, take_snapshot

MESSAGES = load_messages("en")
PAGE = b"<!DOCTYPE html><html><head></head><body><p>%s</p></body></html>"
POLICY = b'<meta http-equiv="Content-Security-Policy" content="script-src \'self\'">'
BROKEN = problem("FIG003", Location(path="content/a.md", line=7), name="<b>x</b>", nearest="")
PLACEHOLDER_ADDRESS = problem("CFG009", Location(path="site.yaml", line=3), value="a")


def site(text: bytes = b"one") -> tuple[OutputFile, ...]:
    contents = {
        "index.html": PAGE % text,
        "404.html": PAGE % b"lost",
        "xx/404.html": PAGE % b"lost abroad",
        "xx/a b/index.html": PAGE % b"abroad",
        "assets/site.css": b"</body>",
        "index.html.br": b"compressed",
        "sw.js": b"cache everything",
    }
    return tuple(OutputFile(path=path, content=content) for path, content in contents.items())


def good(text: bytes = b"one") -> BuildResult:
    return BuildResult(files=site(text), diagnostics=())


def bad() -> BuildResult:
    return BuildResult(files=(), diagnostics=(BROKEN, PLACEHOLDER_ADDRESS))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "content").mkdir()
    (tmp_path / "data").mkdir()
    (tmp_path / "site.yaml").write_text("a: 1\n")
    (tmp_path / "content" / "a.md").write_text("one\n")
    return tmp_path


class Desk:
    """A preview of a folder, with a maker that gives what the test lays ready."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.made: list[Callable[[], BuildResult]] = []
        self.count = 0
        self.said: list[str] = []
        self.preview = Preview(MESSAGES)
        self.builder = PreviewBuilder(
            build=self.make,
            root=root,
            preview=self.preview,
            messages=MESSAGES,
            print_line=self.said.append,
        )

    def make(self) -> BuildResult:
        self.count += 1
        return self.made.pop(0)()

    def page(self, path: str = "/") -> str:
        return self.preview.answer(path).body.decode()


@pytest.fixture
def desk(root: Path) -> Desk:
    desk = Desk(root)
    desk.made.append(good)
    desk.builder.show_first()
    return desk


def raising(error: Exception) -> Callable[[], BuildResult]:
    def make() -> BuildResult:
        raise error

    return make


# --- what counts as a change -------------------------------------------------------------------


def changes(root: Path, change: Callable[[], object]) -> tuple[str, ...]:
    before = take_snapshot(root)
    change()
    return changed_paths(before, take_snapshot(root, before))


def test_new_changed_and_removed_files_are_changes(root: Path) -> None:
    def change() -> None:
        (root / "content" / "a.md").write_text("two\n")
        (root / "data" / "b.csv").write_text("a\n")
        (root / "site.yaml").unlink()

    assert changes(root, change) == ("content/a.md", "data/b.csv", "site.yaml")


def test_a_new_file_with_an_old_date_is_a_change(root: Path) -> None:
    def change() -> None:
        path = root / "data" / "old.csv"
        path.write_text("a\n")
        os.utime(path, (1, 1))

    assert changes(root, change) == ("data/old.csv",)


def test_a_renamed_folder_is_a_change(root: Path) -> None:
    (root / "content" / "b").mkdir()
    (root / "content" / "b" / "c.md").write_text("c")
    renamed = changes(root, lambda: (root / "content" / "b").rename(root / "content" / "d"))
    assert renamed == ("content/b/c.md", "content/d/c.md")


def test_a_file_that_was_only_touched_is_no_change(root: Path) -> None:
    assert not changes(root, lambda: os.utime(root / "content" / "a.md", (5, 5)))


@pytest.mark.parametrize(
    "name",
    [
        "data/~$rows.xlsx",
        "data/.~lock.rows.csv#",
        "data/rows.tmp",
        "content/.DS_Store",
        "content/.a.md.swp",
        "content/a.md~",
        "content/.git/config",
        "output/index.html",
        ".site-builder/error.log",
        "notes.md",
    ],
)
def test_lock_files_hidden_files_and_outputs_are_no_changes(root: Path, name: str) -> None:
    def change() -> None:
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text("x")

    assert not changes(root, change)


def test_a_file_that_cannot_be_read_now_stays_as_it_was(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = take_snapshot(root)
    (root / "content" / "a.md").write_text("longer than before")
    read_bytes = Path.read_bytes

    def held(path: Path) -> bytes:
        if path.name == "a.md":
            raise PermissionError(13, "in use", str(path))
        return read_bytes(path)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "read_bytes", held)
        now = take_snapshot(root, before)
    assert not changed_paths(before, now)
    assert changed_paths(now, take_snapshot(root, now)) == ("content/a.md",)


def test_an_empty_folder_is_an_empty_snapshot(tmp_path: Path) -> None:
    assert take_snapshot(tmp_path) == NOTHING


# --- when a build runs, and what comes of it ---------------------------------------------------


def test_nothing_is_made_while_nothing_changes(desk: Desk) -> None:
    assert not desk.builder.refresh()
    assert desk.count == 1


def test_several_files_saved_together_are_one_build(desk: Desk) -> None:
    def save() -> None:
        for number in range(5):
            time.sleep(QUIET_SECONDS / 3)
            (desk.root / "content" / f"{number}.md").write_text("x")

    desk.made.append(lambda: good(b"two"))
    (desk.root / "content" / "a.md").write_text("first")
    saving = Thread(target=save)
    saving.start()
    assert desk.builder.refresh()
    saving.join()
    assert not desk.builder.refresh()
    assert desk.count == 2
    assert "<p>two</p>" in desk.page()
    assert "content/0.md, content/1.md, content/2.md … changed" in "\n".join(desk.said)


def test_a_change_that_was_taken_back_makes_nothing(desk: Desk) -> None:
    path = desk.root / "content" / "a.md"
    path.write_text("other")

    def undo() -> None:
        time.sleep(QUIET_SECONDS / 3)
        path.write_text("one\n")

    undoing = Thread(target=undo)
    undoing.start()
    assert not desk.builder.refresh()
    undoing.join()
    assert desk.count == 1


def test_errors_leave_the_last_good_site_under_a_panel(desk: Desk) -> None:
    desk.made += [bad, lambda: good(b"two")]
    (desk.root / "content" / "a.md").write_text("broken")
    assert desk.builder.refresh()
    for path, text in (("/", "one"), ("/nowhere", "lost"), ("/xx/a b/", "abroad")):
        page = desk.page(path)
        assert f"<p>{text}</p>" in page
        assert "content/a.md, line 7" in page
        assert "FIG003" in page
        assert "&lt;b&gt;x&lt;/b&gt;" in page
        assert "<b>x</b>" not in page
        assert "Hint: " in page
        assert "CFG009" not in page
    (desk.root / "content" / "a.md").write_text("mended")
    assert desk.builder.refresh()
    assert "<p>two</p>" in desk.page()
    assert "site-builder-overlay" not in desk.page()


def test_a_site_that_was_never_good_is_a_page_of_problems(root: Path) -> None:
    desk = Desk(root)
    desk.made += [bad, good]
    desk.builder.show_first()
    answer = desk.preview.answer("/any/where/")
    assert answer.status.startswith("503")
    assert b"content/a.md, line 7" in answer.body
    assert "content/a.md:7: FIG003" in "\n".join(desk.said)
    (root / "content" / "a.md").write_text("mended")
    assert desk.builder.refresh()
    assert desk.preview.answer("/").status == "200 OK"


def test_a_bug_is_one_line_and_a_log_and_the_next_build_runs(desk: Desk) -> None:
    desk.made += [raising(ZeroDivisionError("secret")), lambda: good(b"two")]
    (desk.root / "content" / "a.md").write_text("strange")
    assert desk.builder.refresh()
    log = desk.root / ".site-builder" / "error.log"
    assert "ZeroDivisionError: secret" in log.read_text("utf-8")
    assert str(log) in desk.said[-1]
    assert "\n" not in desk.said[-1]
    assert "secret" not in desk.page()
    assert "error.log" in desk.page()
    assert "<p>one</p>" in desk.page()
    (desk.root / "content" / "a.md").write_text("usual")
    assert desk.builder.refresh()
    assert "<p>two</p>" in desk.page()


def test_a_file_that_cannot_be_read_for_a_moment_is_tried_again(desk: Desk) -> None:
    desk.made += [raising(PermissionError(13, "in use", "a.md")), lambda: good(b"two")]
    (desk.root / "content" / "a.md").write_text("held")
    assert desk.builder.refresh()
    assert "<p>two</p>" in desk.page()


def test_a_file_that_cannot_be_read_at_all_is_named(desk: Desk) -> None:
    desk.made += [raising(PermissionError(13, "in use", "held.md"))] * 3
    (desk.root / "content" / "a.md").write_text("held")
    assert desk.builder.refresh()
    assert desk.said[-1].startswith("The file held.md cannot be read.")


def test_a_problem_shows_its_line_with_the_place_marked(desk: Desk) -> None:
    place = Location(path="content/a.md", line=2, column=5)
    broken = problem("FIG003", place, name="x", nearest="")
    desk.made.append(lambda: BuildResult(files=(), diagnostics=(broken,)))
    (desk.root / "content" / "a.md").write_text("one\ntwo <three> four\n")
    desk.builder.refresh()
    assert "two <mark>&lt;three&gt;</mark> four" in desk.page()


def test_a_problem_with_personal_data_does_not_show_its_line(desk: Desk) -> None:
    private = problem("PRV002", Location(path="content/a.md", line=1), value="…")
    desk.made.append(lambda: BuildResult(files=(), diagnostics=(private,)))
    (desk.root / "content" / "a.md").write_text("very secret")
    desk.builder.refresh()
    assert "PRV002" in desk.page()
    assert "very secret" not in desk.page()


@pytest.mark.parametrize(
    ("line", "column", "cell", "shown"),
    [
        ("a\tb", 2, "", ("a", "⇥", "b")),
        ("no column", 0, "", ("", "", "no column")),
        ("1,two,3", 2, "B1", ("1,", "two", ",3")),
        ('1,"a, b",3', 2, "B1", ('1,"', "a, b", '",3')),
        ("1,1,1", 2, "B1", ("", "", "1,1,1")),
        ("1", 5, "E1", ("", "", "1")),
        ("a {{ b.c } d {{ e.f }}", 3, "", ("a ", "{{ b.c }", " d {{ e.f }}")),
        ("a {{ b.c d {{ e.f }}", 3, "", ("a ", "{{ b.c", " d {{ e.f }}")),
        ("x" * 90 + " y " + "z" * 90, 92, "", ("…" + "x" * 79 + " ", "y", " " + "z" * 79 + "…")),
    ],
)
def test_the_place_in_a_line(
    root: Path, line: str, column: int, cell: str, shown: tuple[str, str, str]
) -> None:
    (root / "content" / "a.md").write_text(f"{line}\r\n", newline="")
    place = Location(path="content/a.md", line=1, column=column, cell=cell)
    excerpt = read_excerpt(root, place)
    assert excerpt is not None
    assert (excerpt.before, excerpt.marked, excerpt.after) == shown


def test_warnings_reach_the_browser_and_new_ones_open(desk: Desk) -> None:
    doubtful = BuildResult(files=site(b"two"), diagnostics=(PLACEHOLDER_ADDRESS,))
    desk.made += [lambda: doubtful, lambda: doubtful, lambda: good(b"three")]
    (desk.root / "content" / "a.md").write_text("doubtful")
    desk.builder.refresh()
    assert "CFG009" in desk.page()
    assert "<details open>" in desk.page()
    (desk.root / "content" / "a.md").write_text("still doubtful")
    desk.builder.refresh()
    assert "CFG009" in desk.page()
    assert "<details >" in desk.page()
    (desk.root / "content" / "a.md").write_text("fine")
    desk.builder.refresh()
    assert "site-builder-overlay" not in desk.page()


def test_who_waits_for_a_build_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    class SlowBuilder:
        is_building = True

        def refresh(self) -> bool:
            time.sleep(0.05)
            return True

    async def look() -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(live._look_for_changes(SlowBuilder()), 1)  # type: ignore[arg-type]

    told: list[str] = []
    monkeypatch.setattr(live.LiveReloadHandler, "reload_waiters", told.append)
    monkeypatch.setattr(live, "_PATIENCE_SECONDS", 0.01)
    monkeypatch.setattr(live, "_finish_in_peace", lambda: None)
    # In a thread of its own: a test with a browser may have left a loop running in this one.
    looking = Thread(target=lambda: asyncio.run(look()))
    looking.start()
    looking.join()
    assert told[:3] == [BUILDING, "*", BUILDING]


def test_what_is_new_comes_first(desk: Desk) -> None:
    moved = {"key": "a", "url": "/a/", "now": "/b/", "lang": "xx", "slug": "b"}
    new = problem("OUT021", Location(path="content/a.md", line=1), **moved)
    found = ((PLACEHOLDER_ADDRESS,), (PLACEHOLDER_ADDRESS, new))
    desk.made += [
        *(lambda each=each: BuildResult(files=site(b"two"), diagnostics=each) for each in found),
        bad,
        lambda: BuildResult(files=site(b"three"), diagnostics=found[1]),
    ]
    for number, _ in enumerate(found):
        (desk.root / "content" / "a.md").write_text(f"text {number}")
        desk.builder.refresh()
    page = desk.page()
    assert "<details open>" in page
    assert page.index("OUT021") < page.index("CFG009")
    # What was said before a mistake is not new once that is mended.
    for text in ("broken", "mended"):
        (desk.root / "content" / "a.md").write_text(text)
        desk.builder.refresh()
    assert "OUT021" in desk.page()
    assert "<details >" in desk.page()


@pytest.mark.parametrize(
    ("params", "new"),
    [
        ({"code": "OUT020", "now": "b", "target": "b", "folder": ""}, "b"),
        ({"code": "OUT021", "now": "/b/", "url": "/a/", "lang": "xx", "slug": "b"}, "xx=b"),
    ],
)
def test_what_was_renamed_by_hand_is_offered_as_a_move(root: Path, params: dict, new: str):
    place = Location(path="content/b.md", line=1)
    code = params.pop("code")
    moved = problem(code, place, key="a", new="b", **params)
    preview = Preview(MESSAGES, token="secret")
    for (found,) in (describe_problems([each], MESSAGES, root) for each in (moved, BROKEN)):
        preview.complain([found])
        page = preview.answer("/").body.decode()
        assert ("<form" in page) == (found.code == code)
        assert not found.move or f'name="new" value="{new}"' in page
        assert "<form" not in render_overlay("error", [found], MESSAGES, is_open=True).decode()


def test_a_problem_links_to_what_its_code_means(desk: Desk) -> None:
    desk.made.append(bad)
    desk.builder.show_first()
    assert 'href="/__explain/FIG003"' in desk.page()
    assert "open content/a.md, line 7 in a text editor" in desk.page()
    explained = desk.page("/__explain/FIG003")
    wording = MESSAGES.codes["FIG003"]
    assert '<html lang="en">' in explained
    assert all(text in explained for text in (wording.title, wording.cause, wording.remedy))
    assert desk.preview.answer("/__explain/fig003").status == "200 OK"
    assert desk.preview.answer("/__explain/XXX999").status == "404 Not Found"


def test_the_other_places_that_a_hint_speaks_of_are_shown(desk: Desk) -> None:
    place, first = (Location(path="content/a.md", line=line) for line in (7, 3))
    twice = problem("CFG003", place, related=[first], key="slug")
    desk.made.append(lambda: BuildResult(files=(), diagnostics=(twice,)))
    desk.builder.show_first()
    assert "See also: content/a.md, line 3" in desk.page()


def test_problems_of_a_half_written_file_are_not_shown(desk: Desk) -> None:
    def make_while_saving() -> BuildResult:
        (desk.root / "content" / "a.md").write_text("whole")
        return bad()

    desk.made += [make_while_saving, lambda: good(b"two")]
    (desk.root / "content" / "a.md").write_text("ha")
    assert desk.builder.refresh()
    assert "<p>two</p>" in desk.page()
    assert "FIG003" not in "\n".join(desk.said)
    assert not desk.builder.refresh()


def test_a_warning_is_said_once_and_errors_every_time(root: Path) -> None:
    desk = Desk(root)
    desk.made += [bad, bad]
    desk.builder.show_first()
    (root / "content" / "a.md").write_text("still broken")
    desk.builder.refresh()
    said = "\n".join(desk.said)
    assert said.count("CFG009") == 1
    assert said.count("FIG003") == 2


# --- what is answered --------------------------------------------------------------------------


@pytest.fixture
def preview() -> Preview:
    preview = Preview(MESSAGES)
    preview.show(site())
    return preview


@pytest.mark.parametrize(
    ("path", "status", "text"),
    [
        ("/", "200 OK", "<p>one</p>"),
        ("/index.html", "200 OK", "<p>one</p>"),
        ("/xx/a b/", "200 OK", "<p>abroad</p>"),
        ("/missing", "404 Not Found", "<p>lost</p>"),
        ("/xx/missing/deeper/", "404 Not Found", "<p>lost abroad</p>"),
        ("/../site.yaml", "404 Not Found", "<p>lost</p>"),
        ("/index.html.br", "404 Not Found", "<p>lost</p>"),
    ],
)
def test_pages_are_answered(preview: Preview, path: str, status: str, text: str) -> None:
    answer = preview.answer(path)
    assert (answer.status, answer.media_type) == (status, "text/html; charset=utf-8")
    assert text in answer.body.decode()


@pytest.mark.parametrize("path", ["/xx/a b", "//xx/a b"])
def test_an_address_without_its_last_slash_leads_to_the_page(preview: Preview, path: str) -> None:
    answer = preview.answer(path)
    assert (answer.status, answer.location) == ("302 Found", "/xx/a%20b/")


def test_what_is_added_to_a_page_is_not_forbidden_by_its_policy(preview: Preview) -> None:
    page = PAGE.replace(b"<head>", b"<head>" + POLICY) % b"strict"
    preview.show((OutputFile(path="index.html", content=page),))
    text = preview.answer("/").body.decode()
    assert "<p>strict</p>" in text and "<script data-version=" in text
    assert "Content-Security-Policy" not in text


def test_a_page_that_no_reader_sees_says_so_at_its_top(preview: Preview) -> None:
    page = b'<body class="a"><p>draft</p></body>'
    files = [OutputFile(path=path, content=page) for path in ("index.html", "b/index.html")]
    preview.show(files, unseen={"b/index.html": "it <waits>"})
    above = preview.answer("/b/").body.decode().partition("<p>draft</p>")[0]
    assert "it &lt;waits&gt;" in above.partition('<body class="a">')[2]
    assert "waits" not in preview.answer("/").body.decode()


def test_only_pages_are_added_to(preview: Preview) -> None:
    answer = preview.answer("/assets/site.css")
    assert answer.body == b"</body>"
    assert answer.media_type == "text/css; charset=utf-8"


def test_a_worker_of_the_browser_takes_itself_away(preview: Preview) -> None:
    assert b"unregister" in preview.answer("/sw.js").body
    assert b"cache everything" not in preview.answer("/sw.js").body


def test_every_state_has_a_version_that_its_pages_know(preview: Preview) -> None:
    versions = set()
    for change in (
        lambda: preview.show(site()),
        lambda: preview.complain([Problem(message="x")]),
        lambda: preview.show(site()),
    ):
        change()
        version = preview.answer(f"/{VERSION_PATH}").body
        assert version in preview.answer("/").body
        versions.add(version)
    assert len(versions) == 3


def ask(preview: Preview, **environ: object) -> tuple[str, dict[str, str], bytes]:
    """Ask as a server does; gives the status, the headers and the body."""
    setup_testing_defaults(environ)
    given: list[tuple[str, dict[str, str]]] = []
    body = b"".join(preview(environ, lambda *args: given.append((args[0], dict(args[1])))))
    return (*given[0], body)


@pytest.mark.parametrize(
    ("method", "status", "is_empty"),
    [("GET", "200 OK", False), ("HEAD", "200 OK", True), ("POST", "405 Method Not Allowed", True)],
)
def test_only_reading_is_answered(
    preview: Preview, method: str, status: str, is_empty: bool
) -> None:
    answered, headers, body = ask(preview, REQUEST_METHOD=method)
    assert answered == status
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Frame-Options"] == "SAMEORIGIN"
    assert (not body) == is_empty


def test_another_site_cannot_call(preview: Preview) -> None:
    """A name that another site lets point to this machine is not answered."""
    own = Preview(MESSAGES, frozenset({"localhost", "::1"}))
    own.show(site())
    assert ask(own, HTTP_HOST="localhost:8000")[0] == "200 OK"
    assert ask(own, HTTP_HOST="[::1]:8000")[0] == "200 OK"
    assert ask(own, HTTP_HOST="evil.example:8000")[0] == "403 Forbidden"
    assert ask(own, HTTP_HOST="localhost]")[0] == "403 Forbidden"
    assert ask(preview, HTTP_HOST="office.example")[0] == "200 OK"


# --- the address -------------------------------------------------------------------------------


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening.getsockname()[1]


def serve_at(root: Path, host: str, port: int) -> list[str]:
    said: list[str] = []

    def make() -> BuildResult:
        # Ends a preview that should not have come so far.
        raise KeyboardInterrupt

    live.serve(
        build=make,
        later={},
        root=root,
        host=host,
        port=port,
        messages=MESSAGES,
        print_line=said.append,
    )
    return said


def test_in_place_of_a_port_in_use_the_next_is_taken(root: Path, taken_port: int) -> None:
    said = serve_at(root, "127.0.0.1", taken_port)
    port = live.next_free_port("127.0.0.1", taken_port)
    assert taken_port < port <= taken_port + 20
    assert said[0] == MESSAGES.say("serve.next_port", wanted=taken_port, port=port)


def test_where_no_port_is_free_nothing_is_made(
    root: Path, taken_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "_NEXT_PORTS", 1)
    with pytest.raises(live.PortInUse):
        serve_at(root, "127.0.0.1", taken_port)


@pytest.mark.parametrize(("host", "port"), [("192.0.2.1", 8000), ("127.0.0.1", 70000)])
def test_an_address_that_is_not_of_this_machine_is_refused(
    root: Path, host: str, port: int
) -> None:
    with pytest.raises(live.AddressRefused) as refused:
        serve_at(root, host, port)
    assert refused.value.filename == f"{host}:{port}"


@pytest.mark.parametrize(
    ("host", "address", "is_shared"),
    [
        ("127.0.0.1", "http://127.0.0.1:8000/", False),
        ("localhost", "http://localhost:8000/", False),
        ("::1", "http://[::1]:8000/", False),
        ("0.0.0.0", "http://0.0.0.0:8000/", True),
        ("office.example", "http://office.example:8000/", True),
    ],
)
def test_the_address_can_be_typed(host: str, address: str, is_shared: bool) -> None:
    assert live.address_of(host, 8000) == address
    assert live.is_shared(host) == is_shared
