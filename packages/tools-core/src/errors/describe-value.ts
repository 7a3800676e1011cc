/** How a value looks in a message; long ones are cut. */
export function describeValue(value: unknown): string {
  if (typeof value === 'string') return cut(JSON.stringify(value))
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint')
    return `the ${typeof value} ${value}`
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list'
  if (value === null || value === undefined) return `${value}`
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`
}

function cut(text: string): string {
  return text.length > 120 ? `${text.slice(0, 117)}…` : text
}
