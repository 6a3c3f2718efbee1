"""Pictures that lie about unused.

Takes the planned site; gives TXT019 for a picture that no content file names, drafts included.
"""

from __future__ import annotations

from site_builder.checks.check_input import Sources
from site_builder.diagnostics import Diagnostic, Location, problem
from site_builder.views.assets.content_images import find_pictures, picture_path


def check_pictures(sources: Sources) -> tuple[Diagnostic, ...]:
    """Report every picture that no page shows."""
    project = sources.site.project
    used = {
        picture_path(document.path, picture.target)
        for document in project.documents
        for section in document.sections
        for picture in find_pictures(section.body)
    }
    return tuple(
        problem("TXT019", Location(path=path)) for path in project.images if path not in used
    )
