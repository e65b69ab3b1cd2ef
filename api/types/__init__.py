"""The GraphQL types, a noun a file, with the questions that give them."""
