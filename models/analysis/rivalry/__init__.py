"""Rivals as players: finite games, the war game between plans and answers, who takes back what."""
