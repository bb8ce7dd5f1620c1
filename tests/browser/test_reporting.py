"""The page of who owes what as a person sees it, in Debian's chromium: the matrix, the totals, the keyboard."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.acceptance.examples import LIUPANSHUI
from tests.acceptance.hubs import Hub, Server

pytestmark = pytest.mark.browser

SECONDS = 30_000


@pytest.fixture(scope="module")
def hub(world_copy: Callable[[str], AbstractContextManager[str]]) -> Iterator[tuple[Server, str]]:
    """A server with Liupanshui's workbooks, every county obliged to send H6; the token of the secretariat."""
    with world_copy(LIUPANSHUI) as url:
        made = Hub(url)
        rule = ["--agency", "HRSS", "--region", "520200", "--each", "county", "--from", "2019-01"]
        made.done("oblige", "H6", *rule)
        with made.serving() as server:
            yield server, made.token("office", "secretariat", region="520200")


@pytest.fixture
def page(chromium: Browser, hub: tuple[Server, str]) -> Iterator[Page]:
    """The page; whatever it asks of another server or complains of is an error."""
    origin = str(hub[0].client.base_url).rstrip("/")
    with chromium.new_context(viewport={"width": 1280, "height": 900}) as context:
        opened = context.new_page()
        opened.set_default_timeout(SECONDS)
        asked: list[str] = []
        complaints: list[str] = []
        opened.on("request", lambda request: asked.append(request.url))
        opened.on("pageerror", lambda error: complaints.append(str(error)))
        opened.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        opened.goto(f"{origin}/")
        opened.get_by_role("link", name="报送情况").click()
        yield opened
        away = [url for url in asked if not url.startswith((origin, "data:", "blob:"))]
        assert (away, complaints) == ([], [])


def test_the_matrix_shows_what_the_board_says(page: Page, hub: tuple[Server, str]) -> None:
    server, token = hub
    _choose(page, token, "六盘水市", "2019-12")
    board = server.ask(
        '{ reportingBoard(month: "2019-12", within: "520200") { state sheet { form } unit } }', token=token
    )["reportingBoard"]
    rate = server.ask(
        """{ statistics(within: "520200", from: "2019-12", to: "2019-12") {
          reportingCompletenessRate { value numerator denominator } } }""",
        token=token,
    )["statistics"][0]["reportingCompletenessRate"]

    expect(page.locator("#chosen")).to_contain_text("贵州省六盘水市 · 2019-12")
    expect(page.locator("button.slot")).to_have_count(len(board))
    assert len({slot["unit"] for slot in board}) == page.locator("#table tbody tr").count()
    assert len({slot["sheet"]["form"] for slot in board}) == page.locator("#table thead th").count() - 1
    shown = page.locator("button.slot").evaluate_all("(all) => all.map((one) => one.dataset.state)")
    assert sorted(shown) == sorted(slot["state"] for slot in board)
    assert int(rate["denominator"]) == len(board)
    totals = page.locator("#totals")
    expect(totals).to_contain_text(f"{rate['value']}%（{rate['numerator']}/{rate['denominator']}）")

    page.get_by_role("link", name="English").click()

    expect(page.locator("h1")).to_have_text("Who owes what")
    expect(totals).to_contain_text(f"{rate['value']}% ({rate['numerator']}/{rate['denominator']})")
    expect(page.locator("#table thead")).to_contain_text("Unit")


def test_the_arrow_keys_move_and_enter_shows_the_details(page: Page, hub: tuple[Server, str]) -> None:
    page.locator("#region").focus()
    for typed in ("520200", "2019-11"):
        page.keyboard.type(typed)
        page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type(hub[1])
    page.keyboard.press("Enter")
    first = page.locator("button.slot").first
    expect(first).to_have_attribute("tabindex", "0")
    expect(page.locator('button.slot[tabindex="0"]')).to_have_count(1)
    first.focus()
    page.keyboard.press("End")
    page.keyboard.press("ArrowDown")
    here = page.locator("button.slot:focus")
    expect(here).to_have_count(1)
    state = here.locator("span").inner_text()

    page.keyboard.press("Enter")

    expect(page.locator("#details-title")).to_be_focused()
    expect(page.locator("#facts")).to_contain_text(state)
    expect(page.locator("#facts")).to_contain_text("2019-12-10")
    expect(page.locator('button.slot[aria-pressed="true"]')).to_have_count(1)


def test_it_says_what_is_missing_or_wrong(page: Page, hub: tuple[Server, str]) -> None:
    message = page.locator("#message")
    expect(message).to_have_text("请粘贴访问令牌，然后按“显示”。")
    _choose(page, hub[1], "不存在的地方", "2019-12")
    expect(message).to_have_text("没有找到这个地区，请输入六位代码，或从列表中选择。")
    _choose(page, hub[1], "520200", "2019-13")
    expect(message).to_have_text("月份应写成 2019-12。")
    _choose(page, "not-a-token", "520200", "2019-12")
    expect(message).to_have_text("令牌无效或已吊销。")
    expect(page.locator("#matrix")).to_be_hidden()
    _choose(page, hub[1], "", "")
    expect(page.locator("#chosen")).to_contain_text("贵州省六盘水市 · 2019-12")
    expect(message).to_be_hidden()


def test_one_agency_and_a_narrow_screen(page: Page, hub: tuple[Server, str]) -> None:
    _choose(page, hub[1], "520200", "2019-12")
    expect(page.locator("button.slot").first).to_be_visible()
    page.locator("#agency").select_option("UNION")
    page.get_by_role("button", name="显示").click()
    expect(page.locator("#state")).to_have_text("该地区当月没有应报的表。")
    page.locator("#agency").select_option("")
    page.get_by_role("button", name="显示").click()
    expect(page.locator("button.slot").first).to_be_visible()
    page.set_viewport_size({"width": 390, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def _choose(page: Page, token: str, region: str, month: str) -> None:
    for name, value in (("region", region), ("month", month), ("token", token)):
        page.locator(f"#{name}").fill(value)
    page.get_by_role("button", name="显示").click()
