"""The catalogue, the help lines, the city's profile, and the answers made of them.

Depends on the standard library, pydantic, PyYAML, `holidays` and `bot.conversation` only.
"""
