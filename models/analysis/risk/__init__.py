"""Futures that hurt: targets, sensitivity, stress, the box where a plan misses, regret."""
