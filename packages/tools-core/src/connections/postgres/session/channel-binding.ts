import type { Client } from 'pg'
import { isRecord } from '../../../values/is-record.ts'
import { ClientFault, notBound } from '../faults/database-fault.ts'

/** `pg` binds the password where the server offers it, and goes on where it does not: this does not. */
export function requireBinding({ connection }: Client): void {
  let isBound = false
  const check = (): void => {
    if (isBound) return
    connection.emit('error', new ClientFault(notBound))
    // Nothing more is sent, no password either.
    connection.stream.destroy()
  }
  connection.on('authenticationSASL', (message: unknown) => {
    isBound = offersBinding(message)
    check()
  })
  connection.on('authenticationCleartextPassword', check)
  connection.on('authenticationMD5Password', check)
  connection.on('authenticationOk', check)
}

function offersBinding(message: unknown): boolean {
  const mechanisms = isRecord(message) ? message['mechanisms'] : undefined
  return Array.isArray(mechanisms) && mechanisms.includes('SCRAM-SHA-256-PLUS')
}
