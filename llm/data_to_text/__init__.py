"""Data to text: a GPT-2 that words dialogue acts, measured as RNNLG measures its own models."""
