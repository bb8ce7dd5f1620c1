"""The page for clerks as a clerk uses it, with the mouse and by keyboard alone: a faulty file, then the repaired one."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from playwright.sync_api import Browser, Download, Locator, Page, expect

from tests.acceptance.examples import LIUPANSHUI
from tests.acceptance.hubs import Hub, Server

pytestmark = pytest.mark.browser

WORKBOOKS = Path(__file__).parents[1] / "workbooks"
FAULTS: dict[str, list[dict[str, Any]]] = json.loads((WORKBOOKS / "faults.json").read_text(encoding="utf-8"))
PROJECTS, CASES, NOTHING = "01金额和日期类型错误.xlsx", "27人数和金额写法错误.xlsx", "22只有表头.xlsx"
REPAIRED: dict[str, dict[str, Any]] = {
    PROJECTS: {"M6": 30_000_000, "N9": "2019-03-05", "Q11": "在建"},
    CASES: {"K4": 23, "K5": 4, "N6": 94_500, "N7": 12_345.67, "N8": 20_000, "K9": 35},
}
SECONDS = 60_000
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
REFUSED = "the server responded with a status of 4"  # chromium's own note on every answer of that kind
RECORD = "5202012018000301"
COUNTY_SAYS = 213_200_000  # in its own register, under the same code
RECORDS = """query Records($no: String!) {
  projects(first: 5, where: {projectCode: {eq: $no}}) { nodes { contractAmount } }
}"""


@pytest.fixture(scope="module")
def hub(world_copy: Callable[[str], AbstractContextManager[str]]) -> Iterator[tuple[Server, str]]:
    """A server with Liupanshui's workbooks, and the token of a clerk there."""
    with world_copy(LIUPANSHUI) as url:
        made = Hub(url)
        with made.serving() as server:
            yield server, made.token("clerk", "clerk", agency="HRSS", region="520200")


@pytest.fixture
def page(chromium: Browser, hub: tuple[Server, str]) -> Iterator[Page]:
    """The page of clerks; whatever it asks of another server or complains of is an error."""
    origin = str(hub[0].client.base_url).rstrip("/")
    with chromium.new_context(viewport={"width": 1280, "height": 900}) as context:
        opened = context.new_page()
        opened.set_default_timeout(SECONDS)
        expect.set_options(timeout=SECONDS)
        asked: list[str] = []
        complaints: list[str] = []
        opened.on("request", lambda request: asked.append(request.url))
        opened.on("pageerror", lambda error: complaints.append(str(error)))
        opened.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        opened.on("filechooser", lambda _: None)  # caught from the start, not only when a test waits for one
        opened.goto(f"{origin}/submit")
        yield opened
        away = [url for url in asked if not url.startswith((origin, "data:", "blob:"))]
        assert (away, [said for said in complaints if REFUSED not in said]) == ([], [])


