"""Structures of the organisation: what each does to speed, effectiveness and KPI drift."""
