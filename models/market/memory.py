"""What buyers remember: habit, and the part of it that deals made (E17, E18)."""

from models.notation import Array


def habit(stock: Array, visits: Array, persistence: Array) -> Array:
    """Habit as a moving average of visits a head and day (E17)."""
    return stock + (1.0 - persistence) * (visits - stock)


def deal_habit(stock: Array, deal_visits: Array, persistence: Array, graduation: Array) -> Array:
    """Habit owed to deals, signed (E18); a part ``graduation`` becomes ordinary each quarter."""
    return (1.0 - graduation) * habit(stock, deal_visits, persistence)
