"""What people see: words, charts, pictures, widgets and the page scripts one folder down.

Only page scripts lie in the section folders (``decide``, …); nothing but this file may lie
directly here, because Streamlit takes any other script at this level for a page of its own and
runs it without ``app.py``.
"""
