"""Acts on the territory."""
