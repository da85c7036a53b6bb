"""Returns into a data set: what would enter, what it changes, and entering it in one step."""
