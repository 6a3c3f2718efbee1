"""Changes to a file by the fields that it is made of; whatever nobody changed stays as it is."""
