"""Which articles the next questions are asked of: chosen in the library, shown over the prompt."""

from __future__ import annotations

from dataclasses import dataclass, field

from textual.content import Content
from textual.style import Style

from assistant.ui.literal import Words, literal_line, shortened
from ingest.types import Filters

_TITLE = 32


@dataclass
class Narrowing:
    """The chosen articles: titles by article id. ``only`` leaves no others in."""

    only: dict[str, str] = field(default_factory=dict)
    without: dict[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Whether anything is chosen."""
        return bool(self.only or self.without)

    @property
    def filters(self) -> Filters:
        """What a question is to be asked with."""
        return Filters(exclude=tuple(self.without), only=tuple(self.only))

    def ask_only(self, article_id: str, title: str) -> None:
        """Adds an article to those that alone are asked."""
        self.without.pop(article_id, None)
        self.only[article_id] = title

    def leave_out(self, article_id: str, title: str) -> bool:
        """Leaves an article out, or no longer; says which."""
        self.only.pop(article_id, None)
        if self.without.pop(article_id, None) is not None:
            return False
        self.without[article_id] = title
        return True

    def take_off(self, article_id: str) -> None:
        """Takes back what was chosen of one article, of all for an empty id."""
        for chosen in (self.only, self.without):
            if article_id:
                chosen.pop(article_id, None)
            else:
                chosen.clear()


class FilterBar(Words):
    """A chip for each chosen article, over the prompt; a click takes it off."""

    def tell(self, narrowing: Narrowing) -> None:
        """Shows what is chosen; hides when nothing is."""
        parts: list[Content | str] = []
        for word, chosen in (("only", narrowing.only), ("without", narrowing.without)):
            for article_id, title in chosen.items():
                chip = literal_line(f" {word} {shortened(title, _TITLE)} ✕ ", "on $panel")
                click = Style.from_meta({"@click": f"screen.take_off({article_id!r})"})
                parts += [chip.stylize(click), " "]
        if parts:
            all_off = Style.from_meta({"@click": "screen.take_off('')"})
            parts.append(Content.styled("/all takes it off", "$quiet").stylize(all_off))
        self.show(Content.assemble(*parts))
