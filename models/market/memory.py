"""What buyers remember: habit, and the part of it that deals made (E17, E18)."""

from models.notation import Array


def habit(stock: Array, visits: Array, persistence: Array) -> Array:
    """Habit as a moving average of visits a head and day (E17)."""
    moved = visits - stock
    moved *= 1.0 - persistence
    moved += stock
    return moved


def deal_habit(stock: Array, deal_visits: Array, persistence: Array, graduation: Array) -> Array:
    """Habit owed to deals (E18); a part ``graduation`` becomes ordinary each quarter."""
    kept = habit(stock, deal_visits, persistence)
    kept *= 1.0 - graduation
    return kept