def test_a_faulty_file_is_repaired_accepted_and_withdrawn_with_the_mouse(
    page: Page, hub: tuple[Server, str]
) -> None:
    server, token = hub
    page.locator("#token").fill(token)
    page.locator("#files").set_input_files(WORKBOOKS / PROJECTS)
    page.get_by_role("button", name="上传并检查").click()

    card = _card(page, PROJECTS)
    expect(card.locator("h2")).to_be_focused()
    expect(card.locator("h3 .status")).to_have_text("有错误")
    expect(card.locator("dl.recognised")).to_contain_text("H1 在建工程项目台账")
    expect(card.locator("dl.recognised")).to_contain_text("六盘水市人力资源和社会保障局")
    expect(card.locator("dl.recognised")).to_contain_text("520200 贵州省六盘水市")
    assert _errors(card) == _faults(PROJECTS)
    money = card.locator(".groups li", has_text="M6")
    expect(money).to_contain_text("■ 错误")
    expect(money).to_contain_text("三千万左右")

    page.get_by_role("link", name="English").click()

    expect(page.locator("h1")).to_have_text("Send registers and reports")
    expect(card.locator("h3 .status")).to_have_text("has errors")
    expect(money).to_contain_text("■ Error")
    expect(money.locator("td").nth(1)).not_to_contain_text("金额")
    assert _errors(card) == _faults(PROJECTS)

    with page.expect_download() as waiting:
        card.get_by_role("button", name="Download the marked workbook").click()
    marked = _workbook(waiting.value)
    sheet = marked["Sheet1"]
    for cell in REPAIRED[PROJECTS]:
        assert sheet[cell].comment is not None, cell
        assert sheet[cell].fill.fill_type == "solid", cell

    for cell, value in REPAIRED[PROJECTS].items():
        sheet[cell] = value
    _choose_bytes(page, "repaired.xlsx", marked)
    page.get_by_role("button", name="Upload and check").click()

    repaired = _card(page, "repaired.xlsx")
    expect(repaired.locator("h3 .status")).to_have_text("checked, not yet accepted")
    preview = repaired.locator(".preview")
    expect(preview).to_have_attribute("data-state", "ready")
    counts = preview.locator("dl.counted dd")
    expect(counts).to_have_text(["8", "0", "0", "11"])
    preview.get_by_label("Supplement").check()
    expect(counts).to_have_text(["8", "0", "0", "0"])
    preview.get_by_label("Supplement").uncheck()
    expect(counts).to_have_text(["8", "0", "0", "11"])
    new = preview.locator("table.differences tbody tr", has_text=RECORD)
    expect(new.locator(".kind")).to_have_text("+ New")
    expect(new.locator("li", has_text="M6").locator("ins")).to_have_text("30000000.00")
    assert _amounts(server) == [COUNTY_SAYS]

    preview.get_by_role("button", name="Accept").click()

    expect(repaired.locator("h3 .status")).to_have_text("accepted")
    expect(repaired.locator("h3")).to_be_focused()
    assert _amounts(server) == [30_000_000, COUNTY_SAYS]

    sheet["M6"] = 31_000_000
    _choose_bytes(page, "corrected.xlsx", marked)
    page.get_by_role("button", name="Upload and check").click()

    corrected = _card(page, "corrected.xlsx")
    preview = corrected.locator(".preview")
    expect(preview).to_have_attribute("data-state", "ready")
    assert preview.locator("dl.counted dd").all_inner_texts() == ["0", "1", "7", "0"]
    changed = preview.locator("table.differences tbody tr")
    expect(changed.locator(".kind")).to_have_text("≠ Changed")
    expect(changed.locator("li")).to_have_text("合同额 M6was30000000.00→becomes31000000.00")
    preview.get_by_role("button", name="Accept").click()
    expect(corrected.locator("h3 .status")).to_have_text("accepted")
    assert _amounts(server) == [31_000_000, COUNTY_SAYS]

    corrected.get_by_text("Withdraw this submission").click()
    corrected.get_by_role("button", name="Withdraw").click()
    expect(corrected.get_by_role("alert")).to_have_text("Please give a reason.")
    corrected.get_by_label("Reason").fill("sent by mistake")
    corrected.get_by_role("button", name="Withdraw").click()

    expect(corrected.locator("h3 .status")).to_have_text("withdrawn")
    assert _amounts(server) == [30_000_000, COUNTY_SAYS]

    page.get_by_text("Sent before").click()
    page.locator("#earlier tbody tr", has_text="repaired.xlsx").get_by_role("button").click()
    stored = page.locator("article.file", has=page.get_by_role("heading", name="repaired.xlsx")).first
    expect(stored.locator("h2")).to_be_focused()
    expect(stored.locator("h3 .status")).to_have_text("accepted")
    expect(stored.get_by_text("Withdraw this submission")).to_be_visible()


