"""Why a plan does what it does: the share of each lever, and the chain of causes behind it."""
