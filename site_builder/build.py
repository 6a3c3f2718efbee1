"""The pipeline: every stage once, in order, each from values to values.

Nothing here reads a clock, an environment or a disk, and nothing is written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import ParamSpec, TypeVar

from site_builder import __version__
from site_builder.adapters.compression import Compression
from site_builder.adapters.memory import Memory
from site_builder.adapters.png import Rasteriser
from site_builder.adapters.templates import CompiledTemplates
from site_builder.checks.consequences import without_consequences
from site_builder.checks.data import check_data, is_private
from site_builder.checks.data.data_input import DataInput
from site_builder.checks.data.privacy import check_unread, redact
from site_builder.checks.every_check import check_pages, check_sources
from site_builder.checks.pages.identities import check_identities
from site_builder.checks.pages.rendered_site import read_pages
from site_builder.diagnostics import Diagnostic, Location, in_order, problem
from site_builder.figures.registry import Registry, compute_figures
from site_builder.incremental.products import Products
from site_builder.incremental.watched import Opened, Opening
from site_builder.model import Catalog, Claims, Document, Eligibility, OutputFile, Project
from site_builder.model.catalogs import UnknownWordError
from site_builder.outputs import OUTPUT_NAMES, Purpose, derive_outputs, place_assets
from site_builder.pages.page import Page
from site_builder.pages.plan import plan_site
from site_builder.pages.site_plan import SitePlan
from site_builder.read.catalogs import catalog_path
from site_builder.read.project import parse_project
from site_builder.read.templates import TEMPLATES_FOLDER, parse_templates
from site_builder.views.assets.assets import build_assets
from site_builder.views.assets.fonts import parse_fonts
from site_builder.views.context import SiteContext, make_site_context
from site_builder.views.kinds import KINDS
from site_builder.views.render import render_pages


@dataclass(frozen=True, kw_only=True, slots=True)
class Input:
    """What people wrote, as it lies on the disk."""

    files: Mapping[str, bytes]


INPUT = "input"
"""The stage that answers what people wrote."""
WATCHED: Opened = {
    **{kind: Opening() for kind in (Input, DataInput, Project, Catalog, Eligibility, Claims)},
    **{kind: Opening() for kind in (SiteContext, Registry, SitePlan)},
    Page: Opening(
        fields=frozenset({"sections", "holds"}), name=lambda page: f"page({page.key}, {page.lang})"
    ),
    Document: Opening(fields=frozenset(), name=lambda document: f"document({document.path})"),
}
"""What pages and checks may ask about piece by piece."""
TOOLS = frozenset(
    {
        "assets",
        "locales",
        "fonts",
        "compression",
        "rasteriser",
        "blocks",
        "converter",
        "keep",
        "is_compressed",
    }
)
"""What of a site depends on what is watched and on templates only, or is nothing to a page."""

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, kw_only=True, slots=True)
class BuildOptions:
    """How to run; what the site is stands in `site.yaml`."""

    today: date
    base_url: str = ""
    """Overrides the address of `site.yaml` when given."""
    is_portable: bool = False
    with_drafts: bool = False
    with_pdf: bool = False
    """Draws leaflets and posters as PDF files, which takes a library that is optional."""
    is_compressed: bool = False
    """Adds each text file compressed, for servers that send such files as they are."""
    purpose: Purpose = Purpose.PUBLISHING


@dataclass(frozen=True, kw_only=True, slots=True)
class BuildMemory:
    """What builds may share that are made one after the other: it saves time, and decides nothing.

    Each part knows a result by all that the result is made from.
    """

    program: str = __version__
    """Whose work it is: another program keeps nothing of it."""
    templates: CompiledTemplates = field(default_factory=CompiledTemplates)
    results: Memory = field(default_factory=Memory)
    """Of compression and drawing."""
    products: Products = field(default_factory=Products)


@dataclass(frozen=True, kw_only=True, slots=True)
class BuildResult:
    """What a run made and found."""

    files: tuple[OutputFile, ...]
    """Empty when an error stops the site from being made."""
    diagnostics: tuple[Diagnostic, ...]
    site: SiteContext | None = None
    """What is known of the site; None when it could not even be planned."""


def build_site(
    files: Mapping[str, bytes],
    templates: Mapping[str, bytes],
    options: BuildOptions,
    on_stage: Callable[[str], None] = lambda stage: None,
    memory: BuildMemory | None = None,
    *,
    kept: Mapping[str, bytes] = MappingProxyType({}),
) -> BuildResult:
    """Make the site, and find everything that is wrong with it.

    `on_stage` is told the name of each stage as it starts; `memory` is for those who build often.
    `kept` is what else lies in the project: its own templates, and what nothing is made of. Other
    templates are the program's, which nobody writes about persons in.
    """
    run, every, memory = _Run(on_stage), {**kept, **files}, memory or BuildMemory()
    with run.that_may_end():
        texts = run.keep("templates", parse_templates, templates)
        project = run.read(files, every, memory)
        data = watch_data(project, every, options, memory)
        run.check("check data", check_data, data)
        run.end_if(is_private)  # what no page may show is to reach no page, not even in memory
        registry = run.stage("compute", figures_of, data)
        run.site = run.keep(
            "plan", plan_context, project, registry, templates, texts, options, memory=memory
        )
        pages = run.keep("render", render_pages, run.site, texts, memory.templates)
        run.check("check", check_sources, run.site, texts)
        run.end_if(is_error)
        pages, page_files = run.stage("place", place_assets, run.site, pages, texts)
        finished = run.stage("read back", read_pages, run.site, pages)
        # Nor is it packed or drawn, because what was packed is kept before a build ends.
        run.check("search", check_identities, run.site, finished)
        run.end_if(is_private)
        run.files = run.keep("derive", derive_outputs, run.site, pages, page_files, options.purpose)
        run.end_if(is_error)
        run.check("check pages", check_pages, run.site, finished, run.files)
        memory.products.finish()
    return run.result()


def read_project(
    files: Mapping[str, bytes], memory: BuildMemory
) -> tuple[Project | None, tuple[Diagnostic, ...]]:
    """Parse every file; one that is as it was is not parsed again."""
    memory.products.begin()
    program = {"program": memory.program}
    watched = memory.products.watch(INPUT, Input(files=files), WATCHED, program)
    return parse_project(watched.files, memory.products.keep)


def watch_data(
    project: Project, files: Mapping[str, bytes], options: BuildOptions, memory: BuildMemory
) -> DataInput:
    """Return what checks of data look at, and figures are made from."""
    data = DataInput(project=project, today=options.today, files=files)
    data = memory.products.watch("data", data, WATCHED, without=frozenset({"keep"}))
    return replace(data, keep=memory.products.keeper("data"))


def figures_of(data: DataInput) -> Registry:
    """Return every figure; those of unchanged data are not computed again."""
    return data.keep(("figures",), lambda: compute_figures(data.project, data.counts))


def is_error(diagnostic: Diagnostic) -> bool:
    return diagnostic.is_error


def plan_context(
    project: Project,
    registry: Registry,
    templates: Mapping[str, bytes],
    texts: Mapping[str, str],
    options: BuildOptions,
    *,
    memory: BuildMemory,
) -> tuple[SiteContext, tuple[Diagnostic, ...]]:
    """Plan the pages, and join with them all that pages are made from."""
    base_url = options.base_url.rstrip("/") + "/" if options.base_url else project.settings.base_url
    plan, found_in_plan = plan_site(
        project,
        KINDS,
        base_url,
        today=options.today,
        is_portable=options.is_portable,
        with_drafts=options.with_drafts,
    )
    fonts, found_in_fonts = parse_fonts(templates, memory.results)
    site = replace(
        make_site_context(
            project, registry, plan, build_assets(texts), base_url=base_url, today=options.today
        ),
        fonts=fonts,
        has_pdf=options.with_pdf,
        is_compressed=options.is_compressed,
        compression=Compression(memory.results),
        rasteriser=Rasteriser(memory.results),
        outputs=OUTPUT_NAMES,
    )
    base = {f"{TEMPLATES_FOLDER}{name}": content for name, content in templates.items()}
    site = memory.products.watch("site", site, WATCHED, base, without=TOOLS)
    return replace(site, keep=memory.products.keeper("site")), (*found_in_plan, *found_in_fonts)


class _Ended(Exception):  # noqa: N818 - nothing went wrong with the program
    """An error of the project makes going on pointless."""


class _Run:
    """One run of the stages: what they made so far, and what they found wrong."""

    def __init__(self, on_stage: Callable[[str], None]) -> None:
        self._on_stage = on_stage
        self.found: list[Diagnostic] = []
        self.site: SiteContext | None = None
        self.files: tuple[OutputFile, ...] = ()

    def stage(self, name: str, make: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a stage."""
        self._on_stage(name)
        return make(*args, **kwargs)

    def keep(
        self,
        name: str,
        make: Callable[P, tuple[T, Iterable[Diagnostic]]],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Run a stage that returns what it found wrong beside its result."""
        value, problems = self.stage(name, make, *args, **kwargs)
        self.found += problems
        return value

    def check(
        self, name: str, find: Callable[P, Iterable[Diagnostic]], *args: P.args, **kwargs: P.kwargs
    ) -> None:
        """Run a stage that only finds what is wrong."""
        self.found += self.stage(name, find, *args, **kwargs)

    def read(
        self, files: Mapping[str, bytes], every: Mapping[str, bytes], memory: BuildMemory
    ) -> Project:
        """Read the project, or end, having looked for personal data in what cannot be read."""
        project = self.keep("read", read_project, files, memory)
        if project is None:
            self.check("check data", check_unread, every)
            raise _Ended
        return project

    def end_if(self, is_over: Callable[[Diagnostic], bool]) -> None:
        """End the run where what was found makes going on pointless."""
        if any(map(is_over, self.found)):
            raise _Ended

    @contextmanager
    def that_may_end(self) -> Iterator[None]:
        """Let the stages end early, and note a word that a catalog lacks."""
        try:
            yield
        except _Ended:
            pass
        except UnknownWordError as error:  # known only where the word is asked for
            place = Location(path=catalog_path(error.lang))
            self.found.append(problem("TPL002", place, key=error.key, lang=error.lang))
            self.site = None

    def result(self) -> BuildResult:
        diagnostics = in_order(redact(without_consequences(self.found)))
        return BuildResult(files=self.files, diagnostics=diagnostics, site=self.site)
