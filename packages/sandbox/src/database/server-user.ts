import { readFile } from 'node:fs/promises'
import { RunError } from '@m4sh/tools-core/cli'

/** Who runs the server: PostgreSQL refuses to run as root. */
export interface ServerUser {
  name: string
  uid: number
  gid: number
}

/** For root a user without rights of its own; everybody else (`null`) runs the server as themselves. */
export async function findServerUser(): Promise<ServerUser | null> {
  if (process.getuid?.() !== 0) return null
  const passwd = await readFile('/etc/passwd', 'utf8')
  const entries = passwd.split('\n').map((line) => line.split(':'))
  const entry = entries.find(([name]) => name === 'postgres') ?? entries.find(([name]) => name === 'nobody')
  if (entry === undefined)
    throw new RunError('PostgreSQL does not run as root, and there is no user "postgres" or "nobody" to run it as.', {
      hint: 'Start the sandbox as another user.',
    })
  return { name: entry[0] ?? '', uid: Number(entry[2]), gid: Number(entry[3]) }
}
