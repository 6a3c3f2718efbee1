"""The gallery: each component of the templates, alone, in every example that stands beside it.

A page for each language of the site, which the preview shows and no build publishes. An example
that cannot be rendered shows why in its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from types import SimpleNamespace

from site_builder.build import BuildResult
from site_builder.diagnostics import Diagnostic
from site_builder.messages.wording import Messages, describe
from site_builder.model import OutputFile
from site_builder.pages.page import HOME, Page
from site_builder.preview.addresses import GALLERY_FOLDER
from site_builder.preview.markup import render
from site_builder.read.syntax.reader import Reader
from site_builder.read.syntax.yaml_nodes import MappingNode, Node, SequenceNode, parse_yaml
from site_builder.read.templates import load_examples, load_templates, parse_templates
from site_builder.views.assets.styles import component_styles
from site_builder.views.context import SiteContext
from site_builder.views.render import Renderer

_LANGUAGE_CODE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


@dataclass(frozen=True, kw_only=True, slots=True)
class Example:
    component: str
    name: str
    arguments: Mapping[str, object]
    content: str | None = None
    """HTML for the component that holds some."""

    @property
    def id(self) -> str:
        """A name that no other example on a page has."""
        return f"{self.component}-{self.name}".replace(" ", "-")


def make_gallery(result: BuildResult, root: Path, messages: Messages) -> tuple[OutputFile, ...]:
    """Return the gallery as it looks on the site of a build."""
    if result.site is None:
        return ()
    templates, _ = parse_templates(load_templates(root))
    examples, _ = parse_templates(load_examples(root))
    return gallery_files(result.site, templates, examples, messages)


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
    files = []
    for language in settings.languages:
        page = site.plan.find(HOME, language.code)
        if page is None:
            continue
        content = render(
            "gallery.html",
            lang=page.lang,
            title=messages.say("serve.gallery"),
            styles=styles,
            languages=settings.languages,
            examples=[
                (example, *_shown(renderer, page, example, messages))
                for example in parse_examples(examples, page.lang)
            ],
        )
        addresses = [f"{GALLERY_FOLDER}/{page.lang}/"]
        if page.lang == settings.default_language:
            addresses.append(f"{GALLERY_FOLDER}/")
        files += [OutputFile(path=f"{a}index.html", content=content) for a in addresses]
    return tuple(files)


def parse_examples(files: Mapping[str, str], lang: str) -> tuple[Example, ...]:
    """Return every example in a language, or in the first that it has; most name no language."""
    return tuple(
        example
        for path, text in sorted(files.items())
        for example in _of_component(PurePosixPath(path).parent.name, text, lang)
    )


def _of_component(component: str, text: str, lang: str) -> Iterator[Example]:
    declared = parse_yaml(text, Reader(component))
    listed = declared.nodes["examples"] if isinstance(declared, MappingNode) else None
    for given in listed.nodes if isinstance(listed, SequenceNode) else ():
        if not isinstance(given, MappingNode):
            continue
        arguments, content = given.nodes["arguments"], given.nodes.get("content")
        if _has_parts(arguments):
            arguments = _in_language(arguments, lang)
        yield Example(
            component=component,
            name=str(_value(given.nodes["name"])),
            arguments=(
                {name: _value(node) for name, node in arguments.nodes.items()}
                if isinstance(arguments, MappingNode)
                else {}
            ),
            content=None if content is None else str(_value(_in_language(content, lang))),
        )


def _has_parts(arguments: Node) -> bool:
    """Return whether arguments are given for each language, and not once for all."""
    return isinstance(arguments, MappingNode) and all(
        _LANGUAGE_CODE.fullmatch(key) and isinstance(part, MappingNode)
        for key, part in arguments.nodes.items()
    )


def _in_language(node: Node, lang: str) -> Node:
    """Return a value's part in a language, else in the first one that it has."""
    if isinstance(node, MappingNode) and node.nodes:
        return node.nodes.get(lang, next(iter(node.nodes.values())))
    return node


def _value(node: Node) -> object:
    """Return what a template would get: values with fields, lists, texts, true and false."""
    if isinstance(node, MappingNode):
        return SimpleNamespace(**{key: _value(child) for key, child in node.nodes.items()})
    if isinstance(node, SequenceNode):
        return [_value(child) for child in node.nodes]
    return {"true": True, "false": False}.get(node.value, node.value)


def _shown(renderer: Renderer, page: Page, example: Example, messages: Messages) -> tuple[str, str]:
    """Render an example; where it cannot be, return why after it."""
    shown = renderer.example(page, example.component, example.arguments, example.content)
    if isinstance(shown, Diagnostic):
        return "", describe(shown, messages).message
    return shown, ""
