"""How quizzes and their items do: figures for those who write and keep them."""
