"""Understanding Japanese messages: the graph components that config.yml names, and Rasa's door.

Runs in the Rasa environment only; no other package may import it.
"""
