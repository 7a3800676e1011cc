import { globalExport } from '../clients/registry.ts'
import { ts } from '../syntax/compiler.ts'
import { bindingSteps, resolveName, type Declaration } from '../syntax/scope.ts'
import { enclosingFunction } from '../syntax/source-index.ts'
import { elementsOf, followBinding } from './bindings.ts'
import { sourceOf, type Context } from './context.ts'
import { enumMember } from './enum-members.ts'
import { evaluate } from './evaluate.ts'
import { evaluateModule, exportOutcomes, importOutcomes, libraryValue } from './module-values.ts'
import { parameterValue } from './parameters.ts'
import { outcome } from './outcomes.ts'
import { undefinedValue, unknown, type Env, type Outcome, type Value } from './value.ts'
import { valueAt, variableAt, withMembersOf } from './variables.ts'

/** Globals whose members or calls the evaluation understands by itself. */
export const builtinGlobals = new Set([
  'Object',
  'Array',
  'Map',
  'String',
  'Number',
  'JSON',
  'Promise',
  'Math',
  'encodeURIComponent',
  'encodeURI',
  'decodeURIComponent',
  'URL',
  'URLSearchParams',
  'Request',
  'process',
  'require',
  'globalThis',
  'window',
  'self',
  'document',
  'location',
  'structuredClone',
  'computed',
  'ref',
  'shallowRef',
  'shallowReactive',
  'shallowReadonly',
  'useRef',
  'toRef',
  'reactive',
  'readonly',
  'unref',
  'toValue',
  'toRaw',
  'markRaw',
  'useRuntimeConfig',
  'useState',
  'useMemo',
  'useCallback',
  'Boolean',
])

export function isBuiltinGlobal(name: string): boolean {
  return builtinGlobals.has(name)
}

export function evaluateName(context: Context, node: ts.Identifier, env: Env): Outcome[] {
  if (node.text === 'undefined') return [outcome(undefinedValue)]
  const declaration = resolveName(node.text, node)
  if (!declaration) {
    const sibling = enumSibling(context, node)
    return sibling ?? autoImported(context, node.text) ?? [outcome(globalValue(node.text))]
  }
  return evaluateDeclaration(context, declaration, node, env)
}

/** `Base` in `enum Paths { Base = '/v1', Lessons = `${Base}/lessons/` }`. */
function enumSibling(context: Context, node: ts.Identifier): Outcome[] | null {
  let at: ts.Node = node
  while (ts.isExpression(at) || ts.isTemplateSpan(at)) at = at.parent
  if (!ts.isEnumMember(at)) return null
  const isMember = at.parent.members.some(({ name }) => ts.isIdentifier(name) && name.text === node.text)
  return isMember ? [outcome(enumMember(context, at.parent, node.text))] : null
}

/** What a declared name stands for where it is used at `use`. */
export function evaluateDeclaration(context: Context, declaration: Declaration, use: ts.Node, env: Env): Outcome[] {
  switch (declaration.kind) {
    case 'variable':
      return evaluateVariable(context, declaration, use, env)
    case 'parameter':
      return valueAt(context, declaration, use, env, () =>
        followBinding(
          context,
          parameterValue(context, declaration.function, declaration.index, env),
          bindingSteps(declaration.element),
          env,
        ),
      )
    case 'function':
      return withMembersOf(context, declaration, [
        outcome({ kind: 'function', node: declaration.node, env: envAt(declaration.node, env), self: null }),
      ])
    case 'class':
      return [outcome({ kind: 'class', node: declaration.node, env: envAt(declaration.node, env) })]
    case 'enum':
      return [outcome({ kind: 'enum', node: declaration.node })]
    case 'namespace':
      return [outcome(namespaceValue(context, declaration.node))]
    case 'import':
      return (
        importOutcomes(context, sourceOf(use), declaration.specifier, declaration.imported) ?? [
          outcome(evaluateModule(context, sourceOf(use), declaration.specifier, declaration.imported)),
        ]
      )
  }
}

/** `namespace Paths { export const lessons = '/lessons/' }`: an object of what it exports. */
function namespaceValue(context: Context, node: ts.ModuleDeclaration): Value {
  const statements = node.body && ts.isModuleBlock(node.body) ? node.body.statements : []
  const sources = statements.flatMap((statement): { key: string; outcomes: Outcome[] }[] => {
    if (ts.isVariableStatement(statement))
      return statement.declarationList.declarations.flatMap(({ name, initializer }) =>
        ts.isIdentifier(name) && initializer
          ? [{ key: name.text, outcomes: evaluate(context, initializer, null) }]
          : [],
      )
    if (ts.isFunctionDeclaration(statement) && statement.name)
      return [
        { key: statement.name.text, outcomes: [outcome({ kind: 'function', node: statement, env: null, self: null })] },
      ]
    if (ts.isModuleDeclaration(statement) && ts.isIdentifier(statement.name))
      return [{ key: statement.name.text, outcomes: [outcome(namespaceValue(context, statement))] }]
    return []
  })
  return { kind: 'object', sources }
}

/** What is declared at the top of a module does not depend on who is being looked into. */
function envAt(node: ts.Node, env: Env): Env {
  return env === null || enclosingFunction(node) === null ? null : env
}

function evaluateVariable(
  context: Context,
  declaration: Declaration & { kind: 'variable' },
  use: ts.Node,
  env: Env,
): Outcome[] {
  const { node, element } = declaration
  const local = envAt(node, env)
  const list = node.parent
  if (ts.isForOfStatement(list.parent)) {
    const items = evaluate(context, list.parent.expression, local)
    const each = items.flatMap((item) => elementsOf(item, nameOf(node), node))
    return followBinding(context, each, bindingSteps(element), local)
  }
  if (ts.isForInStatement(list.parent) || ts.isCatchClause(node.parent))
    return [outcome(unknown({ name: nameOf(node) }))]
  if (element !== null) {
    const whole = node.initializer
      ? evaluate(context, node.initializer, local)
      : [outcome(unknown({ name: nameOf(node) }))]
    return valueAt(context, declaration, use, local, () => followBinding(context, whole, bindingSteps(element), local))
  }
  return namedAs(variableAt(context, declaration, use, local), nameOf(node))
}

function nameOf(node: ts.VariableDeclaration): string {
  return ts.isIdentifier(node.name) ? node.name.text : 'value'
}

/** A run-time value takes the name of the variable that holds it. */
function namedAs(outcomes: Outcome[], name: string): Outcome[] {
  return outcomes.map((one) =>
    one.value.kind === 'unknown' && (one.value.hole.kind === 'value' || one.value.hole.kind === 'environment')
      ? outcome({ kind: 'unknown', hole: { ...one.value.hole, name } }, one.guards)
      : one,
  )
}

/** What Nuxt and the like import by themselves. */
function autoImported(context: Context, name: string): Outcome[] | null {
  const found = context.project.autoImport(name)
  return found ? exportOutcomes(context, found.path, found.imported) : null
}

function globalValue(name: string): Value {
  const exported = globalExport(name)
  if (exported) return libraryValue(exported)
  if (builtinGlobals.has(name)) return { kind: 'builtin', name, receiver: null }
  // `__API_URL__`, `API_BASE`: what a build's `define` or the page puts in.
  return unknown({ kind: /^_*[A-Z][A-Z\d_]+$/.test(name) ? 'environment' : 'value', name })
}
