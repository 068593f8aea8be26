"""What every page shares: look, menu, settings, language, drawing, sources, present view."""
