import { distance } from 'fastest-levenshtein'

/** The candidate that the word was probably meant to be: at most a third of its letters (and one) are off. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const ranked = candidates
    .map((candidate) => ({ candidate, edits: distance(word.toLowerCase(), candidate.toLowerCase()) }))
    .sort((a, b) => a.edits - b.edits)
  const [best] = ranked
  return best && best.edits <= 1 + Math.floor(word.length / 3) && best.edits < best.candidate.length
    ? best.candidate
    : undefined
}

/** `Did you mean "baseUrl"?`, or nothing if no candidate is near. */
export function suggestion(word: string, candidates: readonly string[]): string | undefined {
  const meant = nearest(word, candidates)
  return meant === undefined ? undefined : `Did you mean "${meant}"?`
}
