"""What the permanent staff costs under a hypothesis, year by year."""

from fractions import Fraction

from pole.budget.rules.plan import Cents, Plan, Post


def to_cent(amount: Fraction) -> int:
    """An amount of cents rounded once, halves away from zero.

    >>> to_cent(Fraction(5, 2)), to_cent(Fraction(-5, 2)), to_cent(Fraction(7, 3))
    (3, -3, 2)
    """
    sign = -1 if amount < 0 else 1
    return sign * ((2 * abs(amount.numerator) + amount.denominator) // (2 * amount.denominator))


def post_costs(post: Post, code: str, count: int) -> Cents:
    """What a post costs in each year under a hypothesis: full-time cost, raised year after year, times the part kept.

    Each year is computed exactly from the first one and rounded once: a rounding is never raised in its turn.

    >>> shares = {"A": (Fraction(3, 4), Fraction(3, 4))}
    >>> post_costs(Post("P1", "Senior", 4_800_000, Fraction(2, 100), shares), "A", 2)
    (3600000, 3672000)
    """
    shares = post.shares.get(code, (Fraction(0),) * count)
    return tuple(to_cent(post.full_time_cents * (1 + post.raise_) ** rank * shares[rank]) for rank in range(count))


def payroll(plan: Plan, code: str) -> Cents:
    """What all permanent posts cost in each year under a hypothesis."""
    by_post = [post_costs(post, code, plan.count) for post in plan.posts]
    return tuple(sum(costs[rank] for costs in by_post) for rank in range(plan.count))


def full_time_posts(plan: Plan, code: str) -> tuple[Fraction, ...]:
    """How many full-time posts a hypothesis stands for, year by year, exactly."""
    nothing = (Fraction(0),) * plan.count
    return tuple(
        sum((post.shares.get(code, nothing)[rank] for post in plan.posts), Fraction(0)) for rank in range(plan.count)
    )
