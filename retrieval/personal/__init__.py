"""What customers do, and what is made of it. Each stage is a folder of its own."""
