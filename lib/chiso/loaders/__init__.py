"""Returns as they arrive: one file in, its figures with their cells of origin out."""
