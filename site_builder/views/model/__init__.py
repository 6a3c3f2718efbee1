"""What templates receive: one frozen value for each thing that a page shows.

Every text here is in the page's language and formatted already; every link is relative to the
page. What only one kind of page shows has its type in `views/kinds/`.
"""

from site_builder.views.model.pages import (
    FactView,
    FirstQuestionView,
    KindView,
    PageView,
    SectionView,
    SiteView,
    UpdateView,
)
from site_builder.views.model.parts import (
    DATES_SHOWN,
    SEARCH_INDEX,
    Alternate,
    Card,
    ChartView,
    Column,
    Link,
    TableView,
)
from site_builder.views.model.records import (
    CONTACT_LIST,
    BasisView,
    ChannelView,
    ContactView,
    FigureView,
    FormerView,
    HistoryView,
    ProofView,
    SourceView,
)
