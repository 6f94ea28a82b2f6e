"""Reads of the territory."""

from pole.actors.queries.directory import actor_or_404, actors

__all__ = ["actor_or_404", "actors"]
