"""Pages to HTML: the one door to Jinja2.

Escaping is always on, and an undefined name is always an error. A template that fails becomes a
diagnostic with its line and the page being rendered; the other pages are rendered all the same.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from types import CodeType

import jinja2
from markupsafe import Markup

from site_builder.diagnostics import Diagnostic, Location, problem
from site_builder.model import OutputFile
from site_builder.model.catalogs import UnknownWordError
from site_builder.pages.page import Page
from site_builder.text.search_words import words_of
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
from site_builder.views.model import PageView, PictureView
from site_builder.views.namespaces import NAMESPACES
from site_builder.views.page_view import page_view, site_view
from site_builder.views.rendered import Card, PagePart, RenderedPage
from site_builder.views.structured_data import text_of
from site_builder.views.web_app import embedded_mark

TEMPLATES_FOLDER = "templates/"
_COLOURS = {"night": "#000", "page": "#fff", "lamp": "#fff"}
"""Of pictures, where no style sheet names any."""


class CompiledTemplates(jinja2.BytecodeCache):
    """What Jinja2 made of template texts, for whoever renders several sites with the same ones."""

    def __init__(self) -> None:
        self._codes: dict[str, tuple[str, CodeType]] = {}

    def load_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        checksum, code = self._codes.get(bucket.key, ("", None))
        bucket.code = code if checksum == bucket.checksum else None

    def dump_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        if bucket.code is not None:
            self._codes[bucket.key] = bucket.checksum, bucket.code


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
    return tuple(pages), tuple(found)


def render_text(template: str, values: Mapping[str, object]) -> str:
    """Render a template that is no page of the site, and has none of what such pages know."""
    environment = _environment({}, CompiledTemplates())
    return _tidy(environment.from_string(template).render(values))


class Renderer:
    """One site's templates, ready to render any of its pages."""

    def __init__(
        self,
        site: SiteContext,
        templates: Mapping[str, str],
        compiled: CompiledTemplates | None = None,
    ) -> None:
        self._site = site
        self._environment = _environment(templates, compiled or CompiledTemplates())
        self._has_cards = CARD_TEMPLATE in templates
        self._macros: dict[str, jinja2.runtime.Macro] = {}

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
            template = self._environment.get_template(f"pages/{page.template}.html")
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
        template = self._environment.get_template(CARD_TEMPLATE)
        size = {"width": CARD_WIDTH, "height": CARD_HEIGHT}
        look = {
            "colours": {**_COLOURS, **self._site.colours},
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
        """Return the context in which a page is rendered."""
        return PageContext(
            site=self._site, page=page, namespaces=NAMESPACES, render_component=self._component
        )

    def _component(
        self, context: PageContext, name: str, arguments: Mapping[str, object]
    ) -> Markup:
        """Render a component's macro; words are given to those that ask for them."""
        macro = self._macros.get(name)
        if macro is None:
            macro = self._macros[name] = self._macro(name)
        words = {"t": _words(context)} if "t" in macro.arguments else {}
        return Markup(macro(**arguments, **words))

    def _macro(self, name: str) -> jinja2.runtime.Macro:
        path = f"components/{name}/{name}.html"
        macro = getattr(self._environment.get_template(path).module, name, None)
        if not isinstance(macro, jinja2.runtime.Macro):
            raise jinja2.TemplateRuntimeError(f"{path}: macro {name}")
        return macro

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
    href = context.absolute(f"/{card.path}")
    return PictureView(href=href, width=CARD_WIDTH, height=CARD_HEIGHT, alt=card.alt)


def _parts(view: PageView) -> tuple[PagePart, ...]:
    """Return what a search may find of a page, part by part."""
    text = f"{_words_of(view.lead)} {view.data.search_text}".rstrip()
    lead = PagePart(anchor="", heading="", words=frozenset(words_of(text)))
    return (
        lead,
        *(
            PagePart(
                anchor=section.id,
                heading=_words_of(section.heading),
                words=frozenset(words_of(_words_of(section.body))),
            )
            for section in view.sections
        ),
    )


def _words_of(markup: Markup) -> str:
    # A space for each tag, so that two cells of a table do not become one word.
    return Markup(str(markup).replace("<", " <")).striptags()


def _environment(templates: Mapping[str, str], compiled: CompiledTemplates) -> jinja2.Environment:
    def load(name: str) -> tuple[str, str, Callable[[], bool]] | None:
        if name not in templates:
            return None
        return templates[name], TEMPLATES_FOLDER + name, lambda: True

    environment = jinja2.Environment(
        loader=jinja2.FunctionLoader(load),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        bytecode_cache=compiled,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(template_filters())
    return environment


def _words(context: PageContext) -> Callable[..., Markup]:
    def t(key: str, **params: object) -> Markup:
        """Return an interface word."""
        return word_markup(context, key, **params)

    return t


def _is_of_template(error: Exception) -> bool:
    """Tell a template's failure, which its author can mend, from a bug of this program."""
    if isinstance(error, jinja2.TemplateError | InsertError | UnknownWordError):
        return True
    frames = traceback.extract_tb(error.__traceback__)
    return bool(frames) and frames[-1].filename.startswith(TEMPLATES_FOLDER)


def _template_problem(error: Exception, page: Page) -> Diagnostic:
    """Point at the template's line, and name the page that was being rendered."""
    path, line = f"{TEMPLATES_FOLDER}pages/{page.template}.html", 0
    if isinstance(error, jinja2.TemplateSyntaxError):
        path, line = error.filename or path, error.lineno
    elif isinstance(error, jinja2.TemplateNotFound):
        return problem("TPL003", Location(path=path), name=error.name or "", page=page.url)
    else:
        for frame in traceback.extract_tb(error.__traceback__):
            if frame.filename.startswith(TEMPLATES_FOLDER):
                path, line = frame.filename, frame.lineno or 0
    place = Location(path=path, line=line)
    if isinstance(error, UnknownWordError):
        return problem("TPL002", place, key=error.key, lang=error.lang, page=page.url)
    if isinstance(error, InsertError):
        return error.at(place)
    return problem("TPL001", place, reason=str(error), page=page.url)


def _tidy(html: str) -> str:
    """Drop the blank lines and line ends that templates leave; text keeps its spaces."""
    lines = (line.rstrip() for line in html.split("\n"))
    return "\n".join(line for line in lines if line) + "\n"
