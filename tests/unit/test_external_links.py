"""Addresses outside the site: found in the files, asked once a week, and named where they stand."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from time import monotonic, sleep
from typing import ClassVar

import pytest

from site_builder.diagnostics import Diagnostic
from site_builder.upkeep import web_visits
from site_builder.upkeep.external_links import Asked, NoNetwork, ask_outside, external_links
from site_builder.upkeep.web_visits import Answer, Visit, visit

TODAY = date(2031, 5, 1)
FILES = {
    "content/home.id.md": b"[satu](https://a.id/satu). Lihat https://b.id/dua, ya.\n",
    "data/sources.yaml": b'- url: "https://a.id/satu"\n- url: https://b.example/\n# https://c.id/x)\n',
}


def unanswered(
    folder: Path, ask: Callable[[str], Answer], day: date = TODAY
) -> tuple[Diagnostic, ...]:
    links = external_links(FILES)
    remembered = folder / "kept/external.json"
    return ask_outside(
        links, remembered, day, lambda url, pause: Visit(answer=ask(url)), pause=0
    ).problems


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


def test_an_address_in_a_table_ends_with_its_cell():
    rows = b'https://a.id/1,disputed,"https://a.id/2,3 dan https://a.id/4",\n'
    addresses = ["https://a.id/1", "https://a.id/2,3", "https://a.id/4"]
    assert list(external_links({"data/a.csv": rows})) == addresses


def test_what_answered_is_not_asked_again_for_a_week_and_what_did_not_is(tmp_path: Path):
    asked: list[str] = []

    def ask(url: str) -> Answer:
        asked.append(url)
        return Answer.GONE if url.endswith("satu") else Answer.FINE

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
        assert len(unanswered(tmp_path, lost_at("a.id", Answer.GONE))) == 1


def lost_at(host: str, answer: Answer) -> Callable[[str], Answer]:
    return lambda url: answer if host in url else Answer.FINE


def test_without_a_network_nothing_is_called_lost(tmp_path: Path):
    with pytest.raises(NoNetwork):
        unanswered(tmp_path, lambda url: Answer.NOWHERE)


def test_what_is_lost_stays_so_where_only_that_is_asked_again(tmp_path: Path):
    """One that answered lately, asked once more, tells that the network is there."""
    for answer in (Answer.GONE, Answer.NOWHERE):
        for _ in range(2):
            gone = unanswered(tmp_path, lambda url, a=answer: Answer.FINE if "c.id" in url else a)
            assert [each.params["reason"] for each in gone] == [answer, answer]
    with pytest.raises(NoNetwork):
        unanswered(tmp_path, lambda url: Answer.NOWHERE)


def test_addresses_in_a_picture_are_those_of_programs():
    assert not external_links({"content/a.png": b"http://ns.adobe.com/xap/1.0/"})


class Server(BaseHTTPRequestHandler):
    """Answers as the address says, and keeps what was asked."""

    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        name = self.path.partition("?")[0].strip("/")
        self.asked.append(f"{self.command} {self.path}")
        elsewhere = f"http://{ELSEWHERE}:{self.server.server_address[1]}"
        onwards = {
            "moved": "/200",
            "circle": "/circle",
            "disk": "file:///etc/hosts",
            "files": "ftp://127.0.0.1/",
            "away": f"{elsewhere}/200",
            "away-silent": f"{elsewhere}/silent",
        }
        if name.startswith("silent"):
            sleep(3 * PATIENCE)
        elif name == "none":
            return
        is_head = self.command == "HEAD"
        by_method = {"browsers": (405, 200), "once": (500, 200), "busy": (429, 429)}
        status = by_method[name][not is_head] if name in by_method else 200
        self.send_response(int(name) if name.isdigit() else 301 if name in onwards else status)
        if name in onwards:
            self.send_header("Location", onwards[name])
        self.end_headers()
        with suppress(OSError):  # nobody reads on
            while name == "endless" and not is_head:
                self.wfile.write(bytes(1 << 16))

    do_HEAD = do_GET  # noqa: N815 - the library calls it so

    def log_message(self, format: str, *args: object) -> None:
        pass


ELSEWHERE = "127.0.0.2"
PATIENCE = 0.3


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a server on this machine, which alone of its network may be asked."""
    refuse = web_visits.refuse_own_network
    here = "127.0.0.1"
    monkeypatch.setattr(web_visits, "refuse_own_network", lambda h: h == here or refuse(h))
    monkeypatch.setattr(web_visits, "_PATIENCE", PATIENCE)
    for proxies in ("urllib.request.getproxies", "site_builder.upkeep.web_visits.getproxies"):
        monkeypatch.setattr(proxies, dict)
    serving = ThreadingHTTPServer((here, 0), Server)
    serving.daemon_threads = True
    Thread(target=serving.serve_forever, args=(0.01,), daemon=True).start()
    Server.asked.clear()
    yield f"http://{here}:{serving.server_port}"
    serving.shutdown()
    serving.server_close()


