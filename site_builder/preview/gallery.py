"""The gallery: each component of the templates, alone, in every example that stands beside it.

Takes the site, its templates and the examples; gives a page for each language that the preview
shows and no build publishes. An example that cannot be rendered shows why in its place.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from importlib import resources
from pathlib import Path, PurePosixPath
from string import Template
from types import SimpleNamespace

from site_builder.build import BuildResult
from site_builder.diagnostics import Diagnostic
from site_builder.messages.wording import Messages, describe
from site_builder.model import Language, OutputFile
from site_builder.pages.page import HOME, Page
from site_builder.read.syntax.reader import Reader
from site_builder.read.syntax.yaml_nodes import MappingNode, Node, SequenceNode, parse_yaml
from site_builder.read.templates import load_examples, load_templates, parse_templates
from site_builder.views.assets.styles import component_styles
from site_builder.views.context import SiteContext
from site_builder.views.render import Renderer

GALLERY_FOLDER = "__gallery"
_TEMPLATE = "preview/templates/gallery.html"


@dataclass(frozen=True, kw_only=True, slots=True)
class Example:
    """One way of using a component."""

    component: str
    name: str
    arguments: Mapping[str, object]
    content: str | None = None
    """HTML for the component that holds some."""

    @property
    def id(self) -> str:
        """Give a name that no other example on a page has."""
        return f"{self.component}-{self.name}".replace(" ", "-")


def with_gallery(result: BuildResult, root: Path, messages: Messages) -> BuildResult:
    """Add the gallery to a site that was made."""
    if result.site is None or not result.files:
        return result
    templates, _ = parse_templates(load_templates(root))
    examples, _ = parse_templates(load_examples(root))
    gallery = gallery_files(result.site, templates, examples, messages)
    return replace(result, files=(*result.files, *gallery))


def gallery_files(
    site: SiteContext,
    templates: Mapping[str, str],
    examples: Mapping[str, str],
    messages: Messages,
) -> tuple[OutputFile, ...]:
    """Make the gallery, one page a language; the default one has the shortest address."""
    settings = site.project.settings
    renderer = Renderer(site, templates)
    styles = component_styles(templates)
    template = Template((resources.files("site_builder") / _TEMPLATE).read_text("utf-8"))
    files = []
    for language in settings.languages:
        page = site.plan.find(HOME, language.code)
        if page is None:
            continue
        shown = parse_examples(examples, language.code, settings.language_codes)
        content = template.substitute(
            lang=page.lang,
            title=html.escape(messages.say("serve.gallery")),
            styles=styles,
            languages=_languages(settings.languages, page.lang),
            examples="".join(_shown(renderer, page, one, messages) for one in shown),
        )
        addresses = [f"{GALLERY_FOLDER}/{page.lang}/"]
        if page.lang == settings.default_language:
            addresses.append(f"{GALLERY_FOLDER}/")
        files += [OutputFile(path=f"{a}index.html", content=content.encode()) for a in addresses]
    return tuple(files)


def parse_examples(
    files: Mapping[str, str], lang: str, languages: Iterable[str]
) -> tuple[Example, ...]:
    """Give every example in a language; one that names no language is for all."""
    return tuple(
        example
        for path, text in sorted(files.items())
        for example in _of_component(PurePosixPath(path).parent.name, text, lang, set(languages))
    )


def _of_component(component: str, text: str, lang: str, languages: set[str]) -> Iterator[Example]:
    declared = parse_yaml(text, Reader(component))
    listed = declared.nodes["examples"] if isinstance(declared, MappingNode) else None
    for given in listed.nodes if isinstance(listed, SequenceNode) else ():
        if not isinstance(given, MappingNode):
            continue
        own = _in_language(given.nodes["arguments"], lang, languages)
        arguments = (
            {} if not isinstance(own, MappingNode) else {k: _value(n) for k, n in own.nodes.items()}
        )
        yield Example(
            component=component,
            name=str(_value(given.nodes["name"])),
            arguments=arguments,
            content=_content(given.nodes.get("content"), lang, languages),
        )


def _content(node: Node | None, lang: str, languages: set[str]) -> str | None:
    return None if node is None else str(_value(_in_language(node, lang, languages)))


def _in_language(node: Node, lang: str, languages: set[str]) -> Node:
    """Give a value's part in a language, where it has parts for each."""
    is_divided = isinstance(node, MappingNode) and node.nodes and node.nodes.keys() <= languages
    return node.nodes[lang] if is_divided and isinstance(node, MappingNode) else node


def _value(node: Node) -> object:
    """Give what a template would get: values with fields, lists, texts, true and false."""
    if isinstance(node, MappingNode):
        return SimpleNamespace(**{key: _value(child) for key, child in node.nodes.items()})
    if isinstance(node, SequenceNode):
        return [_value(child) for child in node.nodes]
    return {"true": True, "false": False}.get(node.value, node.value)


def _shown(renderer: Renderer, page: Page, example: Example, messages: Messages) -> str:
    """Render an example under its name, or say why it cannot be."""
    shown = renderer.example(page, example.component, example.arguments, example.content)
    if isinstance(shown, Diagnostic):
        shown = f"<p><strong>{html.escape(describe(shown, messages).message)}</strong></p>"
    return (
        f'<h2 class="gallery__name">{html.escape(example.component)}'
        f" <span>{html.escape(example.name)}</span></h2>\n"
        f'<div class="gallery__example" id="{html.escape(example.id)}">{shown}</div>\n'
    )


def _languages(languages: Iterable[Language], current: str) -> str:
    return " ".join(
        f'<a href="/{GALLERY_FOLDER}/{language.code}/" lang="{language.code}">'
        f"{html.escape(language.name)}</a>"
        for language in languages
        if language.code != current
    )
