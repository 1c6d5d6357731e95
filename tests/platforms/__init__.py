"""Strict stand-ins of the platforms on which people write."""
