"""One repository per kind of row; they never commit."""
