"""Settings of Pelican: feeds of everything, and of each person, topic and tag."""

SITENAME = "A large community"
SITEURL = "https://pelican.example"
FEED_DOMAIN = SITEURL
PATH = "content"
ARTICLE_PATHS = ["stories"]
PAGE_PATHS = ["pages"]
OUTPUT_PATH = "site"
THEME = "simple"
TIMEZONE = "UTC"
DEFAULT_LANG = "en"
DEFAULT_PAGINATION = 12
FEED_MAX_ITEMS = 50
RSS_FEED_SUMMARY_ONLY = False
FEED_ALL_ATOM = "feeds/all.atom.xml"
CATEGORY_FEED_ATOM = "feeds/category/{slug}.atom.xml"
TAG_FEED_ATOM = "feeds/tag/{slug}.atom.xml"
AUTHOR_FEED_ATOM = "feeds/author/{slug}.atom.xml"
LOG_FILTER: list[tuple[int, str]] = []
