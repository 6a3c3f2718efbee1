"""Values into text: pages, charts and inserts."""
