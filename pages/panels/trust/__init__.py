"""Accuracy, Cases and Assumptions."""
