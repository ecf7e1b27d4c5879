"""Runs a command in a terminal of its own and closes the terminal once a file is there. Prints how the command ended."""
import glob
import os
import pty
import select
import sys

pattern, *command = sys.argv[1:]
pid, terminal = pty.fork()
if pid == 0:
    os.execvp(command[0], command)
while not glob.glob(pattern):
    readable, _, _ = select.select([terminal], [], [], 0.1)
    if readable:
        os.read(terminal, 65536)
os.close(terminal)
_, status = os.waitpid(pid, 0)
print(f"code {os.WEXITSTATUS(status)}" if os.WIFEXITED(status) else f"signal {os.WTERMSIG(status)}")
