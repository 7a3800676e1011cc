/** No person who has pressed Ctrl-C waits longer for what is still under way. Milliseconds. */
const hastyMs = 1500

/** How long something may take: less once the run is stopped. Milliseconds. */
export function allowedMs(ms: number, signal: AbortSignal): number {
  return signal.aborted ? Math.min(ms, hastyMs) : ms
}
