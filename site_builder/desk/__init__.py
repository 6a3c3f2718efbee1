"""What staff do around a build."""
