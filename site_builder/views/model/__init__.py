"""What templates receive: one frozen value for each thing that a page shows.

Every text here is in the page's language and formatted already; every link is relative to the
page. What only one kind of page shows has its type in `views/kinds/`.
"""

from site_builder.views.model.pages import FactView, FirstQuestionView, KindView, PageView, SectionView, SiteView, UpdateView
from site_builder.views.model.parts import Alternate, Cell, ChartView, DATES_SHOWN, Link, PictureView, SEARCH_INDEX, TableView
from site_builder.views.model.records import BasisView, CONTACT_LIST, ChannelView, ContactView, FigureView, FormerView, HistoryView, ProofView, SourceView

__all__ = [
    "Alternate",
    "BasisView",
    "CONTACT_LIST",
    "Cell",
    "ChannelView",
    "ChartView",
    "ContactView",
    "DATES_SHOWN",
    "FactView",
    "FigureView",
    "FirstQuestionView",
    "FormerView",
    "HistoryView",
    "KindView",
    "Link",
    "PageView",
    "PictureView",
    "ProofView",
    "SEARCH_INDEX",
    "SectionView",
    "SiteView",
    "SourceView",
    "TableView",
    "UpdateView",
]
