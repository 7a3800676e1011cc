/** Latencies in due order, as platforms make them; milliseconds. */
export const series = {
  steady: (count, random) => Array.from({ length: count }, () => usual(random.normal())),
  'long tail': (count, random) => Array.from({ length: count }, () => 10 + 10 * Math.exp(0.8 * random.normal())),
  /** Each has nine tenths of the one before: AR(1). */
  'hang together': (count, random) => {
    let state = random.normal()
    return Array.from({ length: count }, () => {
      state = 0.9 * state + Math.sqrt(1 - 0.9 ** 2) * random.normal()
      return usual(state)
    })
  },
  /** The platform stands still for 2 s, 20 messages, once in 200 messages. */
  'rare stalls': (count, random) => {
    const latencies = Array.from({ length: count }, () => usual(random.normal()))
    for (const begin of latencies.keys())
      if (random.chance(1 / 200))
        for (let at = 0; at < 20 && begin + at < count; at++) latencies[begin + at] += 2000 - 100 * at
    return latencies
  },
}

/** Around 20 ms, a quarter up or down. */
function usual(normal) {
  return 20 * Math.exp(0.25 * normal)
}
