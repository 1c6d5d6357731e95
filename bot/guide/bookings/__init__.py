"""Bookings: taken, changed, cancelled, waited for, remembered."""
