"""Rivals, Risk and Organisation."""
