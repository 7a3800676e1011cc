/** How often a property is tried, and from which seed its values come. */
export interface FuzzParameters {
  readonly numRuns: number
  readonly seed: number
}

/**
 * Parameters of `fc.assert` and `fc.sample`: so many runs, of the same values each time. With more of them
 * (`M4SH_FUZZ_RUNS=10000`) the values are new each time; what fails is tried again by the seed that fast-check prints
 * (`M4SH_FUZZ_SEED`).
 */
export function fuzz(runs: number): FuzzParameters {
  const asked = wholeNumber('M4SH_FUZZ_RUNS') ?? 0
  const seed = wholeNumber('M4SH_FUZZ_SEED') ?? (asked > runs ? Math.floor(Math.random() * 2 ** 31) : 1)
  return { numRuns: Math.max(runs, asked), seed }
}

function wholeNumber(name: string): number | undefined {
  const text = process.env[name]
  if (text === undefined || text === '') return undefined
  if (/^-?\d{1,12}$/.test(text)) return Number(text)
  throw new TypeError(`${name} is ${JSON.stringify(text)}; it must be a whole number`)
}
