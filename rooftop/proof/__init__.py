"""Proof for people who sell: the numbers and sentences of stories, and how to find them."""

from rooftop.proof.points import ProofPoint, may_be_copied, points_of
from rooftop.proof.ranking import Match, search

__all__ = ["Match", "ProofPoint", "may_be_copied", "points_of", "search"]
