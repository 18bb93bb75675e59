"""Where candidates come from: a file a source."""
