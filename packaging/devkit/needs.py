"""What the set-up, the window and the tests need from the operating system, and what its packages are called."""

import os
import sys
from functools import partial
from pathlib import Path

from devkit.system import Need, any_font, any_program, has_module, loadable

QT_LIBRARIES: tuple[tuple[str, str, str], ...] = (
    # library, package in Debian and Ubuntu, package in Arch
    ("libEGL.so.1", "libegl1", "libglvnd"),
    ("libGL.so.1", "libgl1", "libglvnd"),
    ("libX11-xcb.so.1", "libx11-xcb1", "libx11"),
    ("libdbus-1.so.3", "libdbus-1-3", "dbus"),
    ("libfontconfig.so.1", "libfontconfig1", "fontconfig"),
    ("libglib-2.0.so.0", "libglib2.0-0", "glib2"),
    ("libgssapi_krb5.so.2", "libgssapi-krb5-2", "krb5"),
    ("libwayland-client.so.0", "libwayland-client0", "wayland"),
    ("libwayland-cursor.so.0", "libwayland-cursor0", "wayland"),
    ("libwayland-egl.so.1", "libwayland-egl1", "wayland"),
    ("libxcb-cursor.so.0", "libxcb-cursor0", "xcb-util-cursor"),
    ("libxcb-icccm.so.4", "libxcb-icccm4", "xcb-util-wm"),
    ("libxcb-image.so.0", "libxcb-image0", "xcb-util-image"),
    ("libxcb-keysyms.so.1", "libxcb-keysyms1", "xcb-util-keysyms"),
    ("libxcb-randr.so.0", "libxcb-randr0", "libxcb"),
    ("libxcb-render-util.so.0", "libxcb-render-util0", "xcb-util-renderutil"),
    ("libxcb-shape.so.0", "libxcb-shape0", "libxcb"),
    ("libxcb-xkb.so.1", "libxcb-xkb1", "libxcb"),
    ("libxkbcommon-x11.so.0", "libxkbcommon-x11-0", "libxkbcommon-x11"),
    ("libxkbcommon.so.0", "libxkbcommon0", "libxkbcommon"),
)
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.fonts", "~/.local/share/fonts")
VSWHERE = "Microsoft Visual Studio/Installer/vswhere.exe"


def for_setup() -> list[Need]:
    """What making the environment and compiling llama.cpp take."""
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    venv = Need("python3-venv", partial(has_module, "ensurepip"), {"apt-get": f"python{version}-venv"})
    compiler = Need(
        "C/C++",
        has_compiler,
        {"apt-get": "g++", "dnf": "gcc-c++", "zypper": "gcc-c++", "pacman": "gcc"},
    )
    return [venv, compiler]


def has_compiler() -> bool:
    """Whether there is a compiler for C and one for C++."""
    if sys.platform == "win32":
        programs = os.environ.get("PROGRAMFILES(X86)", "C:/Program Files (x86)")
        return any_program("cl", "clang-cl", "g++") or (Path(programs) / VSWHERE).exists()
    named = bool(os.environ.get("CC") and os.environ.get("CXX"))
    return named or (any_program("cc", "gcc", "clang") and any_program("c++", "g++", "clang++"))


def for_window() -> list[Need]:
    """What Qt loads at run time; its wheels bring the rest. Empty but on Linux."""
    if not sys.platform.startswith("linux"):
        return []
    needs = [Need(row[0], partial(loadable, row[0]), _packages(*row)) for row in QT_LIBRARIES]
    folders = [Path(folder).expanduser() for folder in FONT_FOLDERS]
    fonts = {"apt-get": "fonts-dejavu-core", "dnf": "dejavu-sans-fonts", "zypper": "dejavu-fonts"}
    return [*needs, Need("fonts", partial(any_font, folders), fonts | {"pacman": "ttf-dejavu"})]


def _packages(soname: str, debian: str, arch: str) -> dict[str, str]:
    capability = f"{soname}()(64bit)"  # dnf and zypper install by what a package provides
    return {"apt-get": debian, "dnf": capability, "zypper": capability, "pacman": arch}


def has_postgresql() -> bool:
    """Whether there is a PostgreSQL server to start; Debian keeps its programs apart, a folder for each version."""
    return any_program("initdb") or any(Path("/usr/lib/postgresql").glob("*/bin/initdb"))


def has_rabbitmq() -> bool:
    """Whether there is a RabbitMQ to start; Debian keeps its command out of the way of all but root."""
    return any_program("rabbitmq-server") or Path("/usr/lib/rabbitmq/bin/rabbitmq-server").exists()


def for_tests() -> list[Need]:
    """What some tests need and are skipped without: a display server, two brokers, a database server, a spreadsheet."""
    calc = Need(
        "LibreOffice Calc",
        partial(any_program, "soffice", "libreoffice"),
        {
            "apt-get": "libreoffice-calc-nogui",
            "dnf": "libreoffice-calc",
            "zypper": "libreoffice-calc",
            "pacman": "libreoffice-fresh",
        },
    )
    if not sys.platform.startswith("linux"):
        return [calc]
    valkey = {"dnf": "valkey-compat-redis", "zypper": "redis", "pacman": "valkey"}
    redis = Need("Redis", partial(any_program, "redis-server"), {"apt-get": "redis-server"} | valkey)
    rabbit = "rabbitmq-server"
    rabbits = {"apt-get": rabbit, "dnf": rabbit, "zypper": rabbit, "pacman": "rabbitmq"}
    rabbitmq = Need("RabbitMQ", has_rabbitmq, rabbits)
    suse = "postgresql-server"
    postgresql = {"apt-get": "postgresql", "dnf": suse, "zypper": suse, "pacman": "postgresql"}
    fedora = "xorg-x11-server-Xvfb"
    xvfb = {"apt-get": "xvfb", "dnf": fedora, "zypper": fedora, "pacman": "xorg-server-xvfb"}
    database = Need("PostgreSQL", has_postgresql, postgresql)
    return [calc, redis, rabbitmq, database, Need("Xvfb", partial(any_program, "Xvfb"), xvfb)]
