"""Class sessions: the dated meetings of a service, and the seats in them."""
