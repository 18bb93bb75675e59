"""What keeps a reply true: the verifier, the gibberish gate, the templates and the filling."""
