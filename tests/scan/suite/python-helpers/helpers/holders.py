"""Classes that keep a value and give it, or another one, back."""

from abc import ABC, abstractmethod


class Holder:
    def __init__(self, value):
        self.kept = value
        self.name = "holder"

    def current(self):
        return self.kept

    def label(self):
        return self.name


class Base:
    def __init__(self, label, value):
        self._label = label
        self._value = value

    def label(self):
        return self._label


class Derived(Base):
    def __init__(self, label, value):
        super().__init__("derived " + label, value)

    def value(self):
        return self._value


class Passer(ABC):
    @abstractmethod
    def carry(self, value):
        """The value at the other side."""

    @staticmethod
    def same(value):
        return value


class PlainPasser(Passer):
    def carry(self, value):
        return value


class FixedPasser(Passer):
    def carry(self, value):
        return "always this" if value else "never that"


def make_passer(kind):
    if kind == "plain":
        return PlainPasser()
    return FixedPasser()
