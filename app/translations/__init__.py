"""The texts of the interface in Chinese. The texts in the code are the English ones."""
