"""Why a page was last made, by this build or one before: what changed, and what the page asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from site_builder.build import INPUT
from site_builder.incremental.products import Products
from site_builder.incremental.watched import EVERYTHING, Question
from site_builder.messages.wording import Messages
from site_builder.model.urls import is_web_address
from site_builder.pages.page import Page
from site_builder.read.templates import TEMPLATES_FOLDER
from site_builder.views.context import SiteContext

_FILES = f"{INPUT}.files"
_NAMED: Mapping[str, str] = {
    "today": "why.date",
    "base_url": "why.address",
    "plan.base_path": "why.address",
    "project.settings": "why.settings",
}
"""What every page is made from."""


def find_page(site: SiteContext, address: str) -> Page | None:
    """Return the page at an address as a person would type or copy it."""
    if is_web_address(address):
        address = "/" + address.removeprefix(site.base_url).partition("#")[0]
    wanted = address.removesuffix("index.html").strip("/")
    return next((page for page in site.plan.pages if page.url.strip("/") == wanted), None)


def explain_page(
    page: Page, site: SiteContext, products: Products, messages: Messages
) -> Iterator[str]:
    """Yield what made a page be built when it last was, in lines for a person."""
    name = ("page", page.key, page.lang)
    if name not in products.made:
        yield messages.say("why.kept", url=page.url)
    cause = products.cause_of(name)
    if cause is None:
        yield messages.say("why.first", url=page.url)
        return
    yield messages.say("why.again", url=page.url)
    files = {str(key) for path, key in cause if path == _FILES}
    below = {path.partition(".")[2] for path, _ in cause}
    files |= {path for path in below if path.startswith(TEMPLATES_FOLDER)}
    for path in sorted(files):
        yield messages.say("why.file", path=path)
    in_words = {_in_words(question, messages) for question in cause}
    for reason in sorted(filter(None, in_words)):
        yield messages.say("why.asked", what=reason)


def _in_words(question: Question, messages: Messages) -> str:
    """Return what was asked for; nothing of a file, which has a line of its own."""
    path, key = question
    _, _, rest = path.partition(".")
    if not rest or path == _FILES or rest.startswith(TEMPLATES_FOLDER):
        return ""
    if rest in _NAMED:
        return messages.say(_NAMED[rest])
    if key == EVERYTHING:
        return rest
    parts = key if isinstance(key, tuple) else (key,)
    return f"{rest}[{', '.join(map(str, parts))}]"
