"""What templates receive: one frozen value for each thing that a page shows.

Takes nothing; gives the types that `page_view.py`, `data_view.py`, `tables.py` and `chart.py` fill
and the templates show. Every text here is in the page's language and formatted already; every
link is relative to the page. `templates/README.md` lists the same fields for template authors.
"""

from site_builder.views.model.kinds import (
    ChangeView,
    CorrectionView,
    DataView,
    FigureEntryView,
    FigureView,
    HistoryView,
    IndexEntryView,
    IndexLetterView,
    LanguageView,
    OutcomeView,
    QuestionView,
    SheetView,
    TermView,
    UpdateView,
)
from site_builder.views.model.pages import PageView, SiteView
from site_builder.views.model.parts import (
    Alternate,
    Cell,
    ChannelView,
    ChartView,
    ContactView,
    FactView,
    Link,
    PictureView,
    SectionView,
    SourceView,
    TableView,
)

__all__ = [
    "Alternate",
    "Cell",
    "ChangeView",
    "ChannelView",
    "ChartView",
    "ContactView",
    "CorrectionView",
    "DataView",
    "FactView",
    "FigureEntryView",
    "FigureView",
    "HistoryView",
    "IndexEntryView",
    "IndexLetterView",
    "LanguageView",
    "Link",
    "OutcomeView",
    "PageView",
    "PictureView",
    "QuestionView",
    "SectionView",
    "SheetView",
    "SiteView",
    "SourceView",
    "TableView",
    "TermView",
    "UpdateView",
]
