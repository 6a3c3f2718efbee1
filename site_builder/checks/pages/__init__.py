"""What must hold of the finished pages."""
