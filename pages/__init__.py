"""What people see: words, charts, pictures, widgets and the page scripts one folder down.

Only page scripts lie in the section folders (``decide``, …); nothing but this file may lie
directly here: ``main/page_script.py`` runs before each of them.
"""
