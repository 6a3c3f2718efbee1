"""Words of templates and catalogs, and settings that pages depend on."""
