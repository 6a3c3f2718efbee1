"""What to do, step by step, as far as it is structure: who, with what, until when, whom to ask."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from site_builder.diagnostics import Location
from site_builder.model.benefits import LegalReference
from site_builder.model.records import Confidence
from site_builder.model.texts import Localized


@dataclass(frozen=True, kw_only=True, slots=True)
class Evidence:
    """How sure one fact of a step is, where that differs from the step as a whole."""

    confidence: Confidence
    sources: tuple[str, ...]
    note: Localized | None
    """What the certainty does not cover, such as a rule that was read for others only."""
    location: Location


@dataclass(frozen=True, kw_only=True, slots=True)
class ClaimStep:
    """One step of a guide; a fact that no source gives is None."""

    id: str
    """The section of the guide that tells the step in words."""
    who: Localized | None
    bring: tuple[Localized | str, ...] | None
    """Each a text, or the id of a document."""
    deadline: Localized | None
    contacts: tuple[str, ...]
    legal: tuple[LegalReference, ...]
    sources: tuple[str, ...]
    confidence: Confidence
    note: Localized | None
    certainty: Mapping[str, Evidence]
    """Name of a fact to its own evidence."""
    location: Location

    @property
    def facts(self) -> Iterator[Localized]:
        """Yield the facts in words, as readers meet them."""
        papers = (paper for paper in self.bring or () if isinstance(paper, Localized))
        yield from filter(None, (self.who, *papers, self.deadline))

    @property
    def notes(self) -> Iterator[Localized]:
        """Yield what their certainty does not cover: the note of the step, then of each fact."""
        yield from filter(None, (self.note, *(own.note for own in self.certainty.values())))


@dataclass(frozen=True, kw_only=True, slots=True)
class ClaimGuide:
    """The steps of one page, by section."""

    steps: Mapping[str, ClaimStep]
    location: Location


@dataclass(frozen=True, kw_only=True, slots=True)
class Claims:
    """All guides, by page key; empty in a project without them."""

    step_ids: str
    """What the ids of sections that are steps begin with."""
    documents: Mapping[str, Localized]
    """Papers that several steps and answer cards name by id."""
    guides: Mapping[str, ClaimGuide]

    def steps_of(self, page: str) -> Mapping[str, ClaimStep]:
        """Return the steps of the guide on a page, by section; empty for any other page."""
        guide = self.guides.get(page)
        return guide.steps if guide else {}

    def papers(self, named: Iterable[Localized | str]) -> tuple[Localized, ...]:
        """Return the texts of papers; an unknown id is reported where it stands."""
        documents = self.documents
        found = (documents.get(each) if isinstance(each, str) else each for each in named)
        return tuple(text for text in found if text is not None)
