"""The engine: reads waiting rows and gets them done, in order per person, persons in parallel."""
