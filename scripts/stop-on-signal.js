/** Aborts on Ctrl-C: the first time all is ended in order, the second time at once. */
export function stopOnSignal() {
  const stop = new AbortController()
  let pressedAt = 0
  const ask = () => {
    const now = performance.now()
    if (!stop.signal.aborted) {
      pressedAt = now
      console.log('\nStopping.')
      stop.abort()
    } else if (now - pressedAt >= 50) {
      // Not before: pnpm passes on what the terminal has sent to everybody, so that one press arrives twice.
      process.exit(130)
    }
  }
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, ask)
  return stop.signal
}
