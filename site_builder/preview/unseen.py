"""Why readers do not see a page today that the preview shows."""

from __future__ import annotations

from site_builder.messages.wording import Messages
from site_builder.model.partial_dates import first_day
from site_builder.pages.page import Page
from site_builder.views.context import SiteContext
from site_builder.views.namespaces import staff_context


def why_unseen(site: SiteContext, page: Page, messages: Messages) -> str:
    """Say why no reader sees a page today; empty for one that they see."""
    shared, say = page.shared, messages.say
    if shared.draft:
        return say("desk.draft")
    if shared.is_public_on(site.today):
        return ""
    write = staff_context(site, messages.lang).locale.date
    if shared.public_from and first_day(shared.public_from) > site.today:
        return say("desk.held", day=write(shared.public_from))
    return say("desk.withdrawn", day=write(shared.withdraw_on))
