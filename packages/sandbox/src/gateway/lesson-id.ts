/** An id as JSON has it, or as browsers take it out of a path; `undefined` for what is none. */
export function readLessonId(value: unknown): number | undefined {
  const id = typeof value === 'string' && /^[1-9]\d*$/.test(value) ? Number(value) : value
  return typeof id === 'number' && Number.isSafeInteger(id) && id > 0 ? id : undefined
}
