"""What an insert becomes: figures, contacts, terms, links to pages."""
