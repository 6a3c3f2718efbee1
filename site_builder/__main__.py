"""Let `python -m site_builder` do what the `site-builder` command does."""

from site_builder.cli.main import main

main()
