import { Random } from '@m4sh/tools-core/values/random'

const tools = ['pencil', 'pencil', 'pencil', 'marker', 'line', 'rect'] as const

/** So many different strokes; nobody looks at the rest. */
const poolSize = 256

const stream = 0x57_40_1e

/** From how many points to how many. */
export interface PointRange {
  readonly from: number
  readonly to: number
}

/**
 * Strokes as a hand draws them, as JSON: each point near the one before, coordinates as browsers give them. They are drawn
 * beforehand, since a generator that writes seventy points anew for each stroke spends more on it than on sending it.
 */
export class Strokes {
  /** All but the id. */
  readonly #bodies: readonly string[]

  constructor(seed: number, points: PointRange) {
    const random = new Random(seed, stream)
    this.#bodies = Array.from({ length: poolSize }, () => drawBody(random, points))
  }

  /** @param id letters, digits and dashes */
  draw(id: string, random: Random): string {
    return `{"id":"${id}",${random.pick(this.#bodies)}`
  }
}

function drawBody(random: Random, { from, to }: PointRange): string {
  let x = random.integer(0, 1600)
  let y = random.integer(0, 900)
  let heading = random.next() * 2 * Math.PI
  const points = Array.from({ length: random.integer(from, to) }, () => {
    heading += random.next() - 0.5
    x = Math.round((x + Math.cos(heading) * 9) * 10) / 10
    y = Math.round((y + Math.sin(heading) * 9) * 10) / 10
    return { x, y }
  })
  const body = {
    tool: random.pick(tools),
    color: `#${random.integer(0, 0xff_ff_ff).toString(16).padStart(6, '0')}`,
    thickness: random.integer(1, 8),
    points,
    composite: 'source-over',
  }
  return JSON.stringify(body).slice(1)
}
