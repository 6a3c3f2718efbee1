"""Pages to HTML.

A template that fails becomes a diagnostic with its line and the page being rendered; the other
pages are rendered all the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
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
from site_builder.views.model import SEARCH_INDEX, PageView, PictureView
from site_builder.views.namespaces import NAMESPACES
from site_builder.views.page_view import page_view, site_view
from site_builder.views.rendered import Card, PagePart, RenderedPage
from site_builder.views.structured_data import text_of
from site_builder.views.web_app import embedded_mark

_FILTERS = template_filters(NAMESPACES.values())
_COLOURS = {"night": "#000", "page": "#fff", "lamp": "#fff"}
"""Of pictures, where no style sheet names any."""


def render_pages(
    site: SiteContext, templates: Mapping[str, str], compiled: CompiledTemplates | None = None
) -> tuple[tuple[RenderedPage, ...], tuple[Diagnostic, ...]]:
    """Render every planned page; one whose template fails is left out and reported."""
    renderer = Renderer(site, templates, compiled)
    pages: list[RenderedPage] = []
    found: list[Diagnostic] = []
    for page in site.plan.pages:
        name = (page.key, page.lang)
        rendered, own = site.keep(("page", *name), partial(renderer.render_named, *name))
        pages += [replace(rendered, page=page)] if rendered else []
        found += own
    return tuple(pages), tuple(_with_characters_once(found))


def _with_characters_once(found: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Yield what was found; what characters no font has once, however many pages have them."""
    unfit: list[Diagnostic] = []
    for each in found:
        if each.code == "TPL006":
            unfit.append(each)
        else:
            yield each
    missing = dict.fromkeys(name for each in unfit for name in each.params["characters"].split())
    for first in unfit[:1]:
        yield replace(first, params={**first.params, "characters": " ".join(missing)})


def render_own(path: str, values: Mapping[str, object]) -> str:
    """Render one of the program's own templates, which have none of what pages know."""
    return _tidy(fill_own(path, values))


def fill_own(path: str, values: Mapping[str, object]) -> str:
    """Render one of the program's own templates, and leave every line as it is."""
    return _own_templates().get_template(path).render(values)


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

    def render_named(
        self, key: str, lang: str
    ) -> tuple[RenderedPage | None, tuple[Diagnostic, ...]]:
        """Render the page of a key in a language."""
        page = self._site.plan.find(key, lang)
        return self.render(page) if page else (None, ())

    def render(self, page: Page) -> tuple[RenderedPage | None, tuple[Diagnostic, ...]]:
        """Render one page; None when its template fails, which is reported."""
        context = self.context(page)
        try:
            view = page_view(context)
            card, found = self._card(context, view)
            view = replace(view, card=_picture(context, card))
            template = self._templates.get_template(f"pages/{page.template}.html")
            html = _tidy(
                template.render(
                    site=site_view(context),
                    view=view,
                    t=_words(context),
                    **template_names(context),
                )
            )
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
            charts=tuple(context.charts),
            answer=text_of(view.answer),
            classes=classes_of(html),
            assets=loaded_assets(html),
            parts=_parts(view),
            has_search=SEARCH_INDEX in html,
        )
        return rendered, (*context.found, *found)

    def _card(
        self, context: PageContext, view: PageView
    ) -> tuple[Card | None, tuple[Diagnostic, ...]]:
        """Draw what stands for the page elsewhere; None where nobody could fetch it."""
        found = tuple(check_card(context))
        shown = card_view(context, view.plain_title, view.figures)
        if shown is None or not self._has_cards:
            return None, found
        fonts = self._site.fonts
        template = self._templates.get_template(CARD_TEMPLATE)
        size = {"width": CARD_WIDTH, "height": CARD_HEIGHT}
        look = {
            "colours": {**_COLOURS, **self._site.assets.colours},
            "mark": embedded_mark(self._site),
        }
        svg = _tidy(template.render(card=shown, t=_words(context), fit=fonts.fit, **look, **size))
        if not self._site.has_address or not self._site.has_output("cards"):
            return None, found
        missing = fonts.missing(drawn_text(svg))
        if missing:
            place = Location(path=context.page.source or context.page.path)
            unfit = problem("TPL006", place, page=context.page.url, characters=" ".join(missing))
            return None, (*found, unfit)
        return make_card(svg, shown), found

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
        words = {"t": _words(context)} if "t" in macro.arguments else {}
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


def _picture(context: PageContext, card: Card | None) -> PictureView | None:
    if card is None:
        return None
    href = context.site.absolute_url(f"/{card.path}")
    return PictureView(href=href, width=CARD_WIDTH, height=CARD_HEIGHT, alt=card.alt)


def _parts(view: PageView) -> tuple[PagePart, ...]:
    """Return what a search may find of a page, part by part."""
    text = f"{_words_of(view.lead)} {view.data.search_text}".rstrip()
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


def _words(context: PageContext) -> Callable[..., Markup]:
    def t(key: str, **params: object) -> Markup:
        return word_markup(context, key, **params)

    return t


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
    return problem("TPL001", place, reason=str(error), page=page.url)


def _tidy(html: str) -> str:
    """Drop the blank lines and line ends that templates leave; text keeps its spaces."""
    lines = (line.rstrip() for line in html.split("\n"))
    return "\n".join(line for line in lines if line) + "\n"
