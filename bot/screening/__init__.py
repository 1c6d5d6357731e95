"""Text in, assessment out: sees danger in what people write. Depends on conversation alone."""
