"""X1–X3: how well articles are taken out of pages and pasted text.

    python -m benchmarks.extraction --data DIR [--only X1,X2,X3]

``DIR`` holds ``extraction-dev`` (pages with gold bodies) and ``comments-dev`` (pages with snippets
of readers' comments). Scored is what the reader shows as the article: its body, quotation and
subheading blocks. Prints one JSON object.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any
from zlib import crc32

from benchmarks.selectall import select_all
from benchmarks.shingles import PageScore, page_score, summary
from ingest.fetching.decoding import declared_in_page, decode
from ingest.readers import read
from ingest.structure import structure_text
from ingest.types import Article, Block, BlockKind, Fetched, Source

_SHOWN = (BlockKind.BODY, BlockKind.QUOTATION, BlockKind.SUBHEADING)


def shown(text: str, blocks: Sequence[Block]) -> str:
    """The text of the article proper, a block a line."""
    return "\n".join(text[block.start : block.end] for block in blocks if block.kind in _SHOWN)


def citable(text: str, blocks: Sequence[Block]) -> str:
    """The text that may be cited."""
    return "\n".join(text[block.start : block.end] for block in blocks if block.kind.citable)


def read_page(path: Path, data: bytes | None = None) -> Article | None:
    """The article of a packed HTML page, without telling the reader its address.

    ``data`` takes the place of the file's bytes.
    """
    source = Source(str(path), "file")
    found = next(iter(read(Fetched(source, data or path.read_bytes(), "text/html"))))
    return found if isinstance(found, Article) else None


def unnamed(path: Path) -> bytes:
    """The page with classes and ids that say nothing, as some sites' programs make them."""
    from lxml import html

    data = gzip.decompress(path.read_bytes())
    page = re.sub(r"^\s*<\?xml[^>]*>", "", decode(data, declared_in_page(data)))
    tree = html.document_fromstring(page)
    for element in tree.iter("*"):
        for name in ("class", "id"):
            if value := element.get(name):
                element.set(name, f"x{crc32(value.encode()):x}")
    return bytes(html.tostring(tree, encoding="utf-8"))


def extraction(folder: Path) -> dict[str, Any]:
    """X1: F1 of the article's text against the gold bodies."""
    scores: list[PageScore] = []
    bodies: list[PageScore] = []
    failed: list[str] = []
    for key, gold in _gold(folder):
        article = read_page(folder / "html" / f"{key}.html.gz")
        if article is None:
            failed.append(key[:8])
        scores.append(page_score(gold, shown(article.text, article.blocks) if article else ""))
        bodies.append(page_score(gold, citable(article.text, article.blocks) if article else ""))
    return {"id": "X1", "pages": len(scores), **_named(scores), "citable": _named(bodies),
            "no_article": failed}  # fmt: skip


def comments(folder: Path) -> dict[str, Any]:
    """X2: pages on which a snippet of a reader's comment reaches the citable text.

    ``leaking_pasted`` counts them for select-all copies, ``leaking_unnamed`` for the pages with
    classes and ids that say nothing.
    """
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    pages: dict[str, Any] = {}
    pasted = read_in = nameless = 0
    for name, said in gold.items():
        article = read_page(folder / name)
        body = _bare(citable(article.text, article.blocks)) if article else ""
        leaked = [snippet for snippet in said["comments"] if _bare(snippet) in body]
        if leaked:
            pages[name] = leaked
        blind = read_page(folder / name, unnamed(folder / name))
        bare = _bare(citable(blind.text, blind.blocks)) if blind else ""
        nameless += any(_bare(snippet) in bare for snippet in said["comments"])
        text = structure_text(_select_all(folder / name))
        copied = _bare(citable(text.text, text.blocks))
        pasted += any(_bare(snippet) in copied for snippet in said["comments"])
        read_in += article is not None
    return {"id": "X2", "pages": len(gold), "read": read_in, "leaking": len(pages),
            "share": round(len(pages) / len(gold), 4), "snippets": pages,
            "leaking_pasted": pasted, "leaking_unnamed": nameless}  # fmt: skip


def pasted(folder: Path) -> dict[str, Any]:
    """X3: F1 of select-all copies of the pages of X1, raw and structured."""
    raw: list[PageScore] = []
    scores: list[PageScore] = []
    kept = words = 0
    for key, gold in _gold(folder):
        copy = _select_all(folder / "html" / f"{key}.html.gz")
        found = structure_text(copy)
        raw.append(page_score(gold, copy))
        scores.append(page_score(gold, shown(found.text, found.blocks)))
        clean = structure_text(gold)
        words += len(gold.split())
        kept += len(shown(clean.text, clean.blocks).split())
    return {"id": "X3", "pages": len(scores), **_named(scores), "raw_f1": _named(raw)["f1"],
            "clean_articles_kept": round(kept / (words or 1), 4)}  # fmt: skip


def measure(folder: Path) -> dict[str, float]:
    """X1–X3 in one: the figures that have floors."""
    pages, told = extraction(folder / "extraction-dev"), comments(folder / "comments-dev")
    copies = pasted(folder / "extraction-dev")
    return {
        "X1 f1": pages["f1"],
        "X1 pages without article": len(pages["no_article"]),
        "X2 leaking share": told["share"],
        "X2 leaking pasted pages": told["leaking_pasted"],
        "X3 f1": copies["f1"],
        "X3 clean articles kept": copies["clean_articles_kept"],
    }


def digest(folder: Path) -> str:
    """The sha256 over the gold files: figures of other data must not be compared."""
    whole = sha256()
    for name in ("extraction-dev/ground-truth.json", "comments-dev/gold.json"):
        whole.update(sha256((folder / name).read_bytes()).digest())
    return whole.hexdigest()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the measures and print them as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--only", default="X1,X2,X3")
    options = parser.parse_args(arguments)
    measures = {
        "X1": lambda: extraction(options.data / "extraction-dev"),
        "X2": lambda: comments(options.data / "comments-dev"),
        "X3": lambda: pasted(options.data / "extraction-dev"),
    }
    results = {name: measures[name]() for name in options.only.split(",")}
    json.dump(results, sys.stdout, indent=2, ensure_ascii=False)
    print()
    return 0


def _gold(folder: Path) -> Iterator[tuple[str, str]]:
    truth = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    for key, value in truth.items():
        yield key, value["articleBody"]


def _select_all(path: Path) -> str:
    data = gzip.decompress(path.read_bytes())
    page = decode(data, declared_in_page(data))
    return select_all(re.sub(r"^\s*<\?xml[^>]*>", "", page))


def _bare(text: str) -> str:
    """Letters and digits only, so that line breaks and dashes do not hide a snippet."""
    return re.sub(r"\W+", "", text)


def _named(scores: Sequence[PageScore]) -> dict[str, float]:
    precision, recall, f1 = summary(scores)
    return {"precision": round(precision, 4), "recall": round(recall, 4), "f1": round(f1, 4)}


if __name__ == "__main__":
    raise SystemExit(main())
