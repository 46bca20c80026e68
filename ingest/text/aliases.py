"""Other spellings of what news is about, folded."""

from __future__ import annotations

import re

_SPELLINGS = """
turkey | turkiye
us | u.s. | u.s | usa | u.s.a. | united states | united states of america | america
uk | u.k. | u.k | united kingdom | britain | great britain
eu | e.u. | european union
un | u.n. | united nations
uae | u.a.e. | united arab emirates | emirates
kyiv | kiev
kharkiv | kharkov
lviv | lvov
odesa | odessa
dnipro | dnieper | dnepr
zelensky | zelenskyy | zelenskiy | zelenskyi
czechia | czech republic
ivory coast | cote d'ivoire
burma | myanmar
swaziland | eswatini
cape verde | cabo verde
east timor | timor-leste
macedonia | north macedonia
holland | netherlands | the netherlands
south korea | republic of korea | s. korea
north korea | dprk | n. korea
china | prc | people's republic of china
russia | russian federation
iran | islamic republic of iran
taiwan | republic of china
nato | north atlantic treaty organization | north atlantic treaty organisation
who | world health organization | world health organisation
imf | international monetary fund
wto | world trade organization | world trade organisation
iaea | international atomic energy agency
opec | organization of the petroleum exporting countries
isis | isil | islamic state | daesh
beijing | peking
mumbai | bombay
kolkata | calcutta
chennai | madras
gaza | gaza strip
putin | vladimir putin
nyc | new york city
la | los angeles
dc | d.c. | washington d.c. | washington dc
covid | covid-19 | coronavirus
scotus | supreme court
gop | republican party
fbi | federal bureau of investigation
cia | central intelligence agency
fda | food and drug administration
cdc | centers for disease control and prevention | centers for disease control
fed | federal reserve
ecb | european central bank
icc | international criminal court
icj | international court of justice
ai | artificial intelligence | a.i.
ceo | chief executive officer | chief executive
pm | prime minister
qaddafi | gaddafi | gadhafi
hizbollah | hezbollah | hizbullah
taliban | taleban
houthi | huthi
quran | koran
"""
_ADJECTIVES = """
turkey: turkish | turks | turk
united states: american | americans
united kingdom: british | britons | briton
european union: european
russia: russian | russians
ukraine: ukrainian | ukrainians
china: chinese
india: indian | indians
pakistan: pakistani | pakistanis
poland: polish | poles
germany: german | germans
france: french
italy: italian | italians
spain: spanish | spaniards
portugal: portuguese
greece: greek | greeks
netherlands: dutch
belgium: belgian | belgians
switzerland: swiss
austria: austrian | austrians
sweden: swedish | swedes
norway: norwegian | norwegians
denmark: danish | danes
finland: finnish | finns
iceland: icelandic
ireland: irish
scotland: scottish | scots
wales: welsh
england: english
hungary: hungarian | hungarians
czechia: czech | czechs
slovakia: slovak | slovaks
romania: romanian | romanians
bulgaria: bulgarian | bulgarians
serbia: serbian | serbs
croatia: croatian | croats
kosovo: kosovar | kosovars
belarus: belarusian | belarusians
lithuania: lithuanian | lithuanians
latvia: latvian | latvians
estonia: estonian | estonians
georgia: georgian | georgians
armenia: armenian | armenians
azerbaijan: azerbaijani | azeri
kazakhstan: kazakh | kazakhs
uzbekistan: uzbek | uzbeks
afghanistan: afghan | afghans
iran: iranian | iranians
iraq: iraqi | iraqis
israel: israeli | israelis
syria: syrian | syrians
lebanon: lebanese
jordan: jordanian | jordanians
egypt: egyptian | egyptians
saudi arabia: saudi | saudis
united arab emirates: emirati | emiratis
qatar: qatari | qataris
kuwait: kuwaiti | kuwaitis
yemen: yemeni | yemenis
libya: libyan | libyans
tunisia: tunisian | tunisians
algeria: algerian | algerians
morocco: moroccan | moroccans
sudan: sudanese
ethiopia: ethiopian | ethiopians
kenya: kenyan | kenyans
nigeria: nigerian | nigerians
ghana: ghanaian | ghanaians
south africa: south african | south africans
congo: congolese
rwanda: rwandan | rwandans
uganda: ugandan | ugandans
somalia: somali | somalis
japan: japanese
south korea: south korean | south koreans
north korea: north korean | north koreans
taiwan: taiwanese
vietnam: vietnamese
thailand: thai | thais
philippines: philippine | filipino | filipinos
indonesia: indonesian | indonesians
malaysia: malaysian | malaysians
singapore: singaporean | singaporeans
myanmar: burmese
bangladesh: bangladeshi | bangladeshis
sri lanka: sri lankan | sri lankans
nepal: nepali | nepalese
australia: australian | australians
new zealand: new zealander | new zealanders
canada: canadian | canadians
mexico: mexican | mexicans
brazil: brazilian | brazilians
argentina: argentine | argentinian | argentines
chile: chilean | chileans
colombia: colombian | colombians
venezuela: venezuelan | venezuelans
peru: peruvian | peruvians
cuba: cuban | cubans
haiti: haitian | haitians
palestine: palestinian | palestinians
"""
_CAPITALS = """
united states: washington | white house
russia: moscow | kremlin
ukraine: kyiv | kiev
turkey: ankara
united kingdom: london | downing street
european union: brussels
china: beijing
india: new delhi | delhi
pakistan: islamabad
poland: warsaw
germany: berlin
france: paris | elysee
italy: rome
spain: madrid
greece: athens
iran: tehran
iraq: baghdad
israel: jerusalem | tel aviv
syria: damascus
egypt: cairo
saudi arabia: riyadh
japan: tokyo
south korea: seoul
north korea: pyongyang
taiwan: taipei
canada: ottawa
australia: canberra
mexico: mexico city
hungary: budapest
belarus: minsk
afghanistan: kabul
venezuela: caracas
cuba: havana
"""


