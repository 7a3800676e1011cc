import { spawn, type ChildProcess } from 'node:child_process'

/**
 * Reads process ids and, once nobody holds the other end of the pipe any more, ends the last one in order, then without,
 * and removes the folder.
 */
const script = `
pid=
while read -r line; do pid=$line; done
if [ -n "$pid" ]; then
  kill -INT "$pid" 2>/dev/null
  tries=0
  while kill -0 "$pid" 2>/dev/null && [ "$tries" -lt 100 ]; do sleep 0.1; tries=$((tries + 1)); done
  kill -KILL "$pid" 2>/dev/null
fi
# What was started a moment ago, its number still on the way to here, may be writing yet.
tries=0
while [ -e "$1" ] && [ "$tries" -lt 100 ]; do
  rm -rf -- "$1" 2>/dev/null || sleep 0.1
  tries=$((tries + 1))
done
`

/**
 * Ends what this process has started and removes its folder when this process is gone without having done so itself
 * (SIGKILL, a crash): a shell waits for the end of a pipe that only this process holds open.
 */
export class ProcessGuard {
  readonly #shell: ChildProcess | null

  constructor(folder: string) {
    this.#shell = process.platform === 'win32' ? null : startShell(folder)
  }

  /** Watches over a process, the only one at a time, until it ends: its number may be somebody else's later on. */
  watch(child: ChildProcess): void {
    if (child.pid === undefined) return
    this.#write(`${child.pid}\n`)
    child.once('exit', () => this.#write('\n'))
  }

  /** Nothing is left to be done. */
  dismiss(): void {
    this.#shell?.kill('SIGKILL')
  }

  #write(line: string): void {
    this.#shell?.stdin?.write(line)
  }
}

function startShell(folder: string): ChildProcess {
  // A group of its own: what ends this process on the terminal must not end it, too.
  const shell = spawn('/bin/sh', ['-c', script, 'guard', folder], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  })
  // Without a shell everything goes as well, until this process is killed.
  shell.on('error', () => undefined)
  shell.stdin?.on('error', () => undefined)
  shell.unref()
  // The process may end while the pipe is there.
  const { stdin } = shell
  if (stdin && 'unref' in stdin && typeof stdin.unref === 'function') stdin.unref()
  return shell
}
