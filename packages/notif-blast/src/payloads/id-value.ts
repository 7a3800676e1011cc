/** Ids of a bigint column come as texts from the database and are numbers in the platform's JSON, where numbers can hold them. */
export function idValue(id: number | string | null): number | string | null {
  return typeof id === 'string' && /^(?:0|[1-9]\d{0,14})$/.test(id) ? Number(id) : id
}
