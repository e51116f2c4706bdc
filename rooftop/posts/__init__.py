"""Posts about stories for social networks: their text, whether it fits, and when they are due."""

from rooftop.posts.attribution import (
    describe_change,
    describe_work,
    disclose,
    one_line,
    sign,
    work_of,
)
from rooftop.posts.compose import Post, check_posts
from rooftop.posts.networks import NETWORKS, Excess, measure
from rooftop.posts.rhythm import Queued, ScheduledPost, schedule

__all__ = [
    "NETWORKS",
    "Excess",
    "Post",
    "Queued",
    "ScheduledPost",
    "check_posts",
    "describe_change",
    "describe_work",
    "disclose",
    "measure",
    "one_line",
    "schedule",
    "sign",
    "work_of",
]
