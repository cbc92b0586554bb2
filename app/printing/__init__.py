"""PDF documents with real Chinese text."""
