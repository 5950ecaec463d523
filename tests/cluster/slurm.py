"""A real Slurm on this computer alone: munged, slurmctld and two slurmd on loopback ports of their own, in a folder of
their own, started and stopped by process number. Nothing of a Slurm that may be installed here is touched."""

import ctypes
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import time

PROGRAMS = ("munged", "slurmctld", "slurmd", "sbatch", "squeue", "scontrol", "scancel")
NODES = ("n1", "n2")
ENDED = {"COMPLETED", "FAILED", "CANCELLED", "TIMEOUT", "NODE_FAIL", "BOOT_FAIL", "DEADLINE", "OUT_OF_MEMORY"}

CONFIGURATION = """ClusterName=test
SlurmctldHost={host}(127.0.0.1)
SlurmctldPort={port}
SlurmUser={user}
SlurmdUser={user}
AuthType=auth/munge
CredType=cred/munge
AuthInfo=socket={folder}/munge.sock
MpiDefault=none
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SchedulerType=sched/backfill
SchedulerParameters=batch_sched_delay=0,sched_interval=1,bf_interval=1
MailProg=/bin/true
ReturnToService=2
KillWait=2
MinJobAge=600
JobRequeue=1
SlurmctldPidFile={folder}/slurmctld.pid
SlurmdPidFile={folder}/slurmd.%n.pid
SlurmdSpoolDir={folder}/spool.%n
TmpFS={folder}/tmp.%n
StateSaveLocation={folder}/state
SlurmctldLogFile={folder}/slurmctld.log
SlurmdLogFile={folder}/slurmd.%n.log
AccountingStorageType=accounting_storage/none
JobCompType=jobcomp/none
{nodes}
PartitionName=test Nodes=n1,n2 Default=YES MaxTime=60 State=UP
"""


def lacking():
    """The programs of Slurm that are not here, in the order a person would miss them."""
    path = os.environ["PATH"] + ":/usr/sbin"
    return [name for name in PROGRAMS if shutil.which(name, path=path) is None]


def end_with_parent():
    """Asks the kernel to end this process with the test, should that be killed before it can."""
    ctypes.CDLL(None).prctl(1, signal.SIGTERM)  # PR_SET_PDEATHSIG


def free_ports(number):
    """Ports nobody listens on now; all are held until the last is found, so that they differ."""
    held = []
    for _ in range(number):
        listener = socket.socket()
        listener.bind(("127.0.0.1", 0))
        held.append(listener)
    ports = [listener.getsockname()[1] for listener in held]
    for listener in held:
        listener.close()
    return ports


class Slurm:
    """`with Slurm(folder) as slurm:` has it running; afterwards every process of it has ended."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.environment = {**os.environ, "SLURM_CONF": str(self.folder / "slurm.conf"),
                            "PATH": os.environ["PATH"] + ":/usr/sbin"}
        self.processes = []
        self.queued = {}  # when a job with its start was first seen to wait

    def __enter__(self):
        try:
            self.configure()
            self.start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_):
        self.stop()

    def configure(self):
        for name in ("state", *(f"{kind}.{node}" for kind in ("spool", "tmp") for node in NODES)):
            (self.folder / name).mkdir(parents=True)
        self.folder.chmod(0o755)
        control, *ports = free_ports(1 + len(NODES))
        host = socket.gethostname().split(".")[0]
        user = subprocess.run(["id", "-un"], capture_output=True, text=True, check=True).stdout.strip()
        nodes = "\n".join(f"NodeName={node} NodeHostname={host} NodeAddr=127.0.0.1 Port={port} CPUs=1 State=UNKNOWN"
                          for node, port in zip(NODES, ports))
        text = CONFIGURATION.format(host=host, port=control, user=user, folder=self.folder, nodes=nodes)
        (self.folder / "slurm.conf").write_text(text, encoding="utf-8")
        # This slurmd looks for control groups although it tracks processes without them; naming them ends the search.
        (self.folder / "cgroup.conf").write_text("CgroupPlugin=cgroup/v1\n", encoding="utf-8")
        key = self.folder / "munge.key"
        key.write_bytes(os.urandom(1024))
        key.chmod(0o600)

    def start(self):
        inside = self.folder
        self.launch("munged", "--foreground", "--force", f"--socket={inside}/munge.sock", f"--key-file={inside}/munge.key",
                    f"--pid-file={inside}/munged.pid", f"--seed-file={inside}/munge.seed", f"--log-file={inside}/munged.log")
        self.wait_for(lambda: (inside / "munge.sock").exists(), "munged")
        self.launch("slurmctld", "-D", "-c", "-f", f"{inside}/slurm.conf")
        for node in NODES:
            self.launch("slurmd", "-D", "-f", f"{inside}/slurm.conf", "-N", node)
        self.wait_for(lambda: self.run("sinfo", "-h", "-N", "-o", "%t").stdout.split() == ["idle"] * len(NODES), "Slurm")

    def launch(self, *words):
        with open(self.folder / "started.log", "ab") as log:
            process = subprocess.Popen(words, env=self.environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                                       preexec_fn=end_with_parent)
        self.processes.append(process)

    def wait_for(self, reached, what, seconds=60):
        end = time.monotonic() + seconds
        while not reached():
            if time.monotonic() > end:
                raise TimeoutError(f"{what} did not come in {seconds} s\n{self.logs()}")
            time.sleep(0.05)

    def logs(self):
        return "\n".join(f"== {path.name}\n{path.read_text(errors='replace')[-1500:]}" for path in sorted(self.folder.glob("*.log")))

    def run(self, *words, **options):
        return subprocess.run(words, env=self.environment, capture_output=True, text=True, check=False, timeout=60, **options)

    def states(self, job):
        """State of every task of a job, by its number in the array ('N/A' for a job of one)."""
        lines = self.run("squeue", "-h", "-r", "-t", "all", "-j", job, "-o", "%K %T").stdout.split("\n")
        return dict(line.split() for line in lines if line)

    def unfinished(self, job):
        """True until every task has ended. A moment at which Slurm shows none, as when it queues one again, is no end."""
        states = set(self.states(job).values())
        return not states or not states <= ENDED

    def release(self, job):
        """A job that was queued again waits two minutes by Slurm's rule; a test waits four seconds, because a node turns
        away a job that it ended a moment ago."""
        for line in self.run("squeue", "-h", "-r", "-t", "PD", "-j", job, "-o", "%A %S %r").stdout.splitlines():
            number, start, reason = line.split(maxsplit=2)
            if reason == "BeginTime" and time.monotonic() > self.queued.setdefault((number, start), time.monotonic()) + 4:
                self.run("scontrol", "update", f"jobid={number}", "starttime=now")

    def finish(self, *jobs, seconds=300):
        """Waits until every task of every job has ended."""
        end = time.monotonic() + seconds
        while any(self.unfinished(job) for job in jobs):
            for job in jobs:
                self.release(job)
            if time.monotonic() > end:
                raise TimeoutError(f"{[self.states(job) for job in jobs]} did not end\n{self.logs()}")
            time.sleep(0.1)

    def stop(self):
        if len(self.processes) > 1:
            self.run("scancel", "--user", str(os.getuid()))
            end = time.monotonic() + 10
            while self.run("squeue", "-h").stdout and time.monotonic() < end:
                time.sleep(0.1)
        for process in reversed(self.processes):
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self.processes = []