def _groups(table: str) -> list[tuple[str, ...]]:
    return [tuple(line.split(" | ")) for line in table.strip().splitlines()]


def _pairs(table: str) -> dict[str, tuple[str, ...]]:
    pairs = (line.split(": ") for line in table.strip().splitlines())
    return {name: tuple(words.split(" | ")) for name, words in pairs}


_SPELLED: dict[str, tuple[str, ...]] = {
    name: tuple(other for other in group if other != name)
    for group in _groups(_SPELLINGS)
    for name in group
}
_PEOPLE = _pairs(_ADJECTIVES)
_SEATS = _pairs(_CAPITALS)
_COUNTRY_OF = {word: name for name, words in _PEOPLE.items() for word in words}
_COUNTRY_OF_SEAT = {word: name for name, words in _SEATS.items() for word in words}

_MODEL = re.compile(r"([a-z]{1,4})[\s-]?(\d{1,4}[a-z]?)(?:['’]?s)?\Z")


def aliases(term: str) -> tuple[str, ...]:
    """Other folded forms of a folded term or phrase that mean the same; without the term.

    Spellings (``turkey``, ``turkiye``), short and long names (``us``, ``united states``), a
    country and its adjective (``turkey``, ``turkish``), and the forms of a model's designation
    (``s-400``, ``s400``, ``s-400s``). Empty when there are none.
    """
    found: dict[str, None] = dict.fromkeys(_SPELLED.get(term, ()))
    for name in (term, *tuple(found)):
        country = _COUNTRY_OF.get(name, name)
        if country in _PEOPLE:
            found |= dict.fromkeys((country, *_SPELLED.get(country, ()), *_PEOPLE[country]))
    found |= dict.fromkeys(_designations(term))
    found.pop(term, None)
    return tuple(found)


def demonyms(term: str) -> tuple[str, ...]:
    """The adjective and people of a country in folded form: ``turkish``, ``turks``, ``turk``."""
    for name in (term, *_SPELLED.get(term, ())):
        if name in _PEOPLE:
            return _PEOPLE[name]
    return ()


def metonyms(term: str) -> tuple[str, ...]:
    """Places that stand for a country's government, or the country for which a place stands.

    ``moscow`` for ``russia`` and back. Related, never the same: the city may be meant.
    """
    if term in _COUNTRY_OF_SEAT:
        country = _COUNTRY_OF_SEAT[term]
        return (country, *_SPELLED.get(country, ()))
    for name in (term, *_SPELLED.get(term, ())):
        if name in _SEATS:
            return _SEATS[name]
    return ()


def _designations(term: str) -> tuple[str, ...]:
    """``s-400`` as people write it: with hyphen, space or neither, one or several."""
    match = _MODEL.match(term)
    if match is None:
        return ()
    letters, digits = match[1], match[2].removesuffix("s")
    forms = (f"{letters}-{digits}", f"{letters}{digits}", f"{letters} {digits}")
    return (*forms, *(f"{form}s" for form in forms[:2]))
