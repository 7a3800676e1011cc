import { globalNames, makerNames, packageExport, senderNames } from '../clients/registry.ts'
import { maxSteps, type Context } from '../evaluate/context.ts'
import { evaluate } from '../evaluate/evaluate.ts'
import { libraryValue } from '../evaluate/module-values.ts'
import type { Value } from '../evaluate/value.ts'
import { exportsOf } from '../modules/module-exports.ts'
import { ts } from '../syntax/compiler.ts'
import type { ParsedSource } from '../syntax/parse-source.ts'
import { namesOf, resolveName } from '../syntax/scope.ts'
import { skipWrappers, type InvocationNode } from '../syntax/source-index.ts'
import { callsIn, isHandedOn } from './call-index.ts'
import { namesOfHolder, type CalledNames } from './called-names.ts'
import { verbNames } from './request-words.ts'

/** Where a client that can be called by itself, or a member of one, has a name that libraries do not give it. */
export interface HeldClients {
  /** Calls in the same file that may be of one. */
  calls: InvocationNode[]
  /** Names by which others know one. */
  names: CalledNames[]
}

/** Members and globals that are taken for themselves: `const send = client.put`, `{ fetcher: fetch }`. */
const takenNames = [...verbNames, ...globalNames]

export function heldClients(context: Context, parsed: ParsedSource): HeldClients {
  const held: HeldClients = { calls: [], names: [] }
  addImported(parsed, held)
  addExported(parsed, held)
  addMade(context, parsed, held)
  addTaken(context, parsed, held)
  return held
}

/** `import send from 'axios'`. */
function addImported(parsed: ParsedSource, { calls }: HeldClients): void {
  for (const [local, declaration] of namesOf(parsed.source) ?? []) {
    if (declaration.kind !== 'import' || senderNames.has(local)) continue
    if (isLibraryClient(declaration)) calls.push(...callsIn(parsed, local))
  }
}

/** `export { default as http } from 'axios'`, `import axios from 'axios'; export default axios`. */
function addExported({ source }: ParsedSource, { names }: HeldClients): void {
  for (const [name, target] of exportsOf(source).named) {
    const node = target.kind === 'expression' ? skipWrappers(target.node) : null
    const imported =
      node && ts.isIdentifier(node) ? resolveName(node.text, node) : target.kind === 'reexport' ? target : null
    if (!imported || !('specifier' in imported) || !isLibraryClient(imported)) continue
    const isDefault = name === 'default'
    names.push({ names: isDefault ? [] : [name], defaultOf: isDefault ? source.fileName : null, is: isCallable })
  }
}

/** `const http = axios.create()`. */
function addMade(context: Context, { index }: ParsedSource, { names }: HeldClients): void {
  for (const name of makerNames)
    for (const call of index.callsByName.get(name) ?? []) {
      if (!isHeld(call) || !isMaker(context, call)) continue
      names.push(namesOfHolder(context, call, isCallable))
    }
}

/** Whether something keeps what a call gives. */
function isHeld(call: InvocationNode): boolean {
  let at: ts.Node = call.parent
  while (ts.isParenthesizedExpression(at) || ts.isAsExpression(at) || ts.isSatisfiesExpression(at)) at = at.parent
  return (
    ts.isVariableDeclaration(at) ||
    ts.isPropertyAssignment(at) ||
    ts.isPropertyDeclaration(at) ||
    ts.isBinaryExpression(at) ||
    ts.isExportAssignment(at) ||
    ts.isReturnStatement(at) ||
    ts.isArrowFunction(at) ||
    ts.isCallExpression(at)
  )
}

function isMaker(context: Context, call: InvocationNode): boolean {
  context.budget = maxSteps
  const isMade = evaluate(context, call.expression, null).some(
    ({ value }) => value.kind === 'builtin' && value.name.startsWith('make:'),
  )
  return isMade && evaluate(context, call, null).some(({ value }) => isCallable(value))
}

/** `const send = client.put`, `{ fetcher: fetch }`. */
function addTaken(context: Context, parsed: ParsedSource, { calls, names }: HeldClients): void {
  for (const taken of takenNames)
    for (const renaming of parsed.index.renamings.get(taken) ?? []) {
      calls.push(...callsIn(parsed, renaming.name))
      if (!renaming.value || !isHandedOn(renaming, parsed)) continue
      context.budget = maxSteps
      if (!evaluate(context, renaming.value, null).some(({ value }) => isCallable(value))) continue
      names.push({ names: [renaming.name], defaultOf: null, is: isCallable })
    }
}

function isLibraryClient({ specifier, imported }: { specifier: string; imported: string }): boolean {
  const exported = packageExport(specifier, imported)
  return exported !== null && isCallable(libraryValue(exported))
}

function isCallable(value: Value): boolean {
  return value.kind === 'sender' || (value.kind === 'client' && value.client.kind.call !== null)
}
