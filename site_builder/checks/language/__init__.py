"""What the languages owe each other."""
