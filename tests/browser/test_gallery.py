"""Every component in every example passes axe-core by itself, and stays within a small screen."""

from pathlib import Path

import pytest

from site_builder.build import BuildOptions, build_site
from site_builder.messages.wording import load_messages
from site_builder.preview.gallery import make_gallery
from tests.browser.conftest import OpenPage
from tests.builders import LANGUAGES, MEMORY, TODAY, real_templates, tiny_files

NARROW = {"width": 320, "height": 640}
# Rules about a whole page have nothing to say about a component that stands beside its own doubles.
RUN_AXE = """async () => {
  const rules = Object.fromEntries(['region', 'landmark-unique', 'landmark-no-duplicate-banner',
    'heading-order', 'page-has-heading-one', 'duplicate-id', 'duplicate-id-aria',
    'identical-links-same-purpose'].map(id => [id, { enabled: false }]));
  const { violations } = await axe.run('.gallery', { rules, resultTypes: ['violations'] });
  return violations.flatMap(({ id, nodes }) => nodes.map(
    node => `${id}: ${node.target.join(' ')}: ${node.failureSummary.replace(/\\s+/g, ' ')}`));
}"""
BEYOND = """() => [...document.querySelectorAll('.gallery__example')].filter(
  e => e.scrollWidth > e.clientWidth + 1).map(e => e.id)"""


@pytest.fixture(scope="module")
def gallery(project_root: Path) -> dict[str, str]:
    options = BuildOptions(today=TODAY)
    made = build_site(tiny_files(), real_templates(), options, memory=MEMORY)
    shown = make_gallery(made, project_root, load_messages("en"))
    return {file.path: file.content.decode() for file in shown}


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_example_passes_axe(
    gallery: dict[str, str],
    open_page: OpenPage,
    axe: str,
    lang: str,
    colours: str,
):
    page = open_page(viewport=NARROW, color_scheme=colours, reduced_motion="reduce")
    page.set_content(gallery[f"__gallery/{lang}/index.html"])
    page.evaluate(axe)
    found = page.evaluate(RUN_AXE)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_example_is_wider_than_a_small_screen(
    gallery: dict[str, str], open_page: OpenPage, lang: str
):
    page = open_page(viewport=NARROW)
    page.set_content(gallery[f"__gallery/{lang}/index.html"])
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
    assert page.evaluate(BEYOND) == []
