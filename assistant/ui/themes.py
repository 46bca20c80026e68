"""The colours: two themes of our own and two of the terminal's own sixteen colours, and which of
all themes a terminal gets. Pure.

Beside Textual's variables, ours are ``$quiet`` and ``$withheld`` (styles of words that matter
less, and of words that are never cited), ``$quotation`` (how quoted words stand out in their
article), ``$line`` (the colour of borders), ``$focus`` (the ground of what has the keys) and
``$quiet-style`` (the text style of quiet words in rules, where ``$text-muted`` is their colour).
Terminals of sixteen colours have no half-tones: what is quiet there is dim.
"""

from __future__ import annotations

from collections.abc import Mapping

from textual.theme import Theme

from ingest.text.clean import clean_line

_QUIET_DARK, _QUIET_LIGHT = "#9aa3ae", "#5b626a"
"""On the grounds of their themes, panels too, at least 4.5 to 1 (WCAG 2.2, 1.4.3)."""


def _scrollbar(bar: str, active: str, ground: str) -> dict[str, str]:
    return {
        "scrollbar": bar,
        "scrollbar-hover": bar,
        "scrollbar-active": active,
        "scrollbar-background": ground,
        "scrollbar-background-hover": ground,
        "scrollbar-background-active": ground,
        "scrollbar-corner-color": ground,
    }


DARK = Theme(
    name="dark",
    primary="#6ca4d9",
    secondary="#8a96a8",
    accent="#e0b062",
    success="#7fc08b",
    warning="#e0b062",
    error="#e88882",
    foreground="#dde1e6",
    background="#15181c",
    surface="#1b1f24",
    panel="#252a32",
    dark=True,
    variables={
        "footer-key-foreground": "#e0b062",
        "footer-background": "#15181c",
        "text-muted": _QUIET_DARK,
        "quiet": _QUIET_DARK,
        "withheld": f"italic {_QUIET_DARK}",
        "quotation": "bold underline #ffffff on #2c4a66",
        "line": "#323843",
        "focus": "#263647",
        "button-focus-text-style": "bold underline",
        **_scrollbar("#323843", "#6ca4d9", "#15181c"),
    },
)
LIGHT = Theme(
    name="light",
    primary="#1f5f99",
    secondary="#5a6573",
    accent="#8a5200",
    success="#226b33",
    warning="#8a5200",
    error="#a82a24",
    foreground="#1d2329",
    background="#fafaf8",
    surface="#f1f1ee",
    panel="#e4e4df",
    dark=False,
    variables={
        "footer-key-foreground": "#8a5200",
        "footer-background": "#fafaf8",
        "text-muted": _QUIET_LIGHT,
        "quiet": _QUIET_LIGHT,
        "withheld": f"italic {_QUIET_LIGHT}",
        "quotation": "bold underline #12171c on #c6dbee",
        "line": "#d0d0c9",
        "focus": "#d3e0ec",
        "button-focus-text-style": "bold underline",
        **_scrollbar("#d0d0c9", "#1f5f99", "#fafaf8"),
    },
)


def _ansi(name: str, *, dark: bool) -> Theme:
    """The terminal's own colours on the terminal's own background. Only those hues are used that
    can be read on it: yellow cannot on white, nor blue on black."""
    primary = "ansi_cyan" if dark else "ansi_blue"
    accent = "ansi_yellow" if dark else "ansi_magenta"
    default = "ansi_default"
    return Theme(
        name=name,
        ansi=True,
        primary=primary,
        secondary=primary,
        warning=accent,
        error="ansi_red",
        success="ansi_green",
        accent=accent,
        foreground=default,
        background=default,
        surface=default,
        panel=default,
        boost=default,
        dark=dark,
        variables={
            "ansi-background": "ansi_black" if dark else "ansi_white",
            "ansi-foreground": "ansi_white" if dark else "ansi_black",
            **_ansi_variables(primary, accent),
        },
    )


def _ansi_variables(primary: str, accent: str) -> dict[str, str]:
    """What stands out does so by its style, in the colour of all other words."""
    plain, line = "ansi_default", "ansi_bright_black"
    return {
        "text-muted": plain,
        "text-disabled": plain,
        "quiet": "dim",
        "withheld": "dim italic",
        "quotation": f"bold underline {primary}",
        "line": line,
        "focus": plain,
        "quiet-style": "dim",
        "border": primary,
        "border-blurred": line,
        "block-cursor-foreground": plain,
        "block-cursor-background": plain,
        "block-cursor-text-style": "reverse",
        "footer-key-foreground": accent,
        **_scrollbar(line, primary, plain),
        "link-color": accent,
        "link-color-hover": accent,
        "link-background-hover": plain,
        "link-style-hover": "bold reverse",
        "input-cursor-foreground": plain,
        "input-cursor-background": plain,
        "input-cursor-text-style": "reverse",
        "input-selection-foreground": "ansi_black",
        "input-selection-background": "ansi_cyan",
        "screen-selection-foreground": "ansi_black",
        "screen-selection-background": "ansi_cyan",
    }


ANSI_DARK = _ansi("ansi-dark", dark=True)
ANSI_LIGHT = _ansi("ansi-light", dark=False)
OURS = (DARK, LIGHT, ANSI_DARK, ANSI_LIGHT)
_LIGHT_GROUNDS = frozenset({7, *range(9, 16)})


def variables(theme: Theme) -> dict[str, str]:
    """Our variables for a theme that does not bring them."""
    ground = theme.foreground or ("#e0e0e0" if theme.dark else "#1e1e1e")
    if theme.ansi:
        return {**ANSI_DARK.variables, "quotation": "bold underline"}
    return {
        "quiet": f"{ground} 70%",
        "withheld": f"italic {ground} 70%",
        "quotation": f"bold underline {ground} on {theme.primary} 40%",
        "line": f"{ground} 20%",
        "focus": f"{theme.primary} 20%",
        "quiet-style": "none",
    }


def choose(setting: str, environ: Mapping[str, str], few: bool) -> str:
    """The name of the theme for ``setting``, which is ``auto``, ``ansi`` or a theme's name.

    ``few`` when the terminal has no more than sixteen colours. ``NO_COLOR``
    (https://no-color.org: any value but an empty one) leaves the terminal's own. ``auto`` is
    dark unless the terminal is known to be light.
    """
    if environ.get("NO_COLOR"):
        return ANSI_DARK.name
    light = has_light_ground(environ)
    if few or setting == "ansi":
        wanted = setting in (LIGHT.name, ANSI_LIGHT.name)
        known = setting in (DARK.name, ANSI_DARK.name)
        return (ANSI_LIGHT if wanted or (light and not known) else ANSI_DARK).name
    if setting == "auto":
        return (LIGHT if light else DARK).name
    return setting


def has_light_ground(environ: Mapping[str, str]) -> bool:
    """Whether ``COLORFGBG``, which rxvt, Konsole and others set to the numbers of the colours of
    text and ground, with ``default`` in between at times, names a light ground."""
    ground = clean_line(environ.get("COLORFGBG", "")).rpartition(";")[2]
    return ground.isascii() and ground.isdigit() and int(ground) in _LIGHT_GROUNDS
