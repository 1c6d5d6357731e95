"""Rows: the tables, the repositories over them, and the unit of work."""
