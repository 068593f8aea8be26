"""Every word and every number format on screen, in English and Chinese."""
