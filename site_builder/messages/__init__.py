"""What the program says to staff: its words by language, and reports made of them."""
