"""Inserts that become whole blocks: `{{ chart.x }}` and `{{ table.x }}`.

Takes the page's context and a name; gives the component that shows the chart or the table. The
renderer hands these to each page's context.
"""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

from site_builder.views.charts.chart import chart_view
from site_builder.views.charts.tables import named_table, table_names
from site_builder.views.context import Block, PageContext


def _chart(context: PageContext, name: str) -> Markup | None:
    chart = context.site.project.charts.get(name)
    return (
        None if chart is None else context.component("chart", {"chart": chart_view(context, chart)})
    )


def _table(context: PageContext, name: str) -> Markup | None:
    table = named_table(context, name)
    identifier = f"table-{name.replace('_', '-')}-only"
    return (
        None
        if table is None
        else context.component("data_table", {"id": identifier, "table": table})
    )


def _chart_names(context: PageContext) -> tuple[str, ...]:
    return tuple(context.site.project.charts)


BLOCKS: Mapping[str, Block] = {
    "chart": Block(render=_chart, names=_chart_names),
    "table": Block(render=_table, names=table_names),
}
