"""Work done beside the server by the sweep."""
