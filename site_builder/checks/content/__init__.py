"""What people wrote for readers, and the images beside it."""
