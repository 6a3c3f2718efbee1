"""What people wrote: bytes into values that remember their file and line."""
