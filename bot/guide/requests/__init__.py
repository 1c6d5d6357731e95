"""Requests to the desk: small forms with a state that the person can ask about."""
