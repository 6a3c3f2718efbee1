"""What a first visit costs over the wire: a browser, an empty cache, a host that compresses."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, Request

from tests.browser.conftest import PHONE, OpenPage, address_of
from tests.browser.hosting import host
from tests.site.built_site import BuiltPage, BuiltSite

FIRST_ROUND_TRIP = 14_336
SCRIPTS = 5_120
REQUESTS = 2
AT_ONCE = 8
"""Visits that wait together."""

BEFORE_READABLE = """() => {
  const shown = [...document.images].filter(image => {
    const box = image.getBoundingClientRect();
    return box.top < innerHeight && box.bottom > 0 && image.checkVisibility();
  }).map(image => image.currentSrc);
  return performance.getEntriesByType('resource')
    .filter(entry => entry.renderBlockingStatus === 'blocking' || shown.includes(entry.name))
    .map(entry => entry.name);
}"""


@dataclass(frozen=True, kw_only=True)
class Visit:
    """A first visit: the bytes of each answer by its address, and which it waits for."""

    page: str
    sent: dict[str, int]
    scripts: frozenset[str]
    awaited: frozenset[str]
    encoded: frozenset[str]

    @property
    def bytes_before_readable(self) -> int:
        return sum(self.sent[address] for address in self.awaited)


@pytest.fixture(scope="module")
def host_address(built_site: BuiltSite) -> Iterator[str]:
    with host(built_site.root) as address:
        yield address


@pytest.fixture
def visits(
    built_site: BuiltSite,
    walked_pages: tuple[BuiltPage, ...],
    host_address: str,
    open_page: OpenPage,
) -> list[Visit]:
    """Visit pages, the heaviest among them, for the first time: no cache, no service worker."""
    heaviest = sorted(built_site.pages, key=lambda page: page.record["compressed_bytes"])[-5:]
    addresses = {address_of(host_address, page) for page in (*walked_pages, *heaviest)}
    return [seen for some in batched(sorted(addresses)) for seen in visit(open_page, some)]


def batched(addresses: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(addresses), AT_ONCE):
        yield addresses[start : start + AT_ONCE]


def visit(open_page: OpenPage, addresses: Sequence[str]) -> list[Visit]:
    """Open pages, and only then wait until none of them asks for anything more."""
    opened: list[tuple[Page, dict[str, Request]]] = []
    for address in addresses:
        page, finished = open_page(viewport=PHONE), dict[str, Request]()
        page.on("requestfinished", lambda request, of=finished: of.update({request.url: request}))
        page.goto(address, wait_until="load")
        opened.append((page, finished))
    return [measure(page, finished) for page, finished in opened]


def measure(page: Page, finished: Mapping[str, Request]) -> Visit:
    address, requests = page.url, finished.values()
    awaited = {address, *page.evaluate(BEFORE_READABLE)}
    page.wait_for_load_state("networkidle")
    sent = {request.url: request.sizes()["responseBodySize"] for request in requests}
    encoded = {
        request.url
        for request in requests
        if (answer := request.response()) and answer.headers.get("content-encoding") == "br"
    }
    assert page.context.cookies() == [], address
    page.context.close()
    return Visit(
        page=address,
        sent=sent,
        scripts=frozenset(r.url for r in requests if r.resource_type == "script"),
        awaited=frozenset(awaited),
        encoded=frozenset(encoded),
    )


def test_a_first_visit_stays_within_the_budgets(
    built_site: BuiltSite,
    host_address: str,
    visits: list[Visit],
    record_property: Callable[[str, object], None],
):
    wrong = []
    for seen in visits:
        path = seen.page.removeprefix(host_address)
        assert seen.page in seen.encoded, f"{path} was sent as it is"
        if seen.bytes_before_readable > FIRST_ROUND_TRIP:
            wrong.append(f"{path}: {seen.bytes_before_readable} bytes before it is readable")
        if len(seen.awaited) > REQUESTS:
            wrong.append(f"{path}: waits for {sorted(seen.awaited)}")
        scripts = sum(seen.sent[address] for address in seen.scripts)
        if scripts > SCRIPTS:
            wrong.append(f"{path}: {scripts} bytes of scripts")
        foreign = [address for address in seen.sent if not address.startswith(host_address)]
        if foreign:
            wrong.append(f"{path}: asks {foreign}")
    heaviest = max(visits, key=lambda seen: seen.bytes_before_readable)
    record_property(
        "Heaviest first visit",
        f"{heaviest.bytes_before_readable} of {FIRST_ROUND_TRIP} bytes"
        f" ({heaviest.page.removeprefix(host_address)})",
    )
    assert not wrong, "\n".join(wrong)
