"""What the Ledger asks of the model: the decision that it tells while it is empty."""

from models.ledger.decision import Decision
from models.ledger.example import example


def example_decision() -> Decision:
    """Tell the decision of 2023 that the ledger shows while it is empty."""
    return example()
