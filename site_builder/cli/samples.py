"""What still stands in a project as it was begun, where readers would get it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from site_builder.cli.session import Session
from site_builder.messages.wording import messages_in
from site_builder.read.project import load_files
from site_builder.upkeep.new_pages import begun_texts, words_of_new_files
from site_builder.upkeep.samples import Sample, find_samples
from site_builder.views.context import SiteContext


def samples_in(session: Session, site: SiteContext) -> Iterator[tuple[Sample, ...]]:
    """Yield the texts with which a project, or a page in it, begins: those of a file together."""
    public = site.public_inputs
    files = {path: text for path, text in load_files(session.root).items() if path in public}
    spoken = (session.messages, *messages_in(site.plan.languages, session.messages).values())
    begun = [text for each in spoken for text in begun_texts(words_of_new_files(each))]
    samples = find_samples(files, site.project.settings.programme.name, begun)
    for _, group in groupby(samples, key=lambda sample: sample.location.path):
        yield tuple(group)
