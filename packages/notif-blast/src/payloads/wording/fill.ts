/**
 * `{name} чекає` → `Олена Мельник чекає`.
 * @throws {RangeError} for a place that there is nothing to put in
 */
export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (_, key: string) => {
    const value = values[key]
    if (value === undefined) throw new RangeError(`there is nothing to put in {${key}}`)
    return String(value)
  })
}
