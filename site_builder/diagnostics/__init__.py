"""Problems as values: where, which code, how bad. Their words are in `messages/<lang>.yaml`."""

from site_builder.diagnostics.diagnostic import (
    Diagnostic,
    Location,
    column_letters,
    has_errors,
    in_order,
    masked,
    nearest,
    problem,
    without_personal,
)
from site_builder.diagnostics.severity import WARNINGS, Severity, severity_of