@pytest.mark.parametrize(
    ("path", "answer", "asked"),
    [
        ("200", Answer.FINE, ["HEAD /200"]),
        ("dua-é?q=ö", Answer.FINE, ["HEAD /dua-%C3%A9?q=%C3%B6"]),
        ("browsers", Answer.FINE, ["HEAD /browsers", "GET /browsers"]),
        ("once", Answer.FINE, ["HEAD /once", "GET /once"]),
        ("403", Answer.FINE, ["HEAD /403", "GET /403"]),
        ("404", Answer.GONE, ["HEAD /404", "GET /404"]),
        ("410", Answer.GONE, ["HEAD /410", "GET /410"]),
        ("503", Answer.FAILED, ["HEAD /503", "GET /503"]),
        ("busy", Answer.LATER, ["HEAD /busy"]),
        ("silent", Answer.SILENT, ["HEAD /silent"]),
        ("none", Answer.BROKEN, ["HEAD /none", "GET /none"]),
        ("disk", Answer.CIRCLE, ["HEAD /disk"]),
        ("files", Answer.CIRCLE, ["HEAD /files"]),
        ("endless", Answer.FINE, ["HEAD /endless"]),
    ],
)
def test_a_server_is_asked_for_no_content_first(
    server: str, path: str, answer: Answer, asked: list[str]
):
    assert visit(f"{server}/{path}", 0).answer is answer
    assert Server.asked == asked


def test_what_is_sent_on_is_followed_and_never_in_a_circle(server: str):
    assert visit(f"{server}/moved", 0).answer is Answer.FINE
    assert visit(f"{server}/circle", 0).answer is Answer.CIRCLE
    assert len(Server.asked) < len("moved circle")


def test_nobody_is_led_into_the_own_network(server: str):
    """Neither by a link, of which the machine is told, nor by a server that sends on to one."""
    for url in (f"http://{ELSEWHERE}/", "https://192.168.1.1/", "http://10.0.0.8:8080/"):
        assert visit(url, 0) == Visit(answer=Answer.OWN_NETWORK, is_of_machine=True)
    assert visit(f"{server}/away", 0) == Visit(answer=Answer.OWN_NETWORK)
    assert Server.asked == ["HEAD /away", "GET /away"]


def test_an_address_that_no_machine_can_have_is_answered_too(server: str):
    port = server.rpartition(":")[2]
    for url in ("http://127.0.0.1:x/", f"https://127.0.0.1:{port}/"):
        assert visit(url, 0).answer is Answer.BROKEN
    assert visit("http://nowhere.invalid/", 0).answer is Answer.NOWHERE
    assert visit("http://127.0.0.1:9/", 0).answer is Answer.REFUSED


def test_a_machine_that_is_silent_is_asked_once_and_told_once(server: str, tmp_path: Path):
    text = "".join(f"{server}/silent/{n}\n" for n in range(9))
    links = external_links({"content/home.id.md": text.encode()})
    began = monotonic()
    asked = ask_outside(links, tmp_path / "kept.json", TODAY, pause=0)
    assert monotonic() - began < 9 * PATIENCE
    assert Server.asked == ["HEAD /silent/0"]
    (found,) = asked.problems
    assert (found.params["host"], found.params["count"]) == ("127.0.0.1", "9")
    assert [place.line for place in (found.location, *found.related)] == list(range(1, 10))


def test_a_server_that_wants_to_be_left_alone_is_asked_another_day(server: str, tmp_path: Path):
    links = external_links({"data/a.md": f"{server}/busy {server}/200 {server}/404".encode()})
    for _ in range(2):
        asked = ask_outside(links, tmp_path / "kept.json", TODAY, pause=0)
        assert asked == Asked(problems=(), unasked=3)
    assert Server.asked == ["HEAD /busy", "HEAD /busy"]


def test_between_two_questions_to_a_machine_is_a_pause(server: str, tmp_path: Path):
    links = external_links({"data/a.md": f"{server}/200 {server}/once {server}/200#x".encode()})
    began = monotonic()
    assert not ask_outside(links, tmp_path / "kept.json", TODAY, pause=0.2).problems
    assert Server.asked == ["HEAD /200", "HEAD /once", "GET /once"]
    assert monotonic() - began > 2 * 0.2
