/** The word for a name of the report. One that is not known, of another version for instance, is shown as it is. */
export function wordOf(words: Readonly<Record<string, string>>, name: string): string {
  return Object.hasOwn(words, name) ? (words[name] ?? name) : name
}
