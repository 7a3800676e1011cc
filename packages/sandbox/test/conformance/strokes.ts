import { fieldsOf, rowsOf, type Fields } from './json.ts'

/** A stroke as the browser draws it. */
export function strokeOf(id: string, fields: Fields = {}): Fields {
  return {
    id,
    tool: 'pencil',
    color: '#1a2b3c',
    thickness: 3,
    points: [10, 20, 30.5, 40.25],
    composite: 'source-over',
    ...fields,
  }
}

/** `{strokes: […], …}` or the array itself. */
export function strokesIn(state: unknown): Fields[] {
  return rowsOf(Array.isArray(state) ? state : fieldsOf(state)['strokes'])
}

let made = 0

/** As browsers make them: unique, whoever draws. */
export function newStrokeId(): string {
  made += 1
  return `conformance-${Date.now()}-${made}`
}
