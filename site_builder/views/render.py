"""Pages to HTML.

A template that fails becomes a diagnostic with its line and the page being rendered; the other
pages are rendered all the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache, partial
from importlib import resources

from markupsafe import Markup

from site_builder.adapters.templates import (
    CompiledTemplates,
    Macro,
    Templates,
    is_of_template,
    missing_template,
    place_of,
)
from site_builder.diagnostics import Diagnostic, Location, problem
from site_builder.model import OutputFile
from site_builder.model.catalogs import UnknownWordError
from site_builder.pages.page import Page
from site_builder.read.templates import TEMPLATES_FOLDER
from site_builder.text.search_words import searched_words
from site_builder.views.assets.fingerprints import loaded_assets
from site_builder.views.assets.styles import classes_of
from site_builder.views.cards import (
    CARD_HEIGHT,
    CARD_TEMPLATE,
    CARD_WIDTH,
    card_view,
    check_card,
    drawn_text,
    make_card,
)
from site_builder.views.context import PageContext, SiteContext
from site_builder.views.figures_shown import figures_of_page
from site_builder.views.inserts.inline import plain_of, word_markup
from site_builder.views.inserts.template_names import template_filters, template_names
from site_builder.views.inserts.value import InsertError
from site_builder.views.model import SEARCH_INDEX, Card, PageView, SiteView
from site_builder.views.namespaces import NAMESPACES
from site_builder.views.page_view import page_view, site_view
from site_builder.views.rendered import PagePart, RenderedPage
from site_builder.views.structured_data import text_of
from site_builder.views.web_app import embedded_mark

_FILTERS = template_filters(NAMESPACES.values())
_COLOURS = {"night": "#000", "page": "#fff", "lamp": "#fff"}
"""Of pictures, where no style sheet names any."""
_ENDLESS = "TPL010"


def render_pages(
    site: SiteContext, templates: Mapping[str, str], compiled: CompiledTemplates | None = None
) -> tuple[tuple[RenderedPage, ...], tuple[Diagnostic, ...]]:
    """Render every planned page; one whose template fails is left out and reported."""
    renderer = Renderer(site, templates, compiled)
    pages: list[RenderedPage] = []
    found: list[Diagnostic] = []
    for page in site.plan.pages:
        name = (page.key, page.lang)
        rendered, own = site.keep(("page", *name), partial(renderer.render, *name))
        if rendered is not None:
            pages.append(rendered if rendered.page is page else replace(rendered, page=page))
        found += own
        if any(each.code == _ENDLESS for each in own):
            break  # it takes its time, and other pages would end likewise
    return tuple(pages), (*found, *_check_characters(pages))


def _check_characters(pages: Iterable[RenderedPage]) -> Iterator[Diagnostic]:
    """Report once what no font has, however many cards would need it (TPL006)."""
    unfit = [rendered for rendered in pages if rendered.unwritable]
    missing = dict.fromkeys(character for each in unfit for character in each.unwritable)
    if unfit:
        first = unfit[0].page
        place = Location(path=first.source or first.path)
        yield problem("TPL006", place, page=first.url, characters=" ".join(missing))


def render_own(path: str, values: Mapping[str, object]) -> str:
    """Render one of the program's own templates, which have none of what pages know."""
    return _tidy(fill_own(path, values))


def fill_own(path: str, values: Mapping[str, object]) -> str:
    """Render one of the program's own templates, and leave every line as it is."""
    templates = _own_templates()
    templates.begin()
    return templates.get_template(path).render(values)


@cache
def _own_templates() -> Templates:
    package = resources.files("site_builder")
    return Templates(
        lambda path: (package / path).read_text("utf-8"), CompiledTemplates(), _FILTERS
    )


