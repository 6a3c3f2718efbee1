"""What staff do around a build: status, confirming translations, writing people's files."""
