import { createHash } from 'node:crypto'

/** Bytes at which PostgreSQL cuts a name off. */
const mostBytes = 63

/**
 * A name that is the same at every run and no other's: `lessons_lesson_tutor_id_fk_4b1f0c1a`. Where it is too long, its
 * beginning is cut, never the digest at its end.
 * @param parts what it stands for, with the schema; the first is left out of the readable part
 */
export function constraintName([schema, ...parts]: readonly [schema: string, ...parts: string[]]): string {
  const digest = createHash('sha256')
    .update(JSON.stringify([schema, ...parts]))
    .digest('hex')
    .slice(0, 8)
  const readable = cutToBytes(parts.join('_'), mostBytes - digest.length - 1)
  return `${readable}_${digest}`
}

/** Between letters, and not within one that has several bytes. */
function cutToBytes(text: string, most: number): string {
  let cut = ''
  for (const letter of text) {
    if (Buffer.byteLength(cut + letter) > most) break
    cut += letter
  }
  return cut
}