def test_a_faulty_file_is_repaired_and_accepted_by_keyboard_alone(
    page: Page, hub: tuple[Server, str], tmp_path: Path
) -> None:
    _tab_to(page, "#token")
    page.keyboard.type(hub[1])
    _tab_to(page, "#files")
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Enter")
    chooser.value.set_files(WORKBOOKS / CASES)
    _press(page, "#sending button[type=submit]")

    card = _card(page, CASES)
    expect(card.locator("h2")).to_be_focused()
    assert _errors(card) == _faults(CASES)
    _tab_to(page, ".file .groups summary")
    page.keyboard.press("Enter")  # a group closes and opens
    expect(card.locator(".groups details").first).not_to_have_attribute("open", "")
    with page.expect_download() as waiting:
        _press(page, ".file .acts button")
    marked = _workbook(waiting.value)
    for cell, value in REPAIRED[CASES].items():
        assert marked["Sheet1"][cell].comment is not None, cell
        marked["Sheet1"][cell] = value
    marked.save(tmp_path / "again.xlsx")

    _tab_to(page, "#files", back=True)
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Enter")
    chooser.value.set_files(tmp_path / "again.xlsx")
    _press(page, "#sending button[type=submit]")

    again = _card(page, "again.xlsx")
    expect(again.locator(".preview")).to_have_attribute("data-state", "ready")
    expect(again.locator("h3 .status")).to_have_text("已检查，待采用")
    expect(again.locator("h2")).to_be_focused()
    _press(page, ".preview .decision button")

    expect(again.locator("h3 .status")).to_have_text("已采用")
    _press(page, ".withdrawal summary")
    _tab_to(page, ".withdrawal input")
    page.keyboard.type("重复报送")
    page.keyboard.press("Enter")
    expect(again.locator("h3 .status")).to_have_text("已撤回")


def test_an_unknown_header_is_answered_in_place(page: Page, hub: tuple[Server, str]) -> None:
    book = openpyxl.load_workbook(WORKBOOKS / CASES)
    for cell, value in REPAIRED[CASES].items():
        book.worksheets[0][cell] = value
    book.worksheets[0]["F3"] = "立案审批日期"
    page.locator("#token").fill(hub[1])
    _choose_bytes(page, "别的表头.xlsx", book)
    page.get_by_role("button", name="上传并检查").click()

    card = _card(page, "别的表头.xlsx")
    expect(card.locator("h3 .status")).to_have_text("有错误")
    question = card.get_by_label("“立案审批日期” (F3) 是哪一列？")
    expect(question).to_be_visible()
    question.select_option(label="立案日期")
    card.get_by_role("button", name="按此重新检查").click()

    expect(card.locator("h3 .status")).to_have_text("已检查，待采用")
    expect(card.locator("h2")).to_be_focused()


def test_a_file_without_records_needs_a_confirmed_nil_return(page: Page, hub: tuple[Server, str]) -> None:
    page.locator("#token").fill(hub[1])
    page.locator("#files").set_input_files(WORKBOOKS / NOTHING)
    page.locator("#sending summary").click()
    page.get_by_label("所属期").fill("2019-11")
    page.get_by_role("button", name="上传并检查").click()

    card = _card(page, NOTHING)
    expect(card.locator("h3 .status")).to_have_text("已检查，待采用")
    expect(card.locator(".preview")).to_have_attribute("data-state", "ready")
    card.get_by_role("button", name="采用").click()
    expect(card.locator(".preview .state")).to_contain_text("请先勾选零报告")
    confirm = card.get_by_label("确认本期没有数据（零报告）")
    expect(confirm).to_be_focused()
    confirm.check()
    expect(card.locator(".preview")).to_have_attribute("data-state", "ready")
    card.get_by_role("button", name="采用").click()

    expect(card.locator("h3 .status")).to_have_text("已采用")


