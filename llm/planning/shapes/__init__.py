"""The tables of which slots a reply of each kind may hold, a family of tasks a file."""
