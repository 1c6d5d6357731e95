"""The assistant's actions: what is done and said for each intent.

The words about services come from the catalogue through `bot.guide`; here is only the course of
the talk. One module a family of topics.
"""
