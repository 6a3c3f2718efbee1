"""What is known while a page is rendered: of the site, and of the page."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from urllib.parse import quote

from markupsafe import Markup, escape

from site_builder.adapters.compression import Compression
from site_builder.adapters.locale import Locale
from site_builder.adapters.png import Rasteriser
from site_builder.diagnostics import Diagnostic, Location, problem
from site_builder.figures.derived import TOTAL_NAME
from site_builder.figures.registry import Registry
from site_builder.incremental.products import Keep, make_now
from site_builder.model import Catalog, Figure, Project
from site_builder.model.catalogs import COUNT, fill, form, unfilled
from site_builder.model.urls import is_reserved_address
from site_builder.pages.page import Page
from site_builder.pages.reviews import Review, find_reviews, next_build_due
from site_builder.pages.site_plan import SitePlan
from site_builder.text.blocks import BlockReader, make_reader
from site_builder.views.assets.assets import Assets
from site_builder.views.assets.fonts import NO_FONTS, Fonts
from site_builder.views.inserts.value import Value
from site_builder.views.prose.converter import Converter
from site_builder.views.rendered import ChartFile

_COUNT = "count"


@dataclass(frozen=True, kw_only=True, slots=True)
class SiteContext:
    """The same for every page."""

    project: Project
    registry: Registry
    plan: SitePlan
    locales: Mapping[str, Locale]
    base_url: str
    today: date
    assets: Assets
    newest: Mapping[str, date | None]
    """The newest date of a count; asked like a collection, since no check of a page does."""
    reviews: tuple[Review, ...]
    """What is to be looked at again, soonest first."""
    original_terms: Mapping[str, frozenset[str]]
    """By language: terms as the original writes them, where the language writes them otherwise."""
    fonts: Fonts = NO_FONTS
    """For what the build draws."""
    has_pdf: bool = False
    """Leaflets and posters are also drawn as PDF files."""
    is_compressed: bool = False
    """Text files are also published as servers send them."""
    compression: Compression = field(default_factory=Compression)
    rasteriser: Rasteriser = field(default_factory=Rasteriser)
    outputs: frozenset[str] | None = None
    """The outputs that a build makes, so that no page links to another; None for all."""
    blocks: BlockReader = field(default_factory=make_reader, compare=False)
    """Reads the Markdown that checks and pages ask for."""
    converter: Converter = field(default_factory=Converter, compare=False)
    keep: Keep = field(default=make_now, compare=False)
    """Returns what was made of the same answers before."""

    @property
    def data_as_of(self) -> date | None:
        """Return the day of the newest count."""
        return self.newest[_COUNT]

    @property
    def has_address(self) -> bool:
        """Return whether people can open the site's address: only then is it worth passing on."""
        return not is_reserved_address(self.base_url)

    def has_output(self, name: str) -> bool:
        return self.outputs is None or name in self.outputs

    @property
    def next_build_due(self) -> date | None:
        """The first day after today on which a text changes by itself."""
        is_told = any(page.kind.tells_age for page in self.plan.pages)
        counted = self.registry.figures[TOTAL_NAME].as_of if is_told else ""
        return next_build_due(self.project, self.reviews, self.today, counted)

    @property
    def public_inputs(self) -> Mapping[str, str]:
        """Return the hash of every file that was read, but of pages that no reader sees."""
        shown = {page.source for page in self.plan.pages}
        hidden = {document.path for document in self.project.documents} - shown
        hashes = sorted(self.project.input_hashes.items())
        return {path: sha256 for path, sha256 in hashes if path not in hidden}

    def absolute_url(self, url: str, anchor: str = "") -> str:
        """Return the full address of a root-relative one, for whatever leaves the site."""
        fragment = f"#{quote(anchor)}" if anchor else ""
        return self.base_url.rstrip("/") + quote(url) + fragment

    @property
    def overdue(self) -> tuple[Review, ...]:
        """Return the pages and contacts that were to be looked at before today."""
        late = (review for review in self.reviews if review.due < self.today)
        return tuple(review for review in late if review.kind != "benefit")


def make_site_context(
    project: Project,
    registry: Registry,
    plan: SitePlan,
    assets: Assets,
    *,
    base_url: str,
    today: date,
) -> SiteContext:
    """Join the stages so far, with the formats of each language."""
    locales = {
        language.code: Locale(
            name=language.locale,
            currency=project.settings.currency,
            scales=project.catalogs[language.code].scales,
        )
        for language in project.settings.languages
    }
    return SiteContext(
        project=project,
        registry=registry,
        plan=plan,
        locales=locales,
        base_url=base_url,
        today=today,
        assets=assets,
        newest={_COUNT: max((row.as_of for row in project.observations), default=None)},
        reviews=find_reviews(project, plan.written, today),
        original_terms={lang: _original_terms(project, lang) for lang in locales},
    )


