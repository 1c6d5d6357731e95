"""What the front desk does: receive, decide, answer, hand over, claim, reply, close, page."""
