"""Starting processes, keeping them up, and stopping every one of them."""
