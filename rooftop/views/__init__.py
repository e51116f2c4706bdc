"""What may be shown, as types. Only `rooftop.consent` makes them: a field without consent is
absent, not hidden.

Pages, feeds and everything else that is published accept nothing but these views. Views of people
and stories are made for one channel each; what the company itself writes (products, events, pages)
needs nobody's consent but names people, so it comes as views too.
"""

from rooftop.records import (
    STAGES,
    Channel,
    Disclosure,
    Medium,
    Post,
    Promise,
    Result,
    Source,
    Stage,
    Turn,
)
from rooftop.views.company import (
    EventView,
    PageView,
    ProductView,
)
from rooftop.views.people import (
    AdvocateView,
    C,
    CompanyView,
    EmbedAdvocate,
    InputAdvocate,
    PersonView,
    PressAdvocate,
    SiteAdvocate,
    SocialAdvocate,
    Teller,
    Terms,
    TrainingAdvocate,
)
from rooftop.views.stories import (
    EmbedStory,
    FeedStory,
    InputStory,
    PressStory,
    Quotation,
    SiteStory,
    SocialStory,
    StoryView,
    TrainingStory,
)

__all__ = [
    "STAGES",
    "AdvocateView",
    "C",
    "Channel",
    "CompanyView",
    "Disclosure",
    "EmbedAdvocate",
    "EmbedStory",
    "EventView",
    "FeedStory",
    "InputAdvocate",
    "InputStory",
    "Medium",
    "PageView",
    "PersonView",
    "Post",
    "PressAdvocate",
    "PressStory",
    "ProductView",
    "Promise",
    "Quotation",
    "Result",
    "SiteAdvocate",
    "SiteStory",
    "SocialAdvocate",
    "SocialStory",
    "Source",
    "Stage",
    "StoryView",
    "Teller",
    "Terms",
    "TrainingAdvocate",
    "TrainingStory",
    "Turn",
]
