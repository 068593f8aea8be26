"""Instant commerce: what each service does under a plan, and what its visitors must be worth."""
