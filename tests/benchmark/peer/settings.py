"""The product's settings and feature catalogue, read from its own files: both sides do the same work."""

import re
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[3]


@dataclass(frozen=True)
class Feature:
    """A column of the features: what conf/features.conf says of it."""

    name: str
    type: str
    input: bool
    monitored: bool
    kind: str
    concept: str
    reason: str
    reason_missing: str

    @property
    def is_category(self) -> bool:
        return self.type == "categorical"


def settings(file: Path = REPOSITORY / "conf" / "churn.conf") -> dict[str, str]:
    """Key to value, as training.rounds to 100; values are texts."""
    values, section = {}, ""
    for line in file.read_text("utf-8").splitlines():
        line = line.strip()
        if line.startswith("#"):
            continue
        if opened := re.fullmatch(r"([a-z-]+) \{", line):
            section = opened.group(1)
        elif pair := re.fullmatch(r"([a-z-]+) = (.*)", line):
            values[f"{section}.{pair.group(1)}"] = pair.group(2).strip('"')
    return values


def features(file: Path = REPOSITORY / "conf" / "features.conf") -> list[Feature]:
    """The catalogue, in its order."""
    found = []
    for entry in re.findall(r"^  \{(.*?)^  \}", file.read_text("utf-8"), re.DOTALL | re.MULTILINE):
        words = dict(re.findall(r"\b(name|type|input|monitored|kind|concept) = ([a-z0-9_]+)", entry))
        reason = re.search(r'reason = "(.*)"', entry)
        missing = re.search(r'reason-missing = "(.*)"', entry)
        found.append(
            Feature(
                words["name"],
                words["type"],
                words["input"] == "true",
                words["monitored"] == "true",
                words.get("kind", "behaviour"),
                words["concept"],
                reason.group(1) if reason else "",
                missing.group(1) if missing else "",
            )
        )
    return found


SETTINGS = settings()
FEATURES = features()
INPUTS = [feature for feature in FEATURES if feature.input]
MONITORED = [feature for feature in FEATURES if feature.monitored]
SEGMENTS = ("customer_segment", "gender", "location")


def number(key: str) -> float:
    return float(SETTINGS[key])


def whole(key: str) -> int:
    return int(SETTINGS[key])
