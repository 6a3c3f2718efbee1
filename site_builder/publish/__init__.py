"""The disk: all or nothing."""
