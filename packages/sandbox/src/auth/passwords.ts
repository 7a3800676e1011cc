import { pbkdf2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

const derive = promisify(pbkdf2)

/** Few, since the passwords are printed on the terminal anyway; Django reads the number from the hash. */
const iterations = 1000
const bytes = 32

/** `pbkdf2_sha256$iterations$salt$hash`, as Django's default hasher writes it. */
export async function hashPassword(password: string, salt = randomBytes(12).toString('hex')): Promise<string> {
  const key = await derive(password, salt, iterations, bytes, 'sha256')
  return `pbkdf2_sha256$${iterations}$${salt}$${key.toString('base64')}`
}

/** False for a wrong password and for a hash of another kind. */
export async function verifyPassword(password: string, stored: string): Promise<boolean> {
  const [kind, count, salt, hash] = stored.split('$')
  if (kind !== 'pbkdf2_sha256' || salt === undefined || hash === undefined) return false
  if (!/^[1-9]\d*$/.test(count ?? '')) return false
  const expected = Buffer.from(hash, 'base64')
  const key = await derive(password, salt, Number(count), expected.length, 'sha256')
  return expected.length > 0 && timingSafeEqual(key, expected)
}
