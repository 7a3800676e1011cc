import { englishLeft } from '@m4sh/tools-core/testing'

/** What no language changes: code, paths, flags, names of files, rules and methods, and a Django that is debugged. */
const names = [
  /`[^`]*`/g,
  /\S*(?:[/{}_=<>[\]]|\.\w)\S*/g,
  /--?[a-z][\w-]*/g,
  /\b[a-z]+(?:-[a-z]+)+\b/g,
  /\b(?:GET|POST|PUT|PATCH|DELETE|OPTIONS|HEAD|DEBUG|Django|API|URL)\b/g,
]

/** Sentences that nobody has translated. */
export function sentencesLeft(text: string): string[] {
  return englishLeft(text, names)
}
