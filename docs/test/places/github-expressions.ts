import { data, Evaluator, Lexer, Parser } from '@actions/expressions'
import { reviver } from '@actions/expressions/data/reviver'
import { isRecord } from '@m4sh/tools-core/values'

/** Whether all before has succeeded, has it failed, or was it given up. */
export type Status = 'success' | 'failure'

/** What an expression may name: `github`, `secrets`, `matrix` … */
export type Contexts = Readonly<Record<string, unknown>>

const names = ['github', 'env', 'vars', 'secrets', 'job', 'steps', 'runner', 'needs', 'strategy', 'matrix']

/** A text of a workflow with its `${{ … }}` replaced. @throws where one names a secret that nobody has given */
export function interpolate(text: string, contexts: Contexts): string {
  return text.replace(/\$\{\{(.+?)\}\}/gs, (_, expression: string) => evaluate(expression, contexts).coerceString())
}

/** What `if:` says of a step or a job; without a word about the status it is for what has gone well. */
export function holds(condition: string | undefined, status: Status, contexts: Contexts): boolean {
  const expression = (condition ?? 'success()').replace(/^\s*\$\{\{(.*)\}\}\s*$/s, '$1')
  const isOfStatus = /\b(?:always|success|failure|cancelled)\s*\(/.test(expression)
  const value = evaluate(isOfStatus ? expression : `success() && (${expression})`, contexts, status)
  return value.coerceString() !== '' && value.coerceString() !== 'false' && value.coerceString() !== '0'
}

function evaluate(expression: string, contexts: Contexts, status: Status = 'success'): data.ExpressionData {
  checkSecrets(expression, contexts)
  const { tokens } = new Lexer(expression).lex()
  const answers = { always: true, success: status === 'success', failure: status === 'failure', cancelled: false }
  const functions = Object.entries(answers).map(([name, answer]) => ({
    name,
    minArgs: 0,
    maxArgs: 0,
    call: () => new data.BooleanData(answer),
  }))
  const tree = new Parser(tokens, names, functions).parse()
  const context = JSON.parse(JSON.stringify(contexts), reviver) as data.Dictionary
  return new Evaluator(tree, context, new Map(functions.map((one) => [one.name, one]))).evaluate()
}

/** GitHub takes a secret that is not there for an empty text, and a name that was mistyped goes unnoticed. */
function checkSecrets(expression: string, { secrets }: Contexts): void {
  for (const [, name = ''] of expression.matchAll(/\bsecrets\.([\w-]+)/g))
    if (!isRecord(secrets) || secrets[name] === undefined) throw new Error(`nobody has given a secret ${name}`)
}
