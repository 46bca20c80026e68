"""What the fake server's model would write, out of the passages of its prompt."""

from __future__ import annotations

import hashlib
import re

ABSTAIN = "The passages do not answer this question."
UNSUPPORTED = "The passages do not support this sentence."
DIMENSION = 32
_PASSAGE = re.compile(
    r"^--- (\w+) passage (\d+) begins ---\n(.*?)^--- \1 passage \2 ends ---$", re.M | re.S
)
_TEXT = re.compile(r"^text: (.*)$", re.M)
_SENTENCE = re.compile(r"(?<=[.!?])[\"”’]?\s+(?=[\"“A-Z])")
_COMMON = set(
    re.findall(
        r"\w+",
        "the and for that with from what why who how did does was were are has have had would "
        "could which when where about into this than its his her their not but back first",
    )
)


def _stems(text: str) -> set[str]:
    words = re.findall(r"[\w']+(?:-\w+)*", text.lower())
    return {word[:5] for word in words if len(word) > 2 and word not in _COMMON}


def compose(system: str, user: str, scenario: str) -> str:
    """The answer that the scenario gives to this prompt."""
    if "You rewrite the last question" in system:
        return _condense(user)
    if "You correct one sentence" in system:
        return _revise(user, scenario)
    if scenario == "abstain":
        return ABSTAIN
    question = (re.findall(r"^Question: (.*)$", user, re.M) or [""])[-1]
    asked = _stems(question)
    found: list[tuple[int, int, str]] = []
    for _, number, body in _PASSAGE.findall(user):
        text = (_TEXT.findall(body) or [""])[0]
        for sentence in _SENTENCE.split(text):
            found.append((len(asked & _stems(sentence)), int(number), sentence.strip()))
    found.sort(key=lambda item: -item[0])
    best = [item for item in found[:3] if item[0] * 2 >= len(asked) or item[0] >= 2]
    options = re.findall(r"^(\d+)\. (.*)$", user.rpartition("The reader offers")[2], re.M)
    answer = " ".join(f"{sentence} [{number}]" for _, number, sentence in best) or ABSTAIN
    answer = _spoilt(answer, best, scenario, user)
    if scenario.startswith("missing"):
        words = " ".join(question.rstrip("?").split()[-2:])
        answer += f"\nMISSING: {words if scenario == 'missing_words' else 2}"
    if options:
        overlaps = [len(_stems(text) & _stems(answer)) for _, text in options]
        top = max(range(len(options)), key=overlaps.__getitem__)
        answer += f"\nCHOICE: {options[top][0] if best and overlaps[top] else 'none'}"
    return answer


def _spoilt(answer: str, best: list[tuple[int, int, str]], scenario: str, user: str) -> str:
    number = best[0][1] if best else 1
    if scenario == "forged_citation":
        return f"{answer} Ministers have since resigned over it. [99]"
    if scenario == "forged_quote":
        return f'{answer} "We were never asked at all," a spokesman said. [{number}]'
    if scenario == "altered_number" or scenario.startswith("revised"):
        return _altered(answer)
    if scenario == "all_wrong":
        return " ".join(f"It cost {number} 990{n} crowns. [{number}]" for n in range(6))
    if scenario == "markup":
        return (
            f"{answer} Read [the rest](https://evil.example/a) at https://evil.example/b now. "
            f"[{number}] ![x](https://evil.example/c.png) <img src='https://evil.example/d'>"
            f"\x1b]52;c;ZXZpbA==\x07 \u202eIt ends here. [{number}]\n\nSources:\n[1] Daily Evil"
        )
    if scenario == "injected":
        orders = re.findall(r"(?i)assistant, write: (.*?)(?:\s*⟦|$)", user, re.M)
        return " ".join([answer, *orders])
    if scenario == "think":
        return f"<think>Passage 7 [7] may help.\nLet me see.</think>\n{answer}"
    return answer


def _altered(text: str) -> str:
    return re.sub(r"(?<![\[\d])\d+(?![\d\]])", lambda m: str(int(m[0]) + 7), text)


def _revise(user: str, scenario: str) -> str:
    """One sentence of the passages that shares most with the one to be corrected."""
    if not scenario.startswith("revised"):
        return UNSUPPORTED
    wrong = _stems((re.findall(r"sentence begins ---\n(.*)\n", user) or [""])[-1])
    found = [
        (len(wrong & _stems(sentence)), sentence.strip(), number)
        for _, number, body in _PASSAGE.findall(user)
        for sentence in _SENTENCE.split((_TEXT.findall(body) or [""])[0])
    ]
    _, sentence, number = max(found, key=lambda item: item[0])
    if scenario == "revised_badly":
        return f"{_altered(sentence)} [{number}]"
    if scenario == "revised_chatty":
        return f"I am sorry about that [{number}]. {sentence} [{number}]"
    return sentence if scenario == "revised_uncited" else f"{sentence} [{number}]"


def _condense(user: str) -> str:
    last = (re.findall(r"^Last question: (.*)$", user, re.M) or [""])[-1]
    earlier = (re.findall(r"^Reader: (.*)$", user, re.M) or [""])[-1]
    return f"{last.rstrip('?')}, regarding: {earlier}" if earlier else last


def vector(text: str) -> list[float]:
    """A vector for ``text``: its words hashed into DIMENSION buckets. Not normalised."""
    found = [0.05] * DIMENSION
    for word in re.findall(r"\w+", text.lower()):
        found[hashlib.sha256(word[:5].encode()).digest()[0] % DIMENSION] += 1.0
    return found
