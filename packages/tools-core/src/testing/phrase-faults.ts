import type { Phrasebook } from '../language/index.ts'

/** What differs in a sentence and is lost or invented in its translation; functions are not looked into. */
export function phraseFaults(phrases: Phrasebook): string[] {
  return Object.entries(phrases).flatMap(([sentence, translation]) => {
    if (typeof translation !== 'string') return []
    const [wanted, given] = [sentence, translation].map(namesIn)
    return [
      ...[...(wanted ?? [])].filter((name) => !given?.has(name)).map((name) => `the translation lacks {${name}}`),
      ...[...(given ?? [])].filter((name) => !wanted?.has(name)).map((name) => `the sentence has no {${name}}`),
    ].map((fault) => `${sentence}: ${fault}`)
  })
}

function namesIn(text: string): Set<string> {
  return new Set([...text.matchAll(/\{[@#]?(\w+)\}/g)].map(([, name = '']) => name))
}
