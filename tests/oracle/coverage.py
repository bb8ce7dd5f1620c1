"""What offices have sent, for the oracle: which regions and months that covers, states, slots owed and received."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from tests.oracle import register
from tests.oracle.declared import carry_months, nature
from tests.oracle.facts import Known, Said
from tests.oracle.months import end_of, month_of, moved, run

EVER = date.max
Office = tuple[str, str]


@dataclass(frozen=True)
class Window:
    """Days, first and last; `later` months and `days` later lies the figure that they are compared with."""

    first: date
    last: date
    later: int = 0
    days: int = 0

    def year_of(self, day: date) -> int:
        """The year in which a day of it lies as the comparison sees it."""
        return (moved(month_of(day), self.later) if self.later else day + timedelta(self.days)).year


@dataclass(frozen=True)
class State:
    """The month of the newest state of an office, and the codes that its region had in what tells of it."""

    month: date
    regions: frozenset[str]


@dataclass
class Slots:
    """Slots owed and received, and of those received the carried and the partial ones."""

    expected: int = 0
    received: int = 0
    carried: int = 0
    partial: int = 0

    def add(self, other: Slots) -> None:
        """Both together."""
        self.expected += other.expected
        self.received += other.received
        self.carried += other.carried
        self.partial += other.partial


@dataclass
class Sent:
    """The standing submissions of some sheets that can matter for a region."""

    said: list[Said]
    within: str
    _until: dict[tuple[object, ...], date | None] = field(default_factory=dict)
    _states: dict[tuple[object, ...], dict[Office, State]] = field(default_factory=dict)
    _everywhere: list[Said] = field(default_factory=list)
    _owing: dict[tuple[str, str, str], list[tuple[date, date]]] | None = None
    _reports: list[Said] | None = None

    @classmethod
    def of(cls, known: Known, sheets: tuple[str, ...], within: str) -> Sent:
        """What offices of a region, of those it succeeded, and of those above it have sent."""
        everything = [said for sheet in sheets for said in known.standing.get(sheet, ())]
        near = [s for s in everything if _reaches(s.region, within)]
        return cls(near, within, _everywhere=everything)

    @property
    def reports(self) -> list[Said]:
        """Without the supplements, which report no month."""
        if self._reports is None:
            self._reports = [s for s in self.said if s.replaces]
        return self._reports

    def covers(self, place: str, own_level: bool, window: Window) -> bool:
        """Whether a month of the window was reported for a place."""
        if window.last < window.first:
            return False
        for said in self.reports:
            start, end = max(said.first, window.first), min(end_of(said.last), window.last)
            until = self.until(said, place, own_level)
            if until is not None and start <= end and start < until:
                return True
        return False

    def state_covers(self, place: str, own_level: bool, window: Window, ledger: str) -> bool:
        """Whether a state that is still carried tells of a place."""
        if window.last < window.first:
            return False
        states = self.states(ledger, window.last, carry_months(ledger), nature(ledger) == "monthly")
        for said in self.reports:
            until, state = self.until(said, place, own_level), states.get(said.office)
            if (
                until is not None
                and state is not None
                and said.region in state.regions
                and state.month < until
            ):
                return True
        return False

    def until(self, said: Said, place: str, own_level: bool) -> date | None:
        """Until when the sender covers a place: for good in and for it, from above until a nearer one sends the sheet."""
        key = (said.sheet, said.region, place, own_level)
        if key not in self._until:
            self._until[key] = self._find_until(said, place, own_level)
        return self._until[key]

    def _find_until(self, said: Said, place: str, own_level: bool) -> date | None:
        if _of_place(said.region, place, own_level):
            return EVER
        above = register.above(place)
        if said.region not in above:
            return None
        nearer = {place, *above[: above.index(said.region)]}
        first = [
            s.first
            for s in self.reports
            if s.sheet == said.sheet and (s.region in nearer or register.last_heir(s.region) == place)
        ]
        return min(first, default=EVER)

    def states(self, ledger: str, day: date, carry: int, monthly: bool) -> dict[Office, State]:
        """Office -> month of its newest state as of a day, not older than what may be carried."""
        key = (ledger, day)
        if key not in self._states:
            found: dict[Office, State] = {}
            province = register.province(self.within)
            for said in self._everywhere:
                if said.sheet != ledger or not said.replaces or not register.lies_in(said.region, province):
                    continue
                month = _known_month(said, day) if monthly else said.last if said.as_of <= day else None
                if month is not None and month >= moved(month_of(day), -carry):
                    known = found.get(said.office, State(month, frozenset()))
                    if month > known.month:
                        found[said.office] = State(month, frozenset({said.region}))
                    elif month == known.month:
                        found[said.office] = State(month, known.regions | {said.region})
            self._states[key] = found
        return self._states[key]

    # ---- slots

    def slots(self, place: str, own_level: bool, window: Window) -> Slots:
        """The months that offices owe for a window, and what came."""
        found = Slots()
        if window.last < window.first:
            return found
        for (sheet, agency, region), owed in self.owing().items():
            until = self.until(_unit(sheet, region), place, own_level)
            if until is None:
                continue
            for month in run(month_of(window.first), month_of(window.last)):
                if month < until and any(first <= month < end for first, end in owed):
                    came = self._came(sheet, agency, region, month)
                    whole = any(s.as_of >= end_of(month) for s in came)
                    found.add(Slots(1, bool(came), 0, bool(came) and not whole))
        return found

    def state_slots(self, place: str, own_level: bool, window: Window, ledger: str) -> Slots:
        """One slot an office: the state at the end of the window."""
        found = Slots()
        if window.last < window.first:
            return found
        states = self.states(ledger, window.last, carry_months(ledger), nature(ledger) == "monthly")
        now = month_of(window.last)
        for (sheet, agency, region), owed in self.owing().items():
            until = self.until(_unit(sheet, region), place, own_level)
            if until is None or now >= until or not any(first <= now < end for first, end in owed):
                continue
            state = states.get((agency, register.last_heir(region)))
            came = self._came(sheet, agency, region, now)
            whole = any(s.as_of >= end_of(now) for s in came)
            here = state is not None and state.month == now
            found.add(
                Slots(1, state is not None, state is not None and state.month < now, here and not whole)
            )
        return found

    def owing(self) -> dict[tuple[str, str, str], list[tuple[date, date]]]:
        """Sheet, agency and region with the months, from and before, for which the unit owes the sheet.

        From the first month that it ever sent it for; where its region was wholly succeeded, the unit of the successor
        owes on from the year after the change, or from the month of that year in which it began to send.
        """
        if self._owing is None:
            self._owing = self._find_owing()
        return self._owing

    def _find_owing(self) -> dict[tuple[str, str, str], list[tuple[date, date]]]:
        months: dict[tuple[str, str, str], list[date]] = {}
        for said in self.reports:
            months.setdefault((said.sheet, said.agency, said.region), []).extend((said.first, said.last))
        found: dict[tuple[str, str, str], list[tuple[date, date]]] = {}
        for (sheet, agency, region), sent in months.items():
            here, since = region, min(sent)
            while True:
                ended, after = register.records()[here][-1].last_year, register.heir(here)
                change = EVER if ended is None else date(ended + 1, 1, 1)
                if ended is not None and after is not None and here == region:
                    began = min(months.get((sheet, agency, after), [change]))
                    handed_over = max(min(change, began), min(change, moved(max(sent), 1)))
                    change = max(handed_over, date(ended, 1, 1))
                if since < change:
                    found.setdefault((sheet, agency, here), []).append((since, change))
                if ended is None or after is None:
                    break
                here, since = after, max(since, change)
        return found

    def _came(self, sheet: str, agency: str, region: str, month: date) -> list[Said]:
        """What was sent for a month by the unit, or by the one that it took over from."""
        return [
            s
            for s in self.reports
            if s.sheet == sheet
            and s.agency == agency
            and s.first <= month <= s.last
            and (s.region == region or _took_over(s.region, region, month))
        ]


def _took_over(old: str, region: str, month: date) -> bool:
    """Whether what an old office said of a month stands for the one that took over: from the year of the change on."""
    if register.last_heir(old) != region or old == region:
        return False
    ended = register.records()[old][-1].last_year
    return ended is not None and month >= date(ended, 1, 1)


def _unit(sheet: str, region: str) -> Said:
    """Whoever sends a sheet for a region."""
    return Said(-1, sheet, "", "", region, EVER, EVER, EVER, True, [])


def _known_month(said: Said, day: date) -> date | None:
    """The last month of a run of months that is known on a day: each from its end on, the last from the as-of day on."""
    months = run(said.first, said.last)
    ended = [m for m in months if end_of(m) <= day or (m == said.last and said.as_of <= day)]
    return max(ended, default=None)


def _of_place(region: str, place: str, own_level: bool) -> bool:
    """Whether an office is one of the place itself, or lies in it; its region may have had another code."""
    if own_level:
        zone = register.records().get(region, ())
        inside = bool(zone) and zone[-1].level == "zone" and register.prefecture(region) == place
        return inside or region == place or place == register.last_heir(region)
    return register.lies_in(region, place) or register.lies_in(register.last_heir(region), place)


def _reaches(region: str, within: str) -> bool:
    """Whether what an office sends can tell of a region."""
    return (
        _of_place(region, within, own_level=False)
        or region in register.above(within)
        or region in register.taken_over(within)
    )
