"""A calculator for sums, so that no code has to be run for them."""


class Calculator:
    def eval(self, text):
        return sum(int(part) for part in text.split("+") if part.strip().isdigit())
