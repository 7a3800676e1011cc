/**
 * Fails where something takes far more work than it may, however busy the machine is with other things. What never ends is
 * stopped by the test's own time limit at best: this is for what would end some day.
 * @param mostMs of processor time; 10 s if left out, which is a thousand times what an input of a page should take
 */
export async function bounded<T>(run: () => T | Promise<T>, mostMs = 10_000): Promise<T> {
  const before = process.cpuUsage()
  const value = await run()
  const { user, system } = process.cpuUsage(before)
  const took = (user + system) / 1000
  if (took > mostMs) throw new RangeError(`it took ${Math.round(took)} ms of work`)
  return value
}
