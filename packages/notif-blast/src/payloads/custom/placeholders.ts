/** What a text of a JSON payload may ask for, as `{{row}}`. */
export const placeholders = ['row', 'userId', 'type', 'run'] as const

export type Placeholder = (typeof placeholders)[number]

export function isPlaceholder(name: string): name is Placeholder {
  return placeholders.some((known) => known === name)
}

/** What a text asks for, known or not. */
export function placeholdersIn(text: string): readonly string[] {
  return [...text.matchAll(/\{\{([^{}]*)\}\}/g)].map(([, name = '']) => withoutBlanks(name))
}

/** Without the blanks around it. A pattern would try each of them as the beginning of the last ones. */
function withoutBlanks(text: string): string {
  let [from, to] = [0, text.length]
  while (text[from] === ' ') from += 1
  while (to > from && text[to - 1] === ' ') to -= 1
  return text.slice(from, to)
}
