"""Asks the Linux kernel of this machine what containers of security-contexts.json may do.

Usage, as root: python3 record-security-contexts.py     (needs util-linux: unshare, setpriv)

For each case a process is set up as containerd and runc would set up the first process of a
container: namespaces of its own, user and groups, bounding set, no_new_privs, a seccomp filter, a
read-only root. What the kernel answers it is written to security-contexts.recorded.json.
Nothing of the machine is changed: all of it happens in namespaces that end with the process.
"""
import ctypes, errno, json, os, shutil, socket, struct, subprocess, sys

HERE = os.path.dirname(os.path.abspath(sys.argv[0]))
CASES = os.path.join(HERE, "security-contexts.json")
RECORDED = os.path.join(HERE, "security-contexts.recorded.json")
SCRATCH = "/mnt"
ROOT, DATA = SCRATCH + "/root", SCRATCH + "/data"
STATUS_LINES = ("Uid", "Gid", "Groups", "CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb", "NoNewPrivs", "Seccomp")
READ_ONLY, REMOUNT, BIND = 1, 32, 4096
libc = ctypes.CDLL(None, use_errno=True)


def attempt(action):
    try:
        return action() or "ok"
    except OSError as failure:
        return errno.errorcode[failure.errno]


def call(result):
    if result != 0:
        raise OSError(ctypes.get_errno(), "")


def touch(path):
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT, 0o666))


def mount(source, target, kind, flags=0, options=""):
    call(libc.mount(source.encode(), target.encode(), kind.encode(), flags, options.encode()))


def allow_everything():
    """A filter that lets everything through: what counts is that there is one."""
    instruction = struct.pack("HBBI", 0x06, 0, 0, 0x7FFF0000)
    buffer = ctypes.create_string_buffer(instruction)
    program = struct.pack("HxxxxxxQ", 1, ctypes.addressof(buffer))
    call(libc.prctl(22, 2, ctypes.create_string_buffer(program), 0, 0))


def sysctl(name, value):
    with open("/proc/sys/" + name.replace(".", "/"), "w") as file:
        file.write(value)


def setup(kernel):
    """Runs as root and as process 1 of the new namespaces; ends by becoming the probe."""
    mount("tmpfs", SCRATCH, "tmpfs", 0, "mode=755")
    for path, mode in ((ROOT, 0o755), (DATA, 0o755)):
        os.mkdir(path)
        mount("tmpfs", path, "tmpfs", 0, "mode=%o" % mode)
    os.mkdir(ROOT + "/tmp")
    os.chmod(ROOT + "/tmp", 0o1777)
    for name, mode in (("/secret", 0o600), ("/passwd", 0o644)):
        touch(ROOT + name)
        os.chmod(ROOT + name, mode)
    os.chmod(DATA, 0o777)
    if kernel.get("fsGroup") is not None:
        os.chown(DATA, 0, kernel["fsGroup"])
        os.chmod(DATA, 0o2777)
    if kernel.get("readOnlyRoot"):
        mount("", ROOT, "", READ_ONLY | REMOUNT | BIND)  # the mount alone, as runc does it
    for name, value in kernel["sysctls"].items():
        sysctl(name, value)
    if kernel.get("seccomp"):
        allow_everything()
    os.umask(0o022)
    keep = ["+" + name.lower() for name in kernel["bounding"]]
    command = ["setpriv", "--reuid", str(kernel["uid"]), "--regid", str(kernel["gid"]),
               "--groups", ",".join(map(str, kernel["groups"])), "--inh-caps=-all", "--ambient-caps=-all"]
    if kernel["bounding"] != ["ALL"]:
        command.append("--bounding-set=" + ",".join(["-all"] + keep))
    if kernel.get("noNewPrivs"):
        command.append("--no-new-privs")
    group = str(kernel["groups"][-1])
    os.execvp("setpriv", command + [sys.executable, "-I", "-c", open(__file__).read(), "probe", group])


def ping():
    """As a ping does it: a raw socket, else one for echo requests only."""
    try:
        socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP).close()
    except PermissionError as denied:
        try:
            socket.socket(socket.AF_INET, socket.SOCK_DGRAM, socket.IPPROTO_ICMP).close()
        except OSError:
            raise denied


def low_port():
    with socket.socket() as server:
        server.bind(("0.0.0.0", 80))


def append(path):
    os.close(os.open(path, os.O_WRONLY | os.O_APPEND))


def describe(path):
    found = os.stat(path)
    return "%d:%d %o" % (found.st_uid, found.st_gid, found.st_mode & 0o7777)


def probe(group):
    status = {}
    for line in open("/proc/1/status"):
        name, value = line.rstrip("\n").split(":\t", 1)
        if name in STATUS_LINES:
            status[name] = value.strip()
    own = DATA + "/own"
    answers = {
        "id": "%d %d %s" % (os.getuid(), os.getgid(), " ".join(map(str, sorted(set(os.getgroups()))))),
        "status": status,
        "write /": attempt(lambda: touch(ROOT + "/made")),
        "write /tmp": attempt(lambda: touch(ROOT + "/tmp/made")),
        "write /data": attempt(lambda: touch(own)),
        "owner /data": attempt(lambda: describe(own)),
        "read secret": attempt(lambda: os.close(os.open(ROOT + "/secret", os.O_RDONLY))),
        "append root's": attempt(lambda: append(ROOT + "/passwd")),
        "chmod root's": attempt(lambda: os.chmod(ROOT + "/passwd", 0o666)),
        "chgrp own": attempt(lambda: os.chown(own, -1, int(group))),
        "chown own": attempt(lambda: os.chown(own, 4321, -1)),
        "ping": attempt(ping),
        "port 80": attempt(low_port),
        "mknod": attempt(lambda: os.mknod(DATA + "/device", 0o20666, os.makedev(1, 3))),
        "mount": attempt(lambda: mount("tmpfs", ROOT + "/tmp", "tmpfs")),
        "hostname": attempt(lambda: socket.sethostname("other")),
        "chroot": attempt(lambda: os.chroot("/")),
    }
    json.dump(answers, sys.stdout)


def record():
    cases = json.load(open(CASES))["cases"]
    python = next(p for p in ("/usr/bin/python3", sys.executable) if shutil.which(p))
    recorded = {}
    for case in cases:
        arguments = ["unshare", "--mount", "--pid", "--fork", "--mount-proc", "--net", "--uts", "--ipc",
                     python, os.path.abspath(__file__), "setup", json.dumps(case["kernel"])]
        done = subprocess.run(arguments, capture_output=True, text=True)
        if done.returncode != 0:
            sys.exit("%s: %s" % (case["name"], done.stderr))
        recorded[case["name"]] = json.loads(done.stdout)
    status = dict(line.rstrip("\n").split(":\t", 1) for line in open("/proc/self/status") if ":\t" in line)
    document = {"kernel": os.uname().release.split("-")[0], "ceiling": status["CapBnd"].strip(), "answers": recorded}
    with open(RECORDED, "w") as file:
        json.dump(document, file, indent=2)
        file.write("\n")


command = sys.argv[1] if len(sys.argv) > 1 else "record"
if command == "setup":
    setup(json.loads(sys.argv[2]))
elif command == "probe":
    probe(sys.argv[2])
else:
    record()
