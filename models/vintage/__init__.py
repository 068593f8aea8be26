"""Market files: TOML text in, a `Market` or one `MarketError` with every fault out.

``content`` takes the text apart, ``instant`` reads the table of instant commerce, ``terms`` what
the market forbids, ``rules`` says which numbers a file holds, ``faults`` compares
the two, ``build`` makes the arrays and checks what the numbers say about each other.
"""

from models.vintage.vintage import Instant, Market, Number, Platform, Side, most_money

__all__ = ["Instant", "Market", "Number", "Platform", "Side", "most_money"]
