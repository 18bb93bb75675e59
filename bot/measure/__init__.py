"""Measuring the classifier beside baselines, in the interpreter that serves it."""
