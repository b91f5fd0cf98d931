"""Write a lesson for slides: find its material, share it out, choose, and say the rest in notes."""

from lembar.views.slides.deck import USUAL, Deck, DeckSlide, Limits, deck

__all__ = ["USUAL", "Deck", "DeckSlide", "Limits", "deck"]
