"""Money is whole cents of euro in a type of its own: it never meets a float, nor a bare number."""

from dataclasses import dataclass


@dataclass(frozen=True, order=True, slots=True)
class Money:
    """An amount in cents; may be negative.

    >>> Money(2000) * 3 - Money(500)
    Money(cents=5500)
    """

    cents: int

    def __post_init__(self) -> None:
        if type(self.cents) is not int:
            raise TypeError(f"money is whole cents, not {type(self.cents).__name__}")

    def __add__(self, other: "Money") -> "Money":
        return Money(self.cents + other.cents)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.cents - other.cents)

    def __neg__(self) -> "Money":
        return Money(-self.cents)

    def __mul__(self, times: int) -> "Money":
        if type(times) is not int:
            raise TypeError("money is multiplied by whole numbers; a share of it is a rule of its own")
        return Money(self.cents * times)

    __rmul__ = __mul__


ZERO = Money(0)
