"""Pictures of pages: drawn once, kept as pyramids of tiles, handed out by the IIIF Image API 3."""
