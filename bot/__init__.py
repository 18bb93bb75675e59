"""The conversation: Rasa's own components, and what makes Rasa quicker and quieter here.

Runs in Rasa's interpreter (Python 3.10) and imports nothing of the server's.
"""
