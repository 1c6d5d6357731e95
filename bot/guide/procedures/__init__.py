"""Procedures in the talk: one question at a time, until something is booked, asked for or found."""
