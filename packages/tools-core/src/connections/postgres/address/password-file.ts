import { readFileSync, statSync } from 'node:fs'
import { platform } from 'node:os'
import { isSocketFolder } from './loopback.ts'

/** What a line of the file is for. */
export interface PasswordQuestion {
  readonly host: string
  readonly port: number
  readonly database: string
  readonly user: string
}

/**
 * The password that `~/.pgpass` holds for a database. As libpq does, a file that others may read is passed over, as one
 * that cannot be read is.
 */
export function passwordFromFile(file: string, question: PasswordQuestion): string | undefined {
  try {
    return isOwnersOnly(file) ? passwordIn(readFileSync(file, 'utf8'), question) : undefined
  } catch {
    return undefined
  }
}

function isOwnersOnly(file: string): boolean {
  const stats = statSync(file)
  return stats.isFile() && (platform() === 'win32' || (stats.mode & 0o077) === 0)
}

/** Four fields, parted by colons of which `\:` is none, and the password: the rest of the line. */
const line = /^((?:[^:\\]|\\.)*):((?:[^:\\]|\\.)*):((?:[^:\\]|\\.)*):((?:[^:\\]|\\.)*):(.*)$/

/** The password of the first line that fits. */
export function passwordIn(text: string, { host, port, database, user }: PasswordQuestion): string | undefined {
  // The usual sockets go by the name localhost, others by their folder.
  const hosts = isSocketFolder(host) ? [host, 'localhost'] : [host]
  const asked = [hosts, [String(port)], [database], [user]]
  for (const [, ...fields] of text.split(/\r?\n/).flatMap((each) => fieldsOf(each))) {
    const fits = asked.every((values, index) => fields[index] === '*' || values.includes(unescaped(fields[index])))
    if (fits) return unescaped(fields[4])
  }
  return undefined
}

function fieldsOf(text: string): readonly (readonly string[])[] {
  const fields = text.startsWith('#') ? null : line.exec(text)
  return fields === null ? [] : [fields]
}

function unescaped(field = ''): string {
  return field.replace(/\\(.)/g, '$1')
}
