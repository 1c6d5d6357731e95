"""What the staff do with sessions and places: edit, undo, copy, import, export, samples."""
