"""Why a build made a page again: the files that changed, and what the page asked."""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.incremental.products import Products
from site_builder.incremental.watched import EVERYTHING, Question
from site_builder.messages.wording import Messages
from site_builder.model.urls import is_web_address
from site_builder.pages.page import Page
from site_builder.views.context import SiteContext


def find_page(site: SiteContext, address: str) -> Page | None:
    """Return the page at an address as a person would type or copy it."""
    if is_web_address(address):
        address = "/" + address.removeprefix(site.base_url).partition("#")[0]
    wanted = address.removesuffix("index.html").strip("/")
    return next((page for page in site.plan.pages if page.url.strip("/") == wanted), None)


def explain_page(
    page: Page, site: SiteContext, products: Products, messages: Messages
) -> Iterator[str]:
    """Yield what made a page be built again, in lines for a person."""
    name = ("page", page.key, page.lang)
    if name not in products.made:
        yield messages.say("why.kept", url=page.url)
        return
    reasons = products.reasons.get(name)
    if reasons is None:
        yield messages.say("why.first", url=page.url)
        return
    yield messages.say("why.again", url=page.url)
    files = sorted(made[0] for made in products.made if made[0] in site.project.input_hashes)
    for path in files:
        yield messages.say("why.file", path=path)
    for reason in sorted(_in_words(question, messages) for question in reasons):
        yield messages.say("why.asked", what=reason)


def _in_words(question: Question, messages: Messages) -> str:
    path, key = question
    _, _, rest = path.partition(".")
    if not rest:
        return messages.say("why.everything")
    if key == EVERYTHING:
        return rest
    parts = key if isinstance(key, tuple) else (key,)
    return f"{rest}[{', '.join(map(str, parts))}]"
