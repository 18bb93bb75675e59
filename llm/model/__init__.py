"""The generator: its tokenizer, its GPT-2 and how it is trained."""
