"""Scripted customers against the running assistant, and a judge of what is in the database then.

Customers send text and read answers, as a widget does; the assistant is never told of their goals.
"""
