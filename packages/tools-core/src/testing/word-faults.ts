/** Pieces in braces that a sentence of one language has and the same sentence of another lacks, by the path of the sentence. */
export function wordFaults(words: object, translated: object): string[] {
  const wanted = new Map(sentencesOf(words))
  return sentencesOf(translated).flatMap(([path, pieces]) => {
    const given = [...pieces].sort().join(' ')
    const original = [...(wanted.get(path) ?? [])].sort().join(' ')
    return given === original ? [] : [`${path} has "${given}" in the place of "${original}"`]
  })
}

/** Forms of one sentence are one: a language may say `one` without its number. */
function sentencesOf(value: object, path = ''): (readonly [string, Set<string>])[] {
  return Object.entries(value).flatMap(([key, one]: [string, unknown]) => {
    const at = path === '' ? key : `${path}.${key}`
    if (typeof one === 'string') return [[at, piecesOf(one)] as const]
    if (typeof one !== 'object' || one === null) return []
    if ('other' in one && typeof one.other === 'string') return [[at, piecesOf(one.other)] as const]
    return sentencesOf(one, at)
  })
}

function piecesOf(sentence: string): Set<string> {
  return new Set([...sentence.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name))
}
