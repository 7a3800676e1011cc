const most = 5

/** What a program of PostgreSQL has complained about, for people: indented. Where it has not, the last that it has said. */
export function complaintsIn(output: string): string {
  const lines = output.split('\n').filter((line) => line.trim() !== '')
  const complaints = lines.filter((line) => /\b(?:error|fatal|panic|hint):|ended with|No space left/i.test(line))
  return (complaints.length > 0 ? complaints : lines)
    .slice(-most)
    .map((line) => `  ${line.trim()}`)
    .join('\n')
}
