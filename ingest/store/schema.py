"""The tables of ``library.db``, and how an empty one comes to be.

A revision's passages have consecutive row ids (``first_passage`` and ``passages`` of the
revision), which are never given twice: that is what lets a search map a row id to its
revision without touching the passages.
"""

from __future__ import annotations

SCHEMA_VERSION = 2

#: What SQLite's ``file`` signature of a library says ("brfg").
APPLICATION_ID = 0x62726667

#: Sources that are fetched again by an update; the MinHash of each article's current text with
#: the agency it is credited to, the pairs that are copies (both ways) and the clusters of them;
#: which paragraphs a publisher's articles hold.
ADDED_IN_2 = (
    """CREATE TABLE followed (
        location TEXT PRIMARY KEY,
        kind TEXT NOT NULL,
        title TEXT,
        etag TEXT,
        last_modified TEXT,
        sha256 TEXT NOT NULL,
        checked TEXT,
        changed TEXT,
        state TEXT NOT NULL,
        message TEXT,
        failures INTEGER NOT NULL,
        not_before TEXT,
        follow INTEGER NOT NULL,
        overrides TEXT NOT NULL
    ) WITHOUT ROWID""",
    """CREATE TABLE signatures (article_id TEXT PRIMARY KEY, content_hash TEXT NOT NULL,
        signature BLOB NOT NULL, wire TEXT) WITHOUT ROWID""",
    """CREATE TABLE copies (one TEXT NOT NULL, other TEXT NOT NULL, PRIMARY KEY (one, other))
        WITHOUT ROWID""",
    """CREATE TABLE clusters (article_id TEXT PRIMARY KEY, cluster TEXT NOT NULL) WITHOUT ROWID""",
    """CREATE INDEX clusters_by_name ON clusters (cluster)""",
    """CREATE TABLE paragraphs (
        publisher_key TEXT NOT NULL,
        digest INTEGER NOT NULL,
        article_id TEXT NOT NULL,
        story INTEGER NOT NULL,
        PRIMARY KEY (publisher_key, digest, article_id)
    ) WITHOUT ROWID""",
    """CREATE TABLE learned (
        publisher_key TEXT NOT NULL,
        digest INTEGER NOT NULL,
        PRIMARY KEY (publisher_key, digest)
    ) WITHOUT ROWID""",
    """CREATE INDEX paragraphs_by_article ON paragraphs (article_id)""",
)

TABLES = (
    """CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID""",
    """CREATE TABLE articles (
        article_id TEXT PRIMARY KEY,
        identity TEXT NOT NULL UNIQUE,
        overrides TEXT NOT NULL
    ) WITHOUT ROWID""",
    """CREATE TABLE revisions (
        id INTEGER PRIMARY KEY,
        article_id TEXT NOT NULL,
        revision INTEGER NOT NULL,
        current INTEGER NOT NULL,
        added TEXT NOT NULL,
        valid_from REAL,
        valid_to REAL,
        source TEXT NOT NULL,
        title TEXT,
        publisher TEXT,
        publisher_key TEXT,
        authors TEXT NOT NULL,
        published TEXT,
        published_precision TEXT,
        published_ts REAL,
        modified TEXT,
        retrieved TEXT,
        url TEXT,
        kind TEXT NOT NULL,
        access TEXT NOT NULL,
        language TEXT,
        tags TEXT NOT NULL,
        tag_keys TEXT NOT NULL,
        warnings TEXT NOT NULL,
        meta_sources TEXT NOT NULL DEFAULT '[]',
        covered TEXT,
        content_hash TEXT NOT NULL,
        structure_hash TEXT NOT NULL,
        header TEXT NOT NULL,
        first_passage INTEGER NOT NULL,
        passages INTEGER NOT NULL,
        UNIQUE (article_id, revision)
    )""",
    """CREATE INDEX revisions_by_content ON revisions (content_hash)""",
    """CREATE INDEX revisions_by_time ON revisions (current, published_ts)""",
    """CREATE TABLE texts (revision_id INTEGER PRIMARY KEY, text TEXT NOT NULL)""",
    """CREATE TABLE blocks (
        revision_id INTEGER NOT NULL,
        ordinal INTEGER NOT NULL,
        kind TEXT NOT NULL,
        start INTEGER NOT NULL,
        "end" INTEGER NOT NULL,
        PRIMARY KEY (revision_id, ordinal)
    ) WITHOUT ROWID""",
    """CREATE TABLE passages (
        id INTEGER PRIMARY KEY,
        passage_id TEXT NOT NULL UNIQUE,
        article_id TEXT NOT NULL,
        revision INTEGER NOT NULL,
        ordinal INTEGER NOT NULL,
        start INTEGER NOT NULL,
        "end" INTEGER NOT NULL,
        current INTEGER NOT NULL,
        checksum INTEGER NOT NULL,
        title TEXT NOT NULL,
        text TEXT NOT NULL
    )""",
    """CREATE VIRTUAL TABLE passages_fts USING fts5(
        title, text, content='passages', content_rowid='id',
        tokenize='porter unicode61 remove_diacritics 2'
    )""",
    """CREATE TABLE vectors (id INTEGER PRIMARY KEY, vector BLOB NOT NULL)""",
    """CREATE TABLE outbox (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        op TEXT NOT NULL,
        passage_id TEXT NOT NULL UNIQUE,
        passage INTEGER NOT NULL
    )""",
    """CREATE TABLE sources (
        location TEXT PRIMARY KEY,
        size INTEGER,
        mtime_ns INTEGER,
        sha256 TEXT NOT NULL,
        options TEXT NOT NULL
    ) WITHOUT ROWID""",
    """CREATE TABLE source_articles (
        location TEXT NOT NULL,
        article_id TEXT NOT NULL,
        PRIMARY KEY (location, article_id)
    ) WITHOUT ROWID""",
    """CREATE INDEX sources_by_article ON source_articles (article_id)""",
    *ADDED_IN_2,
)
