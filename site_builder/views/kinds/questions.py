"""Questions and answers: each section is one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from site_builder.model import FigureUse
from site_builder.views.context import PageContext
from site_builder.views.kinds.kind import Kind
from site_builder.views.model import SectionView
from site_builder.views.structured_data import describe_answer


def _describe(
    context: PageContext, sections: Sequence[SectionView], _: Sequence[FigureUse]
) -> Mapping[str, object]:
    return {
        "@type": "FAQPage",
        "mainEntity": [
            {
                "@type": "Question",
                "name": section.heading.striptags(),
                "acceptedAnswer": describe_answer(section.body),
            }
            for section in sections
        ],
    }


KIND = Kind(
    template="questions",
    styles="questions",
    card="card.questions",
    has_findable_sections=True,
    describe=_describe,
)
