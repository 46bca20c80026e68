"""The values that travel through ingest, each a frozen dataclass named by its role.

Offsets are Unicode code points into ``Article.text``; ``text[start:end]`` is always
the quoted wording itself, character for character.
"""

from ingest.types.article import (
    Access,
    Article,
    ArticleKind,
    Block,
    BlockKind,
    DatePrecision,
    Metadata,
    Overrides,
)
from ingest.types.followed import Followed, FollowedKind, FollowedState
from ingest.types.library import ArticleRow, Filters, Passage, StoredArticle
from ingest.types.report import Item, Progress, Report, Status
from ingest.types.source import Fetched, Link, Rejected, Source

__all__ = [
    "Access",
    "Article",
    "ArticleKind",
    "ArticleRow",
    "Block",
    "BlockKind",
    "DatePrecision",
    "Fetched",
    "Filters",
    "Followed",
    "FollowedKind",
    "FollowedState",
    "Item",
    "Link",
    "Metadata",
    "Overrides",
    "Passage",
    "Progress",
    "Rejected",
    "Report",
    "Source",
    "Status",
    "StoredArticle",
]
