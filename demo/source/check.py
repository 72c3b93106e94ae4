"""Checks that the demo's content fits together; prints what does not and ends with 1.

Every file of the manifests exists, every golden answer stands in its article, every conversation is a possible one, and
the five shop pages say the same things. Needs nothing beyond Python.
"""

import json
import re
import sys
from pathlib import Path

import as_text
from blocks import read

HERE = Path(__file__).resolve().parent
DEMO = HERE.parent
AUTHORS = {"nabta": {"lina", "omar"}, "serra": {"admin"}}
REASONS = {None, "asked_for_person", "no_answer", "complaint", "provider_error"}
EVENTS = {"handed_over", "assigned", "resolved", "reopened"}
LANGUAGES = ("ar", "fa", "tr", "it", "en")


def main() -> int:
    """Runs all checks."""
    wrong = [*files("nabta"), *files("serra"), *golden(), *conversations("nabta"), *conversations("serra"), *pages()]
    for line in wrong:
        print(line, file=sys.stderr)
    print(f"{len(wrong)} problems")
    return 1 if wrong else 0


def load(path: str):
    return json.loads((DEMO / path).read_text(encoding="utf-8"))


def article_text(shop: str, file: str) -> str:
    """The article's words, from its source: what any good extraction of the file gives."""
    return as_text.render(read(HERE / shop / Path(file).with_suffix(".md")))


def files(shop: str):
    """Manifest and folder hold the same files; every language has every article."""
    listed = {entry["file"] for entry in load(f"{shop}/manifest.json")}
    present = {str(path.relative_to(DEMO / shop)) for path in (DEMO / shop).glob("??/*")}
    for file in sorted(listed ^ present):
        yield f"{shop}/{file}: in the manifest or in the folder, not in both"
    if shop == "nabta":
        slugs = {lang: {Path(file).stem for file in listed if file.startswith(lang)} for lang in LANGUAGES}
        for lang, found in slugs.items():
            if found != slugs["en"]:
                yield f"{lang}: its articles differ from the English ones: {sorted(found ^ slugs['en'])}"


def golden():
    """Each answer stands in the article that is said to hold it, or one of several does."""
    for path in sorted((DEMO / "nabta").glob("golden*.json")):
        for entry in load(f"nabta/{path.name}"):
            if entry.get("answerable") is False:
                continue
            wanted = entry["must_contain"]
            text = article_text("nabta", entry["file"])
            if isinstance(wanted, str):
                missing = wanted not in text
            else:
                # The other answers may stand in another article of the same language.
                missing = not any(answer in text for answer in wanted)
            if missing:
                yield f"{path.name}: {entry['file']} does not hold {wanted!r}"


def conversations(shop: str):
    """Order of time, states that follow from the events, sources that exist."""
    known = {entry["file"] for entry in load(f"{shop}/manifest.json")}
    for talk in load(f"{shop}/conversations.json"):
        name, turns = f"{shop}/{talk['key']}", talk["turns"]
        ages = [turn["minutes_ago"] for turn in turns]
        if ages != sorted(ages, reverse=True):
            yield f"{name}: turns out of order"
        if talk["rating"] and (talk["state"] != "resolved" or talk["rating"]["minutes_ago"] > ages[-1]):
            yield f"{name}: rated before it was resolved"
        if talk["handoff_reason"] not in REASONS:
            yield f"{name}: unknown reason {talk['handoff_reason']}"
        yield from (f"{name}: {problem}" for problem in turn_problems(turns, AUTHORS[shop], known))
        if state_after(turns) != talk["state"]:
            yield f"{name}: events lead to {state_after(turns)}, not to {talk['state']}"
        if talk["contact"]["phone"] and not re.fullmatch(r"0790000\d{3}", talk["contact"]["phone"]):
            yield f"{name}: phone number outside the examples' block"
        if not talk["contact"]["email"].endswith(".test"):
            yield f"{name}: address outside .test"


def turn_problems(turns: list, people: set, known: set):
    """Every turn has a known author, kind and sources; the assistant is silent while a person has the conversation."""
    taken = False
    for turn in turns:
        if turn["author"] not in {"contact", "assistant", "system"} | people:
            yield f"unknown author {turn['author']}"
        if turn["kind"] == "event":
            if turn["body"] not in EVENTS:
                yield f"unknown event {turn['body']}"
            taken = turn["body"] == "assigned" or (taken and turn["body"] != "resolved")
        elif turn["author"] == "assistant" and taken:
            yield "the assistant speaks while a person has the conversation"
        elif turn["kind"] == "note" and turn["author"] not in people:
            yield "a note that no person wrote"
        for source in turn.get("sources", []):
            if source not in known:
                yield f"unknown source {source}"


def state_after(turns: list) -> str:
    """The state that the events lead to."""
    after = {"handed_over": "queued", "assigned": "agent", "resolved": "resolved", "reopened": "agent"}
    state = "assistant"
    for turn in turns:
        if turn["kind"] == "event":
            state = after[turn["body"]]
    return state


def pages():
    """Every placeholder of the shop page has a text in every language, and no text is left over."""
    template = (DEMO / "shop.html").read_text(encoding="utf-8")
    asked = set(re.findall(r"\{\{([A-Za-z0-9_]+)\}\}", template)) - {"HOST", "KEY", "LANG", "DIR"}
    for lang in LANGUAGES:
        for key in sorted(asked ^ set(load(f"shop.{lang}.json"))):
            yield f"shop.{lang}.json: {key} is missing or left over"


if __name__ == "__main__":
    sys.exit(main())
