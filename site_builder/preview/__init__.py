"""The live preview: the site from memory, rebuilt after every change."""
