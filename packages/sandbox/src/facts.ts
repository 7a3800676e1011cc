import type { Sandbox } from './start-sandbox.ts'

/** What `--json` writes: all that a script needs to talk to the sandbox. */
export type ConnectionFacts = Pick<
  Sandbox,
  'baseUrl' | 'wsUrl' | 'databaseUrl' | 'tokens' | 'ids' | 'credentials' | 'jwtSecret'
>

export function factsOf(sandbox: Sandbox): ConnectionFacts {
  const { baseUrl, wsUrl, databaseUrl, tokens, ids, credentials, jwtSecret } = sandbox
  return { baseUrl, wsUrl, databaseUrl, tokens, ids, credentials, jwtSecret }
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
