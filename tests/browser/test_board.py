"""The board as a person sees it, in Debian's chromium: numbers, both languages, the font, no other server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.acceptance.examples import LIUPANSHUI
from tests.acceptance.hubs import Hub, Server

pytestmark = pytest.mark.browser

SECONDS = 30_000
FONT_HAS = """document.fonts.check("16px 'Hub Sans SC'", "欠薪")"""


@pytest.fixture(scope="module")
def hub(world_copy: Callable[[str], AbstractContextManager[str]]) -> Iterator[tuple[Server, str]]:
    """A server with Liupanshui's workbooks, and the token of a viewer there."""
    with world_copy(LIUPANSHUI) as url:
        made = Hub(url)
        with made.serving() as server:
            yield server, made.token("board", "viewer", region="520200")


@pytest.fixture
def page(chromium: Browser, hub: tuple[Server, str]) -> Iterator[Page]:
    """The first page; whatever it asks of another server or complains of is an error."""
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
        yield opened
        away = [url for url in asked if not url.startswith((origin, "data:", "blob:"))]
        assert (away, complaints) == ([], [])


def test_the_published_figures_stand_in_the_table_in_both_languages(
    page: Page, hub: tuple[Server, str]
) -> None:
    _choose(page, hub[1], "六盘水市")

    expect(page.locator("#chosen")).to_contain_text("贵州省六盘水市 · 2019-01 至 2019-12")
    assert _total(page, "projects") == {
        "在建工程项目数": "216个",
        "纳入实名制管理项目数": "213个",
        "实名制考勤项目数": "207个",
        "开设农民工工资专户数": "203个",
        "按时足额支付工资项目数": "203个",
    }
    expect(page.locator("#projects tbody tr")).to_have_count(6)  # all, the city's own level, four counties
    expect(page.locator("#projects .chart svg")).to_contain_text("水城县")

    page.get_by_role("link", name="English").click()

    expect(page.locator("h1")).to_have_text("Joint meeting on wage arrears")
    assert list(_total(page, "projects").values()) == [
        "216 projects",
        "213 projects",
        "207 projects",
        "203 accounts",
        "203 projects",
    ]
    expect(page.locator("#projects .chart svg")).to_contain_text("Projects under construction")


def test_chinese_is_drawn_with_the_font_of_the_page(page: Page, hub: tuple[Server, str]) -> None:
    _choose(page, hub[1], "520200")
    label = page.locator("#projects .chart svg text", has_text="钟山区")

    expect(label).to_be_visible()
    assert page.evaluate(FONT_HAS) is True
    assert page.evaluate("[...document.fonts].map((font) => font.status)") == ["loaded"]
    assert "Hub Sans SC" in str(label.evaluate("(node) => getComputedStyle(node).fontFamily"))


def test_what_nobody_reported_is_said_and_not_drawn(page: Page, hub: tuple[Server, str]) -> None:
    _choose(page, hub[1], "520200")

    expect(page.locator("#supported-lawsuits tbody tr")).to_have_count(1)
    assert set(_total(page, "supported-lawsuits").values()) == {"未报送"}
    expect(page.locator("#supported-lawsuits .chart")).to_have_text("没有可画的数值，原因见表。")


def test_the_page_works_with_the_keyboard_alone(page: Page, hub: tuple[Server, str]) -> None:
    page.locator("#region").focus()
    for typed in ("520281", "2019-12", "2019-12", hub[1]):
        page.keyboard.type(typed)
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.locator("#chosen")).to_contain_text("贵州省六盘水市盘州市 · 2019-12 至 2019-12")
    assert _total(page, "projects")["在建工程项目数"] == "50个"


def test_the_page_says_what_is_missing_or_wrong(page: Page, hub: tuple[Server, str]) -> None:
    message = page.locator("#message")
    expect(message).to_have_text("请粘贴访问令牌，然后按“显示”。")

    _choose(page, hub[1], "不存在的地方")
    expect(message).to_have_text("没有找到这个地区，请输入六位代码，或从列表中选择。")
    _choose(page, hub[1], "520200", first="2019-13")
    expect(message).to_have_text("月份应写成 2019-01。")
    _choose(page, hub[1], "520200", first="2020-01")
    expect(message).to_have_text("起始月份晚于截止月份。")
    _choose(page, "not-a-token", "520200")
    expect(message).to_have_text("令牌无效或已吊销。")
    expect(page.locator("#projects table")).to_be_hidden()


def test_what_is_left_blank_comes_from_the_viewer_and_the_newest_data(
    page: Page, hub: tuple[Server, str]
) -> None:
    _choose(page, hub[1], "", first="", last="")

    expect(page.locator("#chosen")).to_contain_text("贵州省六盘水市 · 2019-01 至 2019-12")


def test_the_page_fits_a_telephone_and_paper(page: Page, hub: tuple[Server, str]) -> None:
    _choose(page, hub[1], "520200")
    expect(page.locator("#enforcement")).to_have_attribute("data-state", "ready")
    page.set_viewport_size({"width": 390, "height": 800})

    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.emulate_media(media="print")
    expect(page.locator("#choice")).to_be_hidden()
    expect(page.locator("#projects table")).to_be_visible()


def _choose(page: Page, token: str, region: str, first: str = "2019-01", last: str = "2019-12") -> None:
    for name, value in (("region", region), ("from", first), ("to", last), ("token", token)):
        page.locator(f"#{name}").fill(value)
    page.get_by_role("button", name="显示").click()


def _total(page: Page, panel: str) -> dict[str, str]:
    """The line for the whole region: figure -> what stands in its cell, the comparison below it left out."""
    section = page.locator(f"#{panel}")
    expect(section).to_have_attribute("data-state", "ready")
    names = section.locator("thead th").all_inner_texts()[1:]
    cells = section.locator("tr.total td").evaluate_all(
        "(cells) => cells.map((c) => c.firstChild.textContent)"
    )
    return dict(zip(names, cells, strict=True))
