import { types } from 'node:util'
import { Script } from 'node:vm'
import { UsageError } from '@m4sh/tools-core/errors'
import type { Template } from 'ejs'

const syntaxHint = 'Tags are <%= value %>, <%- value %> as it is, <% statement %> and <%# comment %>.'

/** What is wrong with a template that does not compile. */
export function compileFault(error: unknown, template: Template, file: string): UsageError {
  const open = unclosedTagLine(template.templateText)
  if (open !== null) return fault(file, open, 'a tag is not closed', error)
  const { line, problem } = syntaxErrorOf(template) ?? { line: null, problem: firstLine(messageOf(error)) }
  return fault(file, line, problem, error)
}

/** What is wrong with a template that fails; EJS puts the line in front of the error's message, and some of the text. */
export function renderFault(error: unknown, file: string): UsageError {
  const message = messageOf(error)
  const [, line, problem = message] = /^[^\n]*:(\d+)\n[^]*?\n\n([^]*)$/.exec(message) ?? []
  return new UsageError(`${placeOf(file, line === undefined ? null : Number(line))} ${withoutStop(problem)}.`, {
    hint: problem.endsWith('is not defined')
      ? 'A template knows row, type, userId, user, lesson, person, locale, now, run and random().'
      : 'A payload must come of it for every row.',
    cause: error,
  })
}

function fault(file: string, line: number | null, problem: string, cause: unknown): UsageError {
  return new UsageError(`${placeOf(file, line)} ${withoutStop(problem)}.`, { hint: syntaxHint, cause })
}

function placeOf(file: string, line: number | null): string {
  return line === null ? `${file}:` : `${file}, line ${line}:`
}

function unclosedTagLine(text: string): number | null {
  let open: number | null = null
  for (const { 0: tag, index } of text.matchAll(/<%%|%%>|<%|%>/g)) {
    if (tag === '<%' && open !== null) break
    if (tag === '<%') open = index
    if (tag === '%>') open = null
  }
  return open === null ? null : text.slice(0, open).split('\n').length
}

/** EJS does not tell where its script is wrong, Node does; and the script says of which lines of the template it is. */
function syntaxErrorOf(template: Template): { readonly line: number | null; readonly problem: string } | null {
  try {
    template.compile()
  } catch {
    // It is known to: only its script is of use.
  }
  try {
    void new Script(`(function () {${template.source}\n})`, { filename: 'template' })
    return null
  } catch (error) {
    const stack = types.isNativeError(error) ? (error.stack ?? '') : ''
    const scriptLine = /^template:(\d+)\n/.exec(stack)?.[1]
    const before = template.source.split('\n').slice(0, Number(scriptLine ?? 0))
    const stamps = before.flatMap((text) => /^ {4}; __line = (\d+)$/.exec(text)?.[1] ?? [])
    return { line: scriptLine === undefined ? null : Number(stamps.at(-1) ?? 1), problem: messageOf(error) }
  }
}

/** Errors of another realm, as those of Node's core are within jest, are no instances of Error. */
function messageOf(error: unknown): string {
  return types.isNativeError(error) ? error.message : String(error)
}

function firstLine(text: string): string {
  return text.split('\n')[0] ?? ''
}

function withoutStop(text: string): string {
  return text.replace(/\.\s*$/, '')
}
