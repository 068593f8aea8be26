"""How well the model does: laws, limits, known cases, forecasts of quarters unseen."""
