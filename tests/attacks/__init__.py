"""What a strategist tries in order to break the model: ``make attacks`` runs all of it.

An attack is a function that yields findings: a figure and the bounds that the specification sets
for it. Attacks of one subject share a file; `tests.attacks.run` prints them and `test_attacks`
holds them to their bounds. What a strategist expects of any sound model is in `test_expected` and,
where it takes a search, `test_expected_of_searches`.
"""
