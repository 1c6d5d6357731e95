"""The pages on which the staff edit what the assistant says: services, topics, agencies, help lines, the city."""
