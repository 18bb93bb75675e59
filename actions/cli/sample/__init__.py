"""Commands of the sample shop alone."""
