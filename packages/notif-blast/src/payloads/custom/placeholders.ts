/** What a text of a JSON payload may ask for, as `{{row}}`. */
export const placeholders = ['row', 'userId', 'type', 'run'] as const

export type Placeholder = (typeof placeholders)[number]

export function isPlaceholder(name: string): name is Placeholder {
  return placeholders.some((known) => known === name)
}

/** What a text asks for, known or not. */
export function placeholdersIn(text: string): readonly string[] {
  return [...text.matchAll(/\{\{ *([^{}]*?) *\}\}/g)].map(([, name = '']) => name)
}
