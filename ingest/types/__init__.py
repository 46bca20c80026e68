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
from ingest.types.changes import (
    Change,
    ChangeKind,
    Changes,
    FieldChange,
    Mark,
    Matter,
    Nature,
    Note,
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
    "Change",
    "ChangeKind",
    "Changes",
    "DatePrecision",
    "Fetched",
    "FieldChange",
    "Filters",
    "Followed",
    "FollowedKind",
    "FollowedState",
    "Item",
    "Link",
    "Mark",
    "Matter",
    "Metadata",
    "Nature",
    "Note",
    "Overrides",
    "Passage",
    "Progress",
    "Rejected",
    "Report",
    "Source",
    "Status",
    "StoredArticle",
]
