"""Links that lead out of the site: whether somebody still answers there."""

from __future__ import annotations

import json
import re
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import urldefrag, urlsplit

from site_builder.diagnostics import Diagnostic, Location, problem
from site_builder.model.urls import host_of, is_reserved_address
from site_builder.upkeep.web_answers import Unending, ask_side_by_side
from site_builder.upkeep.web_visits import UNREACHED, Answer, Visit, visit

Ask = Callable[[str, float], Visit]
"""Asks for an address, with a pause where it asks twice."""

_ADDRESS = re.compile(r"https?://[^\s<>\"'`|\\{}\[\]]+")
_CLOSING = ".,;:!?)*_"
"""What ends a sentence or a link of Markdown and no address."""
_TEXTS = (".csv", ".md", ".yaml", ".yml")
"""Where people write addresses; in a picture programs do."""
_UNTOLD = frozenset({Answer.FINE, Answer.LATER})
_PAUSE = 1.0
"""Seconds between two questions to one machine."""
_MOST_SECONDS = 600
"""How long all of them are asked together."""
_TRUSTED = timedelta(days=7)
"""How long an address that answered is not asked again."""


class NoNetwork(OSError):  # noqa: N818 - it names a fact that a person reads
    """No machine at all could be asked."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """What came of asking for all addresses."""

    problems: tuple[Diagnostic, ...]
    """Those that do not open (OUT019)."""
    unasked: int
    """How many there was no time for, or whose servers wanted to be left alone."""


def external_links(files: Mapping[str, bytes]) -> Mapping[str, tuple[Location, ...]]:
    """Return every address of the web in the project's files, with the places where it stands.

    What follows its `#` leads on in the page, and no server is asked for it.
    """
    found: dict[str, list[Location]] = defaultdict(list)
    for path, content in files.items():
        if not path.endswith(_TEXTS):
            continue
        for number, line in enumerate(content.decode("utf-8", "ignore").splitlines(), 1):
            for match in _ADDRESS.finditer(line):
                is_bare = path.endswith(".csv") and line.count('"', 0, match.start()) % 2 == 0
                given = match[0].partition(",")[0] if is_bare else match[0]
                address = urldefrag(_without_closing(given)).url
                if not is_reserved_address(address):
                    place = Location(path=path, line=number, column=match.start() + 1)
                    found[address].append(place)
    return {address: tuple(places) for address, places in found.items()}


def _without_closing(address: str) -> str:
    """Leave out what ends a sentence or a link, but no bracket that the address itself opened."""
    while address.endswith(tuple(_CLOSING)):
        if address.endswith(")") and address.count("(") >= address.count(")"):
            break
        address = address[:-1]
    return address


def due_links(links: Iterable[str], remembered: Path, today: date) -> tuple[str, ...]:
    """Return the addresses to be asked: all but those that answered within a week."""
    answered = _load(remembered)
    return tuple(url for url in links if not _is_fresh(answered.get(url, ""), today))


def ask_outside(
    links: Mapping[str, tuple[Location, ...]],
    remembered: Path,
    today: date,
    ask: Ask = visit,
    pause: float = _PAUSE,
) -> Asked:
    """Ask for all addresses that are due, and remember in a file which of them answered.

    Machines are asked side by side, and each of them slowly. Raises `NoNetwork`.
    """
    due = due_links(links, remembered, today)
    visits = _visit_all(due, ask, pause)
    known = {url: day for url, day in _load(remembered).items() if url in links}
    fine = {url: today.isoformat() for url, each in visits.items() if each.answer is Answer.FINE}
    if visits and all(each.answer in UNREACHED for each in visits.values()):
        # One that answered lately tells whether it is the network that is gone.
        others = [url for url in known if url not in visits][:1]
        is_one = not others and len({_machine(url) for url in visits}) == 1
        if not is_one and not any(ask(url, pause).answer is Answer.FINE for url in others):
            raise NoNetwork
    with suppress(OSError):  # what cannot be remembered is asked again
        remembered.parent.mkdir(parents=True, exist_ok=True)
        remembered.write_text(json.dumps(known | fine, indent=1, sort_keys=True), encoding="utf-8")
    told = {url: each for url, each in visits.items() if each.answer not in _UNTOLD}
    settled = told.keys() | fine.keys()
    return Asked(
        problems=tuple(_problems({url: links[url] for url in told}, told)),
        unasked=sum(url not in settled for url in due),
    )


def _problems(
    links: Mapping[str, tuple[Location, ...]], visits: Mapping[str, Visit]
) -> Iterator[Diagnostic]:
    """Yield what is wrong with each address; of a machine that is not there it is said once."""
    alike: dict[str, list[str]] = defaultdict(list)
    for url in links:
        alike[_machine(url) if visits[url].is_of_machine else url].append(url)
    for urls in alike.values():
        first, *others = (place for url in urls for place in links[url])
        count = len(urls) if len(urls) > 1 else ""
        host, answer = host_of(urls[0]), visits[urls[0]].answer
        yield problem(
            "OUT019",
            first,
            related=others,
            url=urls[0],
            host=host,
            count=count,
            reason=answer,
            advice=answer,
        )


def _visit_all(urls: Iterable[str], ask: Ask, pause: float) -> Mapping[str, Visit]:
    """Return what comes of each address that could be asked."""
    by_host: dict[str, list[str]] = defaultdict(list)
    for url in urls:
        by_host[host_of(url)].append(url)
    visits: dict[str, Visit] = {}

    def visit_host(urls: Iterable[str]) -> None:
        lost: dict[str, Visit] = {}
        for number, url in enumerate(urls):
            if _machine(url) not in lost:
                time.sleep(pause if number else 0)
                visits[url] = ask(url, pause)
            else:
                visits[url] = lost[_machine(url)]
            if visits[url].is_of_machine:
                lost[_machine(url)] = visits[url]

    with suppress(Unending):  # what nobody has answered by then is asked another day
        for _ in ask_side_by_side(visit_host, by_host.values(), _MOST_SECONDS):
            pass
    return dict(visits)  # a thread may still be waiting for its answer


def _machine(url: str) -> str:
    """Return the part of an address that says whom to ask, and how."""
    return "://".join(urlsplit(url)[:2])


def _load(path: Path) -> dict[str, str]:
    """Return on which day each address last answered; nothing from a file that is damaged."""
    try:
        found = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return {str(url): str(day) for url, day in found.items()} if isinstance(found, dict) else {}


def _is_fresh(day: str, today: date) -> bool:
    try:
        return timedelta(0) <= today - date.fromisoformat(day) < _TRUSTED
    except ValueError:
        return False
