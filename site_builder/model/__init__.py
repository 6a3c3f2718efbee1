"""The values that travel between the stages: one frozen type for each thing people speak of.

In the order of the walk: what the site is (`Settings`), what people wrote (`Document`), the
records of `data/`, all of it together (`Project`), the numbers (`Figure`), and the finished files
(`OutputFile`). A stage that knows more makes a new value.
"""

from site_builder.model.answers import AnswerAmount, AnswerCall, AnswerCard, Deadline
from site_builder.model.benefits import Benefit, Condition, Conflict, LegalReference
from site_builder.model.catalogs import Catalog, Lexicon, NumberWords, Word
from site_builder.model.claims import ClaimGuide, Claims, ClaimStep, Evidence
from site_builder.model.contacts import Channel, Contact
from site_builder.model.content import Document, FrontMatter, Section, SharedFrontMatter, Stamp
from site_builder.model.eligibility import (
    CHECKER_TEMPLATE,
    Answer,
    Eligibility,
    Outcome,
    Question,
    Tree,
)
from site_builder.model.figures import (
    FIGURE_NAMESPACES,
    RESERVED_NAMES,
    RESERVED_PREFIXES,
    Chart,
    Figure,
    FigureUse,
)
from site_builder.model.files import (
    ASSETS_FOLDER,
    MANIFEST_PATH,
    VOLATILE,
    Image,
    OutputFile,
    sha256_of,
)
from site_builder.model.periods import Period
from site_builder.model.project import Project
from site_builder.model.records import (
    STATED,
    VALUELESS,
    WRITTEN,
    Area,
    Category,
    Confidence,
    FormerValue,
    Indicator,
    Observation,
    Source,
    Status,
    Table,
    Target,
    Term,
    Unknown,
    areas_around,
)
from site_builder.model.settings import Budgets, Currency, Language, Programme, Settings
from site_builder.model.texts import Localized, Text
