"""All or nothing: the output folder, and the places that readers get the site from."""