def test_several_files_are_dropped_and_text_of_files_is_never_markup(
    page: Page, hub: tuple[Server, str]
) -> None:
    page.locator("#token").fill(hub[1])
    page.locator("#token").press("Tab")
    hostile = "<img src=x onerror=alert(1)>.csv"
    dropped = page.evaluate_handle(
        """(names) => {
          const held = new DataTransfer();
          for (const name of names)
            held.items.add(new File([`项目编码,<b>${name}</b>\\n1,2\\n`], name, { type: "text/csv" }));
          return held;
        }""",
        [hostile, "b.csv"],
    )
    page.get_by_role("button", name="上传并检查").click()
    expect(page.locator("#message")).to_contain_text("请先选择文件")
    page.locator("#drop").dispatch_event("drop", {"dataTransfer": dropped})
    expect(page.locator("#chosen li")).to_have_count(2)
    expect(page.locator("#message")).to_be_hidden()
    page.get_by_role("button", name="移除 b.csv").click()
    expect(page.locator("#chosen-count")).to_have_text("已选 1 个文件")
    page.get_by_role("button", name="上传并检查").click()

    card = page.locator("article.file")
    expect(card.locator("h2")).to_have_text(hostile)
    expect(card.locator("h3 .status")).to_have_text("有错误")
    expect(page.locator("main img")).to_have_count(0)
    expect(page.locator("#results b")).to_have_count(0)
    expect(card.locator(".again select").first).to_be_visible()


def test_only_what_the_role_permits_is_offered_and_the_page_fits_a_telephone(
    page: Page, hub: tuple[Server, str]
) -> None:
    server, token = hub
    page.set_viewport_size({"width": 390, "height": 800})
    page.get_by_role("button", name="上传并检查").click()
    expect(page.locator("#message")).to_have_text("请粘贴访问令牌。")
    page.locator("#token").fill("not-a-token")
    page.get_by_role("button", name="上传并检查").click()
    expect(page.locator("#message")).to_contain_text("令牌无效或已吊销。")
    page.locator("#token").fill(server.hub.token("looks", "viewer", region="520200"))
    page.get_by_role("button", name="上传并检查").click()
    expect(page.locator("#message")).to_have_text("这个令牌的角色不能报送。")
    page.locator("#token").fill(token)
    page.locator("#files").set_input_files(WORKBOOKS / CASES)
    page.get_by_role("button", name="上传并检查").click()

    expect(_card(page, CASES).locator("h3 .status")).to_have_text("有错误")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_boards_and_this_page_lead_to_each_other(page: Page) -> None:
    page.get_by_role("link", name="根治欠薪联席会议看板").click()
    expect(page.locator("h1")).to_have_text("根治欠薪联席会议看板")
    page.get_by_role("link", name="报送", exact=True).click()
    expect(page.locator("h1")).to_have_text("报送台账和报表")


def _card(page: Page, name: str) -> Locator:
    """The card of a file, its answer come."""
    card = page.locator("article.file").filter(has=page.get_by_role("heading", name=name, exact=True))
    expect(card).to_have_attribute("data-state", "ready")
    return card


def _errors(card: Locator) -> list[str]:
    """The cells that the page lists with errors."""
    return sorted(card.locator(".groups li:has(.severity.error) tbody th").all_inner_texts())


def _amounts(server: Server) -> list[float]:
    """The amounts of contract of the record whose cell was wrong, as the hub answers everybody."""
    nodes = server.ask(RECORDS, {"no": RECORD})["projects"]["nodes"]
    return sorted(float(one["contractAmount"]) for one in nodes)


def _faults(name: str) -> list[str]:
    return sorted(fault["cell"] for fault in FAULTS[name] if fault["severity"] == "error")


def _workbook(download: Download) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(Path(download.path()).read_bytes()))


def _choose_bytes(page: Page, name: str, book: openpyxl.Workbook) -> None:
    held = io.BytesIO()
    book.save(held)
    page.locator("#files").set_input_files({"name": name, "mimeType": XLSX, "buffer": held.getvalue()})


def _tab_to(page: Page, selector: str, *, back: bool = False) -> None:
    """Press Tab until a matching element has the focus, as somebody without a mouse must."""
    for _ in range(120):
        page.keyboard.press("Shift+Tab" if back else "Tab")
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"the keyboard does not reach {selector}")


def _press(page: Page, selector: str) -> None:
    _tab_to(page, selector)
    page.keyboard.press("Enter")
