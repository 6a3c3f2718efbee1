"""Charts as files of their own, at addresses that stay: `charts/<id>-<language>.svg` and `.png`."""

from __future__ import annotations

from site_builder.model import OutputFile
from site_builder.views.charts.chart_file import CHART_FILE
from site_builder.views.context import SiteContext
from site_builder.views.rendered import RenderedPage


def chart_files(site: SiteContext, pages: tuple[RenderedPage, ...]) -> tuple[OutputFile, ...]:
    """Return each chart once, however many pages show it."""
    charts = {chart.path: chart for page in pages for chart in page.charts}
    template = f"components/{CHART_FILE}/{CHART_FILE}.html"
    drawings = tuple(
        OutputFile(path=f"{path}.svg", content=chart.svg.encode())
        for path, chart in sorted(charts.items())
    )
    pictures = tuple(
        OutputFile(
            path=f"{path}.png",
            content=site.rasteriser.card(chart.svg, template, site.fonts.files.values()),
        )
        for path, chart in sorted(charts.items())
        if "png" in chart.endings
    )
    return (*drawings, *pictures)
