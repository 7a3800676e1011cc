import type { Random } from '@m4sh/tools-core/values/random'

export interface Stroke {
  id: string
  tool: 'pencil' | 'marker' | 'line' | 'rect'
  color: string
  thickness: number
  points: { x: number; y: number }[]
  composite: 'source-over'
}

/** A short stroke, as a hand draws it: each point near the one before. */
export function sampleStroke(random: Random): Stroke {
  let x = random.integer(0, 1600)
  let y = random.integer(0, 900)
  const points = Array.from({ length: random.integer(3, 12) }, () => {
    x += random.integer(-12, 12)
    y += random.integer(-12, 12)
    return { x, y }
  })
  return {
    id: random.uuid(),
    tool: random.pick(['pencil', 'marker', 'line', 'rect']),
    color: `#${random.integer(0, 0xffffff).toString(16).padStart(6, '0')}`,
    thickness: random.integer(1, 8),
    points,
    composite: 'source-over',
  }
}
