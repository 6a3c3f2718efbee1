"""How long our builds take beside those of other generators: `make bench`. No test is timed."""
