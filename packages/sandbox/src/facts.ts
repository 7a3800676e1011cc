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

export async function factsOf(sandbox: Sandbox): Promise<ConnectionFacts> {
  const { baseUrl, wsUrl, databaseUrl, ids, jwtSecret } = sandbox
  return {
    baseUrl,
    wsUrl,
    databaseUrl,
    tokens: { ...sandbox.tokens, invite: await sandbox.mintToken(ids.student, undefined, 'invite') },
    ids,
    credentials: { ...sandbox.credentials, seeded: { password: seededPassword } },
    jwtSecret,
  }
}

/** What a person is told: where it is, who is there, what to type next. */
export function describeFacts(facts: ConnectionFacts): string {
  const { baseUrl, wsUrl, databaseUrl, credentials, ids } = facts
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
    ...toolCommands(facts).map((command) => `  ${command}`),
    '',
    'Ctrl-C ends it.',
    '',
  ].join('\n')
}

function line(name: string, text: string): string {
  return `  ${name.padEnd(9)} ${text}`
}

/** One for each tool there is. */
function toolCommands({ baseUrl, databaseUrl, ids, tokens }: ConnectionFacts): string[] {
  return [
    `npx @m4sh/api-contract-checker --frontend-path ../frontend/src --base-url ${baseUrl}`,
    `M4SH_TOKEN=${tokens.admin} npx @m4sh/stress-board --lesson ${ids.lesson} --clients 20 --duration 10s --base-url ${baseUrl}`,
    `M4SH_SENDER_TOKEN=${tokens.tutor} M4SH_RECEIVER_TOKEN=${tokens.student} npx @m4sh/chat-latency --lesson ${ids.lesson} --base-url ${baseUrl}`,
    `M4SH_DATABASE_URL=${databaseUrl} npx @m4sh/notif-blast --all-users --count 10000`,
    `M4SH_DATABASE_URL=${databaseUrl} npx @m4sh/integrity-scan`,
  ]
}
