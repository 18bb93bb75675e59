"""What a visitor has put into the cart in the chat."""

from actions.cart.carts import CartLine, Carts

__all__ = ["CartLine", "Carts"]
