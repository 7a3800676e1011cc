import type { JsonPath } from './payload-fault.ts'

const tokens = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g

/** Where the search stands within an object or a list: `null` before an object's next key. */
interface Place {
  readonly isList: boolean
  step: string | number | null
}

/** The line of a value in a text that is valid JSON, from 1. */
export function lineOfPath(json: string, path: JsonPath): number {
  const places: Place[] = []
  for (const { 0: token, index } of json.matchAll(tokens)) {
    const place = places.at(-1)
    if (token === ',') advance(place)
    else if (token === '}' || token === ']') places.pop()
    else if (place?.step === null) place.step = String(JSON.parse(token))
    else if (token !== ':') {
      if (isAt(places, path)) return json.slice(0, index).split('\n').length
      if (token === '{') places.push({ isList: false, step: null })
      if (token === '[') places.push({ isList: true, step: 0 })
    }
  }
  return 1
}

function advance(place: Place | undefined): void {
  if (place) place.step = place.isList ? Number(place.step) + 1 : null
}

function isAt(places: readonly Place[], path: JsonPath): boolean {
  return places.length === path.length && places.every(({ step }, at) => step === path[at])
}
