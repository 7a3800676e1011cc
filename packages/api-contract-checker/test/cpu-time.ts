/** Milliseconds of work that something takes, however busy the machine is with other things. Nothing may be awaited. */
export function cpuTime(run: () => unknown): number {
  const before = process.cpuUsage()
  run()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}
