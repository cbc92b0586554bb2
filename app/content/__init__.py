"""The whole tree of content files: read, compiled, checked across files, exported."""
