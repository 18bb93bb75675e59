"""What the merchant tries out on live visitors: who gets what, what came of it, and when it
ends."""
