"""After 1,000 random corrections every figure card still gives its number bit for bit, and verifying finds nothing."""

from __future__ import annotations

import random
from copy import deepcopy
from dataclasses import asdict
from datetime import date
from typing import Any

import psycopg

from hub.access.viewer import OPERATOR
from hub.database import SERVING_ROLE, connect, libpq
from hub.importing.check import check_file
from hub.importing.memory import Memory
from hub.importing.parsed import Options
from hub.indicators.catalogue import indicators
from hub.indicators.one_figure import one_figure
from hub.months import Period
from hub.releases.cards import Card, card, make_card
from hub.releases.comparing import verified as counted_again
from hub.submissions import REPLACE, SUPPLEMENT, receive, withdraw
from hub.submissions.intake import Intake
from hub.submissions.readings import reading
from tests.verifying.ledgers_sent import LIUPANSHUI, PANZHOU, behind_its_back, hub_on, verified, wage_cases

CORRECTIONS, CARDS = 1_000, 50
PERIODS = ("2019-01", "2019-02", "2019-01..2019-03", "2019-01..2019-12")
VARIANTS = 4
ASKED = (
    "wage_cases_filed",
    "wage_cases_closed",
    "wage_case_workers",
    "hrss_wages_recovered",
    "wages_recovered_gross",
)


class Clerks:
    """Two offices that send and take back the same few ledgers again and again."""

    def __init__(self, hub: Intake, chance: random.Random) -> None:
        self.hub, self.chance = hub, chance
        self.standing: list[int] = []
        self.ledgers = [
            self._read(region, period, variant)
            for region in (PANZHOU, LIUPANSHUI)
            for period in PERIODS
            for variant in range(VARIANTS)
        ]

    def correct(self, connection: psycopg.Connection) -> bool:
        """One correction or withdrawal; whether it changed what counts."""
        with connection.transaction():
            if len(self.standing) > 4 and self.chance.random() < 0.3:
                number = self.standing.pop(self.chance.randrange(len(self.standing)))
                withdraw(connection, number, by=OPERATOR, reason="误报")
                return True
            data, parsed, read_with = self.chance.choice(self.ledgers)
            receipt = receive(
                connection,
                deepcopy(parsed),
                data=data,
                keys=self.hub.settings.keys_for_files(),
                by=OPERATOR,
                accept_now=True,
                mode=SUPPLEMENT if self.chance.random() < 0.1 else REPLACE,
                options=read_with,
            )
            if receipt.status == "unchanged":
                return False
            assert receipt.status == "accepted", receipt
            assert receipt.submission is not None
            self.standing.append(receipt.submission)
            return True

    def _read(self, region: str, period: str, variant: int) -> tuple[bytes, Any, dict[str, Any]]:
        cases = self.chance.sample(range(1, 8), self.chance.randrange(1, 6))
        data = wage_cases({f"{case}号": self.chance.randrange(1, 10**6) for case in cases}, region)
        options = Options("wage_cases", "HRSS", region, Period.parse(period))
        settings = self.hub.settings
        [parsed] = check_file(
            data, "欠薪台账.csv", options, digest_key=settings.key_for_digests(), synonyms={}
        )
        assert not parsed.refused, (variant, [p.as_json() for p in parsed.problems])
        return data, parsed, reading(options, Memory(), {}, [parsed])


def test_cards_outlive_a_thousand_corrections(database_url: str) -> None:
    hub, chance = hub_on(database_url), random.Random(20191227)
    clerks = Clerks(hub, chance)
    kept: list[Card] = []
    done = 0
    with psycopg.connect(libpq(database_url)) as connection:
        connection.execute(f"set role {SERVING_ROLE}")
        connection.commit()
        while done < CORRECTIONS:
            done += clerks.correct(connection)
            if len(kept) < CARDS and done % 4 == 0:
                kept.append(_made(database_url, chance))
    assert len({one.value for one in kept}) > 10

    with connect(database_url) as connection:
        for one in kept:
            again = card(connection, one.id, by=OPERATOR)
            assert asdict(again) == asdict(one)
            assert counted_again(connection, again, by=OPERATOR) is True
    found = verified(hub)
    assert found.findings.listed == []
    assert found.checked["cards"] == len({one.id for one in kept})

    behind_its_back(
        hub, "update wage_cases set recovered_amount = recovered_amount + 1 where live_to is null"
    )
    assert "wage_cases" in {d.details.get("table") for d in verified(hub).findings.listed}


def _made(url: str, chance: random.Random) -> Card:
    """A card of a random figure as it is now."""
    last = chance.randrange(1, 13)
    asked = one_figure(
        indicators(),
        chance.choice(ASKED),
        within=chance.choice([PANZHOU, LIUPANSHUI, "520000"]),
        first=date(2019, chance.randrange(1, last + 1), 1),
        last=date(2019, last, 1),
    )
    with connect(url) as connection:
        return make_card(connection, asked, by=OPERATOR)
