"""The survey: its questions, the form, the answers that were taken in, and the findings made of them."""