def _original_terms(project: Project, lang: str) -> frozenset[str]:
    original = project.settings.default_language
    terms = (each.term for each in project.terms.values())
    return frozenset(term[original] for term in terms if term[original] != term[lang])


@dataclass(frozen=True, kw_only=True, slots=True)
class Namespace:
    """What stands before the first dot of an insert: `coverage`, `page`, `chart`, …."""

    name: str
    resolve: Callable[[PageContext, str, Location | None], Value | None]
    """Returns the value of a name below the namespace, or None for an unknown one.

    The place is that of the insert; None where a template has the name.
    """
    names: Callable[[PageContext], tuple[str, ...]]
    is_block: bool = False
    """Its values are whole blocks, such as charts and tables."""
    filters: Collection[str] = ()
    """What its values can be shown as, besides plain."""


@dataclass(frozen=True, kw_only=True, slots=True)
class PageContext:
    """One page being rendered: its words, its formats, its links."""

    site: SiteContext
    page: Page
    namespaces: Mapping[str, Namespace]
    """By name; given from above, because charts and tables may hold inserts themselves."""
    render_component: Callable[[PageContext, str, Mapping[str, object]], Markup]
    found: list[Diagnostic] = field(default_factory=list)
    charts: list[ChartFile] = field(default_factory=list)
    """What the page links to, drawn on the way."""

    def component(self, component: str, /, **arguments: object) -> Markup:
        """Render a component's macro by name with named arguments."""
        return self.render_component(self, component, arguments)

    def link(
        self, href: str, text: Markup | str, *, about: Markup | str = "", lang: str = ""
    ) -> Markup:
        """Return a link in running text; the text alone where it would lead nowhere."""
        if not href:
            return escape(text)
        return self.component("link", href=href, text=text, about=about, lang=lang)

    @property
    def lang(self) -> str:
        return self.page.lang

    @property
    def locale(self) -> Locale:
        return self.site.locales[self.page.lang]

    @property
    def catalog(self) -> Catalog:
        return self.site.project.catalogs[self.page.lang]

    def word(self, key: str, **params: object) -> str:
        """Return an interface word as text; its inserts, if any, stay as written."""
        return fill(self.fillable(key, params), params)

    def fillable(self, key: str, params: Mapping[str, object]) -> str:
        """Return an interface word whose every placeholder is among the parameters, or report it.

        Without parameters its placeholders are for a script on the page.
        """
        text = self.form(key, params)
        for name in unfilled(text, params) if params and "{" in text else ():
            place, known = self.word_location(key), ", ".join(params)
            self.found.append(problem("LNG004", place, key=key, unknown=name, known=known))
        return text

    def form(self, key: str, params: Mapping[str, object]) -> str:
        """Return an interface word unfilled, in the plural form of its `count`."""
        return form(self.catalog, key, params.get(COUNT), self.locale.plural)

    def word_location(self, key: str) -> Location:
        return self.catalog.words[key].location

    def of_content(self) -> PageContext:
        """Return the context of the page's text: another only where it has no translation."""
        if not self.page.is_fallback:
            return self
        original = replace(self.page, lang=self.page.content_lang)
        return replace(self, page=original)

    def day(self, day: date | str | None) -> str:
        """Write a date; say so where none is known."""
        return self.locale.date(day) if day else self.word("figure.undated")

    def href(self, target: Page, anchor: str = "") -> str:
        return self.site.plan.href(self.page, target, anchor)

    def file_href(self, url: str) -> str:
        return self.site.plan.file_href(self.page, url)

    def page_with(self, name: str) -> Page | None:
        """Return this language's page on which something has its permanent address, if any."""
        return self.site.plan.page_with(name, self.lang)

    def source_href(self, source_id: str) -> str:
        """Return the link to a source's entry; empty on a site without a list of sources."""
        page = self.page_with(f"source.{source_id}")
        return self.href(page, source_id) if page else ""

    def record_href(self, figure: Figure) -> str:
        """Return the link to a figure's full record; empty on a site that has no such page."""
        page = self.record_page(figure)
        return self.href(page, figure.name) if page else ""

    def record_page(self, figure: Figure) -> Page | None:
        """Return the page on which a figure has its permanent address and its full record."""
        return self.site.plan.record_page(figure, self.lang)
