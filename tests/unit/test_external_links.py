"""Addresses outside the site: found in the files, asked once a week, and named where they stand."""

from collections.abc import Callable
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from site_builder.diagnostics import Diagnostic
from site_builder.upkeep.external_links import (
    NoNetwork,
    ask_the_web,
    external_links,
    find_unanswered,
)

TODAY = date(2031, 5, 1)
FILES = {
    "content/home.id.md": b"[satu](https://a.id/satu). Lihat https://b.id/dua, ya.\n",
    "data/sources.yaml": b'- url: "https://a.id/satu"\n- url: https://b.example/\n# https://c.id/x)\n',
}


def unanswered(folder: Path, ask: Callable[[str], str], day: date = TODAY) -> list[Diagnostic]:
    links = external_links(FILES)
    remembered = folder / "kept/external.json"
    return list(find_unanswered(links, remembered, day, ask, pause=0))


def test_addresses_are_found_with_every_place_where_they_stand():
    places = {
        url: [(place.path, place.line, place.column) for place in found]
        for url, found in external_links(FILES).items()
    }
    assert places == {
        "https://a.id/satu": [("content/home.id.md", 1, 8), ("data/sources.yaml", 1, 9)],
        "https://b.id/dua": [("content/home.id.md", 1, 34)],
        "https://c.id/x": [("data/sources.yaml", 3, 3)],
    }


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("[a](https://a.id/b_(c)).", "https://a.id/b_(c)"),
        ("(lihat https://a.id/b)", "https://a.id/b"),
        ("**https://a.id/b**!", "https://a.id/b"),
        ("https://a.id/b_(c)?", "https://a.id/b_(c)"),
    ],
)
def test_an_address_ends_where_its_sentence_does(written: str, address: str):
    assert list(external_links({"content/a.id.md": written.encode()})) == [address]


def test_what_answered_is_not_asked_again_for_a_week_and_what_did_not_is(tmp_path: Path):
    asked: list[str] = []

    def ask(url: str) -> str:
        asked.append(url)
        return "404 Not Found" if url.endswith("satu") else ""

    (found,) = unanswered(tmp_path, ask)
    assert (found.code, found.location.path, found.location.line) == (
        "OUT019",
        "content/home.id.md",
        1,
    )
    assert [place.path for place in found.related] == ["data/sources.yaml"]
    assert len(asked) == len(FILES) + 1
    for day, again in ((TODAY, 1), (TODAY + timedelta(days=7), len(FILES) + 1)):
        asked.clear()
        assert len(unanswered(tmp_path, ask, day)) == 1
        assert len(asked) == again


def test_a_memory_that_is_damaged_is_as_none(tmp_path: Path):
    (tmp_path / "kept").mkdir()
    for content in ("{", "[]", '{"https://b.id/dua": "soon"}'):
        (tmp_path / "kept/external.json").write_text(content, encoding="utf-8")
        assert len(unanswered(tmp_path, lambda url: "gone" if "a.id" in url else "")) == 1


def test_without_a_network_nothing_is_called_lost(tmp_path: Path):
    with pytest.raises(NoNetwork):
        unanswered(tmp_path, lambda url: "no route")


class Server(BaseHTTPRequestHandler):
    """Answers with the status that the address names."""

    def do_GET(self) -> None:
        self.send_response(int(self.path.strip("/")))
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.mark.parametrize(
    ("status", "is_lost"),
    [(200, False), (403, False), (429, False), (404, True), (410, True), (503, True)],
)
def test_only_pages_that_are_gone_and_servers_that_failed_are_lost(status: int, is_lost: bool):
    server = ThreadingHTTPServer(("127.0.0.1", 0), Server)
    Thread(target=server.serve_forever, daemon=True).start()
    reason = ask_the_web(f"http://127.0.0.1:{server.server_port}/{status}")
    server.shutdown()
    assert bool(reason) is is_lost


def test_a_machine_that_is_not_there_has_a_reason():
    assert ask_the_web("http://127.0.0.1:9/")
    assert ask_the_web("http://nowhere.invalid/")
