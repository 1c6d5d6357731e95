"""The counselor console: the queue, the transcripts, and what counselors do with them.

`access.py` holds the only readers of transcripts; everything else works on ids and levels.
"""