class Renderer:
    """One site's templates, ready to render any of its pages."""

    def __init__(
        self,
        site: SiteContext,
        templates: Mapping[str, str],
        compiled: CompiledTemplates | None = None,
    ) -> None:
        self._site = site
        self._templates = Templates(templates.get, compiled or CompiledTemplates(), _FILTERS)
        self._has_cards = CARD_TEMPLATE in templates
        self._macros: dict[str, Macro] = {}

    def render(self, key: str, lang: str) -> tuple[RenderedPage | None, tuple[Diagnostic, ...]]:
        """Render one page; None when its template fails, which is reported."""
        page = self._site.plan.named(key, lang)
        context = self.context(page)
        self._templates.begin()
        try:
            view, site = page_view(context), site_view(context)
            context.found.extend(check_card(context))
            card, unwritable = self._card(context, view, site)
            view = replace(view, card=card)
            template = self._templates.get_template(f"pages/{page.template}.html")
            names = {"t": partial(word_markup, context), **template_names(context)}
            html = _tidy(template.render(site=site, view=view, **names))
        except Exception as error:
            if not _is_of_template(error):
                raise
            return None, (*context.found, _template_problem(error, page))
        shown = {*figures_of_page(context, Markup(html)), *(card.figures if card else ())}
        rendered = RenderedPage(
            page=page,
            file=OutputFile(path=page.path, content=html.encode()),
            figures=tuple(sorted(shown)),
            title=plain_of(context, page.title),
            description=plain_of(context, page.description),
            is_indexed=page.is_listed and not page.is_fallback,
            card=card,
            unwritable=unwritable,
            charts=tuple(context.charts),
            answer=text_of(view.answer),
            classes=classes_of(html),
            assets=loaded_assets(html),
            parts=_parts(view),
            has_search=SEARCH_INDEX in html,
        )
        return rendered, tuple(context.found)

    def _card(
        self, context: PageContext, view: PageView, site: SiteView
    ) -> tuple[Card | None, str]:
        """Draw what stands for the page elsewhere; None where nobody could fetch it.

        So too where no font has some characters, which stand beside it.
        """
        shown = card_view(context, view.plain_title, view.figures)
        if shown is None or not self._has_cards:
            return None, ""
        fonts = self._site.fonts
        svg = _tidy(
            self._templates.get_template(CARD_TEMPLATE).render(
                card=shown,
                site=site,
                view=view,
                t=partial(word_markup, context),
                fit=fonts.fit,
                mark=embedded_mark(self._site),
                colours={**_COLOURS, **self._site.assets.colours},
                width=CARD_WIDTH,
                height=CARD_HEIGHT,
            )
        )
        if not self._site.has_address or not self._site.has_output("cards"):
            return None, ""
        missing = fonts.missing(drawn_text(svg))
        return None if missing else make_card(self._site, svg, shown), missing

    def context(self, page: Page) -> PageContext:
        return PageContext(
            site=self._site, page=page, namespaces=NAMESPACES, render_component=self._component
        )

    def _component(
        self, context: PageContext, name: str, arguments: Mapping[str, object]
    ) -> Markup:
        """Render a component's macro; words are given to those that ask for them."""
        macro = self._macros.get(name)
        if macro is None:
            path = f"components/{name}/{name}.html"
            macro = self._macros[name] = self._templates.macro(path, name)
        words = {"t": partial(word_markup, context)} if "t" in macro.arguments else {}
        return Markup(macro(**arguments, **words))

    def example(
        self, page: Page, name: str, arguments: Mapping[str, object], content: str | None
    ) -> str | Diagnostic:
        """Render a component by itself, as if on a page, or tell why it cannot be.

        The content, which is HTML, is what a `call` block gives; None for a component without one.
        """
        try:
            block = {} if content is None else {"caller": lambda: Markup(content)}
            return self._component(self.context(page), name, {**arguments, **block})
        except Exception as error:
            if not _is_of_template(error):
                raise
            return _template_problem(error, page)


def _parts(view: PageView) -> tuple[PagePart, ...]:
    """Return what a search may find of a page, part by part."""
    text = f"{_words_of(view.lead)} {_words_of(view.answer)} {view.data.search_text}"
    return (
        _part("", "", text),
        *(
            _part(section.id, _words_of(section.heading), _words_of(section.body))
            for section in view.sections
        ),
    )


def _part(anchor: str, heading: str, text: str) -> PagePart:
    return PagePart(anchor=anchor, heading=heading, words=searched_words(text, heading))


def _words_of(markup: Markup) -> str:
    # A space for each tag, so that two cells of a table do not become one word.
    return Markup(str(markup).replace("<", " <")).striptags()


def _is_of_template(error: Exception) -> bool:
    """Tell what an author of templates can mend from a bug of this program."""
    return isinstance(error, InsertError | UnknownWordError) or is_of_template(error)


def _template_problem(error: Exception, page: Page) -> Diagnostic:
    """Point at the template's line, and name the page that was being rendered."""
    path, line = place_of(error)
    place = Location(path=path or f"{TEMPLATES_FOLDER}pages/{page.template}.html", line=line)
    missing = missing_template(error)
    if missing is not None:
        return problem("TPL003", Location(path=place.path), name=missing, page=page.url)
    if isinstance(error, UnknownWordError):
        return problem("TPL002", place, key=error.key, lang=error.lang, page=page.url)
    if isinstance(error, InsertError):
        return error.at(place)
    if isinstance(error, RecursionError):
        return problem(_ENDLESS, place, page=page.url)
    return problem("TPL001", place, reason=str(error), page=page.url)


def _tidy(html: str) -> str:
    """Drop the blank lines and line ends that templates leave; text keeps its spaces."""
    lines = (line.rstrip() for line in html.split("\n"))
    return "\n".join(line for line in lines if line) + "\n"
