"""Short invented articles, a different one for each format; ``one_of_each.py`` builds the files."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Story:
    """An article as a good file states it; ``says`` is a phrase of its second paragraph."""

    title: str
    publisher: str | None
    published: str | None
    paragraphs: tuple[str, ...]
    question: str
    says: str


def _story(
    title: str,
    publisher: str | None,
    published: str | None,
    first: str,
    second: str,
    question: str,
    says: str,
) -> Story:
    return Story(title, publisher, published, (first, second), question, says)


LIGHTHOUSE = _story(
    "Lighthouse keeper of Grisk retires after forty years", None, "2024-02-05",
    "The last lighthouse keeper of Grisk, Oda Fenner, put out her lamp by hand for the final time "
    "on Sunday. From now on a machine in the capital watches over the light.",
    "Fenner said that she would move to a flat without stairs. The tower has 214 steps, and she "
    "climbed them twice a day.",
    "How many steps does the tower of Grisk have?", "214 steps",
)  # fmt: skip
ORCHARD = _story(
    "Frost destroys apple blossom in Talbrück", "Talbrück Bote", "2024-04-23",
    "Three nights of frost have destroyed most of the apple blossom around Talbrück, growers told "
    "the district council on Tuesday. Candles and sprinklers saved only the slopes near the lake.",
    "The growers' cooperative expects 1,900 tonnes in autumn, a fifth of an ordinary crop. It asks "
    "for loans without interest.",
    "How many tonnes of apples does the cooperative expect?", "1,900 tonnes",
)  # fmt: skip
TRAM = _story(
    "Night trams return to Orsova Bay", "Bay Observer", "2024-05-02",
    "Trams will run through the night in Orsova Bay again from June, eleven years after the service "
    "was cut. The transport company has trained 36 new drivers for it.",
    "Tickets cost two crowns more after midnight. Taxi owners fear for their trade and have written "
    "to the mayor.",
    "How many new drivers were trained for the night trams?", "36 new drivers",
)  # fmt: skip
LIBRARY = _story(
    "Flooded library of Kesten opens its doors", "Kesten Anzeiger", "2024-06-11",
    "Two years after the flood the town library of Kesten has reopened. Volunteers had dried some "
    "8,400 books page by page in the gymnasium of the school.",
    "Its cellar stays empty. The director, Paul Winther, called it a gift to the river, which will "
    "come again.",
    "How many books did the volunteers dry?", "8,400 books",
)  # fmt: skip
WOLVES = _story(
    "Wolf pack seen above Lanterna pass", "Alpine Ledger", "2024-07-19",
    "A pack of seven wolves crossed the Lanterna pass last week, pictures of an automatic camera "
    "show. It is the first pack in the valley since 1871.",
    "Shepherds were told to keep their flocks in pens at night. The canton pays for dogs and fences.",
    "How many wolves crossed the Lanterna pass?", "seven wolves",
)  # fmt: skip
BRIDGE = _story(
    "Rope bridge over the Siva gorge closed", "Siva Weekly", "2024-08-01",
    "Inspectors have closed the rope bridge over the Siva gorge after they found rust in four of its "
    "anchors. Hikers must now walk around by the mill, which takes two hours.",
    "The village hopes to reopen it by October. A new set of anchors costs 52,000 francs.",
    "What does a new set of anchors cost?", "52,000 francs",
)  # fmt: skip
BREWERY = _story(
    "Monks of Velden brew again", "Velden Brief", "2024-09-09",
    "The monastery of Velden has lit its copper kettles for the first time since the war. Brother "
    "Anselm, who learned the craft in a factory, brews 30 barrels a month.",
    "All of it is drunk in the courtyard. The abbot refuses to sell a single bottle to shops.",
    "How many barrels a month does Brother Anselm brew?", "30 barrels",
)  # fmt: skip
GLACIER = _story(
    "Ice of Hallfjord retreats faster", "Fjord Notes", "2024-09-16",
    "The glacier above Hallfjord lost 61 metres of its tongue during the summer, surveyors report. "
    "That is twice the loss of an average season in the last decade.",
    "The power company measures the lake below every hour now. A siren has been put up at the camp.",
    "How many metres did the glacier above Hallfjord lose?", "61 metres",
)  # fmt: skip
SCHOOL = _story(
    "School ship Aurelia comes home", "Mole and Mast", "2024-10-04",
    "The school ship Aurelia moored in Port Dessel on Friday with 44 cadets aboard after a voyage of "
    "nine months. Storms had torn two of her sails off the coast of Chile.",
    "Her captain praised the cook above all. The next crew sets out in March.",
    "How many cadets were aboard the Aurelia?", "44 cadets",
)  # fmt: skip
MARKET = _story(
    "Fish market of Ruvo moves indoors", "Ruvo Daily", "2024-11-12",
    "After 130 years in the open, the fish market of Ruvo has moved into a hall with cooled tables. "
    "Sellers pay 18 euros a day for a place there.",
    "Some of the oldest stay outside in protest. Cats were seen on both sides of the door.",
    "What do sellers pay for a place in the hall of Ruvo?", "18 euros",
)  # fmt: skip
MUSEUM = _story(
    "Clock museum buys back a stolen pendulum", None, "2024-12-03",
    "The clock museum of Brisa has bought back a pendulum that thieves took in 1988. A dealer in "
    "Antwerp asked 7,500 euros and gave half of them to the museum's friends.",
    "It will hang in the stairwell again from January. An alarm has been added.",
    "How much did a dealer in Antwerp ask?", "7,500 euros",
)  # fmt: skip
DAM = _story(
    "Old dam at Perrin Falls is to be pulled down", None, "2025-01-14",
    "Engineers will pull down the dam at Perrin Falls next year so that salmon can climb the river "
    "again. The work is put at 9.6 million dollars.",
    "Owners of boats on the lake object. They have gathered 2,300 signatures.",
    "How many signatures have the owners of boats gathered?", "2,300 signatures",
)  # fmt: skip
ORGAN = _story(
    "Village organ sounds after a century of silence", None, "2025-02-20",
    "The organ of Sankt Ilgen was played on Thursday for the first time since its pipes were melted "
    "down. Two sisters paid 88,000 euros for new ones.",
    "They asked that no plaque be put up. The first piece was a waltz.",
    "What did two sisters pay for the pipes?", "88,000 euros",
)  # fmt: skip
SUBWAY = _story(
    "Subway tunnel under Marlow finished early", None, "2025-03-18",
    "The boring machine broke through under Marlow square on Tuesday, seven weeks ahead of plan. It "
    "had eaten its way through 3.2 kilometres of clay.",
    "Tracks will be laid by the end of autumn, and the first train is promised for 2027. Shops along "
    "the route had closed at noon for months because of the noise, which made the cups dance on "
    "their shelves.",
    "How many kilometres of clay did the boring machine go through?", "3.2 kilometres",
)  # fmt: skip
THEATRE = _story(
    "Puppet theatre of Wessing finds a roof", None, "2025-03-27",
    "The puppet theatre of Wessing moves into the old fire station, the council decided on Thursday. "
    "It had played in tents and barns since its house was sold in 2019.",
    "The troupe pays 640 marks a month in rent. Its first play there will be one about a fire.",
    "What rent does the troupe pay?", "640 marks",
)  # fmt: skip
FERRY = _story(
    "Ferry to Aldmoor turns back in fog", "Strait Times of Aldmoor", "2025-06-02",
    "The morning ferry to Aldmoor turned back on Monday because of fog so thick that its crew could "
    "not see the bow. All 112 passengers were given soup.",
    "The next ship sailed at noon. Bells were rung from the pier while it came in.",
    "How many passengers were given soup?", "112 passengers",
)  # fmt: skip
CLINIC = _story(
    "Clinic in Nordby loses its last midwife", "Nordby Post", "2025-06-30",
    "The clinic in Nordby will have no midwife from August on, its head doctor told the council on "
    "Monday. Women will have to drive 74 kilometres over the ridge to give birth.",
    "Two posts have stood open for a year. The council offers a house without rent.",
    "How many kilometres will women have to drive to give birth?", "74 kilometres",
)  # fmt: skip
BEES = _story(
    "City bees of Aldene produce less honey", "Aldene Wire", "2025-04-08T09:00:00+02:00",
    "Beekeepers on the roofs of Aldene harvested 640 kilos of honey last season, a third less than "
    "the year before. They blame the new stone squares, where nothing grows.",
    "The council wants to plant limes along the river. A vote is due in May.",
    "How many kilos of honey did the beekeepers harvest?", "640 kilos",
)  # fmt: skip
BALLOON = _story(
    "Balloon race ends in a vineyard", "Winter Sun", "2025-05-05T10:00:00Z",
    "Nine of twelve balloons in the race of Cortale came down in one vineyard on Monday when the wind "
    "died. Its owner served wine to the pilots and sent the bill for 310 vines.",
    "The organisers will pay. Next year they mean to start at dawn.",
    "How many vines did the owner send a bill for?", "310 vines",
)  # fmt: skip
