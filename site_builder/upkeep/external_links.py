"""Links that lead out of the site: whether somebody still answers there."""

from __future__ import annotations

import json
import re
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import date, timedelta
from http.client import HTTPException
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit
from urllib.request import Request, urlopen

from site_builder.diagnostics import Diagnostic, Location, problem
from site_builder.model.urls import is_reserved_address
from site_builder.upkeep.web_answers import Unending, ask_side_by_side

Ask = Callable[[str], str]
"""Returns why an address gives nothing; empty where it answers."""

_ADDRESS = re.compile(r"https?://[^\s<>\"'`|\\{}\[\]]+")
_CLOSING = ".,;:!?)*_"
"""What ends a sentence or a link of Markdown and no address."""
_GONE = frozenset({404, 410})
_SERVER_FAILED = 500
_PATIENCE = 15
"""Seconds to wait for a server."""
_PAUSE = 1.0
"""Seconds between two questions to one machine."""
_MOST_SECONDS = 600
"""How long all of them are asked together."""
_TRUSTED = timedelta(days=7)
"""How long an address that answered is not asked again."""


class NoNetwork(OSError):  # noqa: N818 - it names a fact that a person reads
    """No machine at all could be asked."""


def external_links(files: Mapping[str, bytes]) -> Mapping[str, tuple[Location, ...]]:
    """Return every address of the web in the project's files, with the places where it stands."""
    found: dict[str, list[Location]] = defaultdict(list)
    for path, content in files.items():
        for number, line in enumerate(content.decode("utf-8", "ignore").splitlines(), 1):
            for match in _ADDRESS.finditer(line):
                address = _without_closing(match[0])
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


def find_unanswered(
    links: Mapping[str, tuple[Location, ...]],
    remembered: Path,
    today: date,
    ask: Ask,
    pause: float = _PAUSE,
) -> tuple[Diagnostic, ...]:
    """Return the addresses that no longer give anything (OUT019).

    Those that answered within a week are remembered in a file and not asked again; machines are
    asked side by side, and each of them slowly. Raises `NoNetwork`.
    """
    answered = _load(remembered)
    to_ask = [url for url in links if not _is_fresh(answered.get(url, ""), today)]
    reasons = _ask_all(to_ask, ask, pause)
    fine = {url: today.isoformat() for url, reason in reasons.items() if not reason}
    kept = {url: day for url, day in (answered | fine).items() if url in links}
    with suppress(OSError):  # what cannot be remembered is asked again
        remembered.parent.mkdir(parents=True, exist_ok=True)
        remembered.write_text(json.dumps(kept, indent=1, sort_keys=True), encoding="utf-8")
    return tuple(
        problem("OUT019", places[0], related=places[1:], url=url, reason=reasons[url])
        for url, places in links.items()
        if reasons.get(url)
    )


def _ask_all(urls: Iterable[str], ask: Ask, pause: float) -> Mapping[str, str]:
    """Return what comes of each address that could be asked; raises `NoNetwork`."""
    by_machine: dict[str, list[str]] = defaultdict(list)
    for url in urls:
        by_machine[urlsplit(url).netloc].append(url)
    reasons: dict[str, str] = {}
    with suppress(Unending):  # what nobody has answered by then is asked another day
        for answers in ask_side_by_side(
            lambda urls: _ask_slowly(urls, ask, pause), by_machine.values(), _MOST_SECONDS
        ):
            reasons |= answers
    if len(by_machine) > 1 and all(reasons.values()):
        raise NoNetwork
    return reasons


def ask_the_web(url: str) -> str:
    """Ask a server for a page, and for no more than its beginning."""
    address = quote(url, safe="%/:=&?~#+!$,;'@()*[]")
    request = Request(address, headers={"User-Agent": "site-builder (link check)"})
    try:
        with urlopen(request, timeout=_PATIENCE):
            return ""
    except HTTPError as error:
        # A server that refuses programs, or is asked too often, is there all the same.
        is_lost = error.code in _GONE or error.code >= _SERVER_FAILED
        return f"{error.code} {error.reason}" if is_lost else ""
    except URLError as error:
        return str(error.reason)
    except (OSError, HTTPException, ValueError) as error:
        return str(error) or type(error).__name__


def _ask_slowly(urls: Iterable[str], ask: Ask, pause: float) -> Mapping[str, str]:
    answers = {}
    for number, url in enumerate(urls):
        if number:
            time.sleep(pause)
        answers[url] = ask(url)
    return answers


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
