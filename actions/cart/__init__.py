"""What a visitor has put into the cart, in the chat or on a product's page."""

from actions.cart.carts import MOST_OF_ONE, CartLine, Carts, fitting

__all__ = ["MOST_OF_ONE", "CartLine", "Carts", "fitting"]
