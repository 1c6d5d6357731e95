"""The staff's own pages: what the assistant tells is edited here, apart from the conversations."""
