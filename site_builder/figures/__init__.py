"""The numbers: records into named figures."""
