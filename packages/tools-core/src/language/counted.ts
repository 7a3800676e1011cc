/** What is said of so many: nothing of none, else what one or more of them are said with. */
export function counted(count: number, one: () => string, more: (count: number) => string): readonly string[] {
  if (count <= 0) return []
  return [count === 1 ? one() : more(count)]
}
