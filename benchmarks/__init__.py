"""Measurements: quality on messages that were never trained on, speed, memory."""
