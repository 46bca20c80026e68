"""What a number counts, where that is a unit of measure: 20 miles are not 20 kilometres."""

from __future__ import annotations

import re
from types import MappingProxyType

_UNITS = """
kilometre kilometres kilometer kilometers km kms|mile miles mi|metre metres meter meters m
centimetre centimetres centimeter centimeters cm|foot feet ft|inch inches|yard yards
kilogram kilograms kilo kilos kg|pound pounds lb lbs|ton tons|tonne tonnes|gram grams
litre litres liter liters|gallon gallons|barrel barrels|hectare hectares|acre acres
second seconds|minute minutes min mins|hour hours hr hrs|day days|week weeks|month months
year years|decade decades|century centuries|celsius c|fahrenheit f|mph|kph
watt watts|kilowatt kilowatts kw|megawatt megawatts mw|gigawatt gigawatts gw
"""
_UNIT = MappingProxyType(
    {
        form: group.split()[0]
        for group in _UNITS.strip().replace("\n", "|").split("|")
        for form in group.split()
    }
)
_NEXT = re.compile(r"[\s-]?(?:°\s?|degrees?\s|(?:square|cubic|metric)\s)?([^\W\d_]+)")


def measured(text: str, end: int) -> tuple[str, int] | None:
    """The unit, in one spelling, that follows a number ending at ``end``, and where it ends."""
    match = _NEXT.match(text, end)
    unit = _UNIT.get(match[1].casefold()) if match else None
    return (unit, match.end()) if match and unit else None


def measure(text: str, end: int) -> str | None:
    """The unit that follows a number ending at ``end``; None without one."""
    found = measured(text, end)
    return found[0] if found else None


__all__ = ["measure", "measured"]
