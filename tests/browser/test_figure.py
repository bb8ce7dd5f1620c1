"""The page of a figure card as a person sees it: number, sentences, sources, what it would be now, and the form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.acceptance.examples import EXAMPLES, LIUPANSHUI, expected
from tests.acceptance.hubs import Hub, Server

pytestmark = pytest.mark.browser

SECONDS = 30_000
MAKE = """
mutation { createFigureCard(indicator: "hrss_wages_recovered", within: "520281", from: "2019-01", to: "2019-12") {
  id citation english: citation(language: EN) sentence } }
"""


@dataclass(frozen=True)
class Corrected:
    """A server with one county's ledger and its correction, a card of before, the token of a viewer there."""

    server: Server
    card: dict[str, str]
    token: str

    @property
    def origin(self) -> str:
        return str(self.server.client.base_url).rstrip("/")


@pytest.fixture(scope="module")
def corrected(module_database_url: str) -> Iterator[Corrected]:
    correction = next(c for c in expected(LIUPANSHUI)["corrections"] if c["form"] == "H6")
    hub = Hub(module_database_url)
    hub.import_files([EXAMPLES / LIUPANSHUI / correction["corrects"]])
    with hub.serving() as server:
        card = server.ask(MAKE)["createFigureCard"]
        hub.import_files([EXAMPLES / LIUPANSHUI / correction["file"]], "--reason", "漏报更正")
        yield Corrected(server, card, hub.token("press", "viewer", region="520281"))


@pytest.fixture
def page(chromium: Browser, corrected: Corrected) -> Iterator[Page]:
    """An empty page of a browser; whatever is asked of another server or complained of is an error."""
    with chromium.new_context(viewport={"width": 1280, "height": 900}) as context:
        context.grant_permissions(["clipboard-read", "clipboard-write"], origin=corrected.origin)
        opened = context.new_page()
        opened.set_default_timeout(SECONDS)
        asked: list[str] = []
        complaints: list[str] = []
        opened.on("request", lambda request: asked.append(request.url))
        opened.on("pageerror", lambda error: complaints.append(str(error)))
        opened.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        yield opened
        away = [url for url in asked if not url.startswith((corrected.origin, "data:", "blob:"))]
        assert (away, complaints) == ([], [])


def test_a_card_shows_its_number_its_sources_and_what_corrected_it(page: Page, corrected: Corrected) -> None:
    page.goto(f"{corrected.origin}/figures/{corrected.card['id']}")
    expect(page.locator("#message")).to_contain_text("请粘贴访问令牌")
    _enter(page, corrected.token)

    expect(page.locator("h1")).to_contain_text(corrected.card["id"])
    expect(page.locator(".number")).to_have_text("204.04万元")
    expect(page.locator(".sentence").first).to_have_text(corrected.card["sentence"])
    expect(page.locator(".sentence").last).to_contain_text("RMB 2.0404 million")
    expect(page.locator(".mark").first).to_contain_text("已核验")
    expect(page.locator("#now")).to_have_text("已有变化：现在为209.52万元，相差 54800.00元。")
    reason = page.get_by_role("region", name="引起变化的报送").locator("tbody tr")
    expect(reason).to_have_count(1)
    expect(reason).to_contain_text("盘州市2019年欠薪案件台账（更正）.xlsx")
    expect(reason).to_contain_text("漏报更正")
    expect(page.locator(".facts")).to_contain_text("贵州省六盘水市盘州市")
    expect(page.locator(".definition")).not_to_be_empty()
    source = page.locator("section[aria-label='来源'] tbody tr")
    expect(source.first).to_contain_text("盘州市2019年欠薪案件台账.xlsx")
    values = [float(text) for text in page.locator("section[aria-label='来源'] td.amount").all_inner_texts()]
    assert sum(values) == 2040400

    page.get_by_role("button", name="复制中文引用").click()
    expect(page.locator(".copy [role=status]")).to_have_text("已复制。")
    assert page.evaluate("navigator.clipboard.readText()") == _cited(corrected, "citation")

    page.get_by_role("link", name="English").click()
    expect(page.locator(".number")).to_have_text("RMB 2.0404 million")
    expect(page.locator("#now")).to_contain_text("Changed: it is RMB 2.0952 million now")
    page.get_by_role("button", name="Copy the English citation").click()
    expect(page.locator(".copy [role=status]")).to_have_text("Copied.")
    assert page.evaluate("navigator.clipboard.readText()") == _cited(corrected, "english")


def test_a_card_is_made_with_the_keyboard_and_listed(page: Page, corrected: Corrected) -> None:
    page.goto(f"{corrected.origin}/figures")
    _enter(page, corrected.token)
    expect(page.locator(".cards li")).not_to_have_count(0)
    for field, text in (
        ("#indicator", "wage_cases_filed"),
        ("#region", "盘州市"),
        ("#from", "2019-01"),
        ("#to", "2019-13"),
    ):
        page.locator(field).fill(text)
    page.keyboard.press("Enter")
    expect(page.locator("#message")).to_have_text("月份应写成 2019-01。")
    page.locator("#to").fill("2019-12")
    page.keyboard.press("Enter")

    page.wait_for_url("**/figures/F-*")
    expect(page.locator(".number")).to_have_text("13件")
    expect(page.locator("#now")).to_have_text("没有变化：仍为13件。")
    identifier = page.locator("h1 .id").inner_text()
    page.get_by_role("link", name="数字卡").click()
    expect(page.locator(".cards li").first).to_contain_text(identifier)


def test_a_card_that_is_not_there_or_may_not_be_seen_says_so(page: Page, corrected: Corrected) -> None:
    page.goto(f"{corrected.origin}/figures/F-000000000000")
    _enter(page, corrected.token)
    expect(page.locator("#message")).to_have_text("没有这张数字卡，或无权查看。")


def test_the_page_fits_a_telephone(page: Page, corrected: Corrected) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{corrected.origin}/figures/{corrected.card['id']}")
    _enter(page, corrected.token)
    expect(page.locator(".number")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def _cited(corrected: Corrected, name: str) -> str:
    """The citation with the address that the browser knows; the hub was not told its own."""
    return corrected.card[name].replace("/figures/", f"{corrected.origin}/figures/")


def _enter(page: Page, token: str) -> None:
    page.locator("#token").fill(token)
    page.get_by_role("button", name="显示").click()
