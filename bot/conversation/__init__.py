"""What a conversation is: people, messages, handoffs, and the rules of their states.

Pure: the standard library only. Every other package may depend on this one.
"""
