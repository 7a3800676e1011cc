import { Tokens } from './auth/tokens.ts'
import { seededPassword } from './seeds/fixed-rows.ts'
import type { Sandbox } from './start-sandbox.ts'

type People = Sandbox['credentials']

/** What `--json` writes: all that a script needs to talk to the sandbox. */
export interface ConnectionFacts extends Pick<Sandbox, 'baseUrl' | 'wsUrl' | 'databaseUrl' | 'ids' | 'jwtSecret'> {
  /** Beside those of the sandbox an invitation of the student, who is asked for a new password by it. */
  readonly tokens: Sandbox['tokens'] & { readonly invite: string }
  /** Beside those who are always there the password of everybody who was made for the numbers. */
  readonly credentials: People & { readonly seeded: { readonly password: string } }
}

const weekMs = 7 * 86_400_000

export async function factsOf(sandbox: Sandbox): Promise<ConnectionFacts> {
  const { databaseUrl, ids, jwtSecret } = sandbox
  const lifetimes = { accessLifetimeMs: weekMs, refreshLifetimeMs: weekMs }
  const tokens = new Tokens({ secret: jwtSecret, ...lifetimes, now: () => new Date() })
  return {
    baseUrl: reachable(sandbox.baseUrl),
    wsUrl: reachable(sandbox.wsUrl),
    databaseUrl,
    tokens: { ...sandbox.tokens, invite: await tokens.mint(ids.student, 'invite') },
    ids,
    credentials: { ...sandbox.credentials, seeded: { password: seededPassword } },
    jwtSecret,
  }
}

/** All addresses of a machine are none that one could go to; loopback is always among them. */
function reachable(url: string): string {
  return url
    .replace(/^(?<scheme>\w+:\/\/)0\.0\.0\.0(?=:)/, '$<scheme>127.0.0.1')
    .replace(/^(?<scheme>\w+:\/\/)\[::\](?=:)/, '$<scheme>[::1]')
}

/** What a person is told: where it is, who is there, what to type next. */
export function describeFacts({ baseUrl, wsUrl, databaseUrl, credentials, ids }: ConnectionFacts): string {
  const people = (['admin', 'tutor', 'student'] as const).map((role) => {
    const { email, password } = credentials[role]
    return line(role, `${email.padEnd(20)} ${password.padEnd(18)} id ${ids[role]}`)
  })
  return [
    'The M4SH platform is up.',
    '',
    line('REST', `${baseUrl}/api/`),
    line('Schema', `${baseUrl}/api/schema/`),
    line('Gateway', wsUrl),
    line('Database', databaseUrl),
    '',
    ...people,
    line('lesson', `id ${ids.lesson}, between tutor ${ids.tutor} and student ${ids.student}`),
    '',
    'Try',
    ...toolCommands(baseUrl).map((command) => `  ${command}`),
    '',
    'Ctrl-C ends it.',
    '',
  ].join('\n')
}

function line(name: string, text: string): string {
  return `  ${name.padEnd(9)} ${text}`
}

/** One for each tool there is. */
function toolCommands(baseUrl: string): string[] {
  return [`npx @m4sh/api-contract-checker --frontend-path ../frontend/src --base-url ${baseUrl}`]
}
