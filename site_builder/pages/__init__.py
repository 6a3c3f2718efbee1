"""The plan of the site: which pages there are, at which address, in which language."""
