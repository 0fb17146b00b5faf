"""A machine within this one: its programs, but nothing else of what lies on its disk."""

import os
import pathlib
import subprocess

USER = 12345
NAME = "researcher"
ENVIRONMENT = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C.UTF-8"}

# Bound in a mount name space of each call's own, so that nothing stays behind. What daemons and users share has one path for both.
ENTER = """set -e
root=$1 shared=$2 user=$3
shift 3
for place in /usr /etc /dev /proc; do mount --rbind "$place" "$root$place"; done
mount --bind "$root.passwd" "$root/etc/passwd"
if [ -n "$shared" ]; then mount --bind "$shared" "$root$shared"; fi
exec /usr/sbin/chroot ${user:+--userspec="$user:$user" --groups="$user"} "$root" /usr/bin/env -i "$@"
"""


class Machine:
    """A root folder with /home/researcher, /scratch, /tmp and /opt of its own; for users other than root the test must be root."""

    def __init__(self, root, shared=""):
        self.root, self.shared = pathlib.Path(root), str(shared)
        self.home = self.root / "home" / NAME
        for place in ("usr", "etc", "dev", "proc", "tmp", "opt", "run", "scratch", self.home, self.shared.lstrip("/")):
            (self.root / place).mkdir(parents=True, exist_ok=True)
        for link in ("bin", "sbin", "lib", "lib64"):
            (self.root / link).symlink_to(f"usr/{link}")
        for place in ("tmp", "scratch"):
            (self.root / place).chmod(0o1777)
        if os.geteuid() == 0:
            os.chown(self.home, USER, USER)
        pathlib.Path(f"{root}.passwd").write_text(
            pathlib.Path("/etc/passwd").read_text() + f"{NAME}:x:{USER}:{USER}::/home/{NAME}:/bin/bash\n", encoding="utf-8")

    def command(self, *words, user="", environment=None):
        """Nothing of this machine's environment is known inside."""
        unshare = ["unshare", "--mount"] if os.geteuid() == 0 else ["unshare", "--map-root-user", "--mount"]
        return [*unshare, "sh", "-c", ENTER, "enter", str(self.root), self.shared, str(user),
                *(f"{name}={value}" for name, value in {**ENVIRONMENT, **(environment or {})}.items()), *map(str, words)]

    def run(self, *words, user="", environment=None):
        return subprocess.run(self.command(*words, user=user, environment=environment), capture_output=True, text=True, timeout=600,
                              check=False, cwd="/")
