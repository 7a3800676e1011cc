import { globalExport, isClientPackage, kindOf, packageExport, plainClient } from '../clients/registry.ts'
import type { LibraryExport } from '../clients/client.ts'
import { exportsOf, type ExportTarget } from '../modules/module-exports.ts'
import { ts } from '../syntax/compiler.ts'
import { bindingSteps, resolveName, wholeNamespace, type BindingStep, type Declaration } from '../syntax/scope.ts'
import { enclosingFunction } from '../syntax/source-index.ts'
import { sourceOf, type Context } from './context.ts'
import { evaluate } from './evaluate.ts'
import { runtimeExport } from './generated-runtimes.ts'
import { elementOf, enumMember, memberOf } from './members.ts'
import { parameterValue } from './parameters.ts'
import { valueAt, variableAt } from './variables.ts'
import { distinct, outcome, text, undefinedValue, unknown, type Env, type Outcome, type Value } from './value.ts'

/** Globals whose members or calls the evaluation understands by itself. */
const builtinGlobals = new Set([
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
function evaluateDeclaration(context: Context, declaration: Declaration, use: ts.Node, env: Env): Outcome[] {
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
      return [outcome({ kind: 'function', node: declaration.node, env: envAt(declaration.node, env), self: null })]
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
    const each = items.flatMap((item) => elementsOf(item, nameOf(node)))
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

/** What `for (const x of list)` and `list.map((x) => …)` give one by one. */
export function elementsOf(list: Outcome, name: string): Outcome[] {
  if (list.value.kind === 'array') {
    const each = list.value.elements.flatMap((element) => (element.spread ? [] : element.evaluate()))
    // `const rows = []` is filled at run time.
    return each.length > 0 ? each : [outcome(unknown({ name }), list.guards)]
  }
  if (list.value.kind === 'unknown')
    return [outcome({ kind: 'unknown', hole: { ...list.value.hole, name } }, list.guards)]
  return [outcome(unknown({ name }), list.guards)]
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

/** Takes `{ a: [b] }` patterns apart. */
function followBinding(context: Context, whole: Outcome[], steps: readonly BindingStep[], env: Env): Outcome[] {
  let outcomes = whole
  for (const { key, default: initial } of steps) {
    if (key === null) outcomes = [outcome(unknown({ name: 'rest' }))]
    else if (typeof key === 'string') outcomes = memberOf(context, outcomes, key, null)
    else if (typeof key === 'number')
      outcomes = elementOf(context, outcomes, [outcome({ kind: 'literal', value: key })], null)
    // `...rest` keeps the rest of the object: what was taken out does no harm in it.
    if (initial && outcomes.every(({ value }) => value.kind === 'literal' && value.value === undefined))
      outcomes = evaluate(context, initial, env)
    else if (initial && outcomes.some(({ value }) => value.kind === 'unknown'))
      outcomes = withDefault(context, outcomes, initial, env)
  }
  return distinct(outcomes)
}

/** A default stands in only for what no caller decides. */
function withDefault(context: Context, outcomes: Outcome[], initial: ts.Expression, env: Env): Outcome[] {
  const open = outcomes.filter(({ value }) => value.kind === 'unknown')
  if (
    open.every(
      ({ value }) => value.kind === 'unknown' && (value.hole.kind === 'value' || value.hole.kind === 'environment'),
    )
  ) {
    const defaults = evaluate(context, initial, env)
    return [...outcomes.filter(({ value }) => value.kind !== 'unknown'), ...defaults]
  }
  return outcomes
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

export function libraryValue(exported: LibraryExport): Value {
  if ('client' in exported) return { kind: 'client', client: plainClient(kindOf(exported.client)) }
  if ('makes' in exported)
    return { kind: 'builtin', name: `make:${exported.makes}:${exported.optionsAt ?? ''}`, receiver: null }
  const kind = kindOf(exported.sender)
  const shape = exported.member === null ? kind.call : kind.members[exported.member]
  return shape ? { kind: 'sender', client: plainClient(kind), shape } : unknown({ name: exported.sender })
}

/** What an import statement brings in, as one value; for names of a project's module see {@link importOutcomes}. */
export function evaluateModule(context: Context, from: ts.SourceFile, specifier: string, imported: string): Value {
  const exported = packageExport(specifier, imported)
  if (exported) return libraryValue(exported)
  const [path] = context.project.resolveImport(context.project.pathOf(from), specifier)
  if (path !== undefined) return { kind: 'namespace', path }
  if (isClientPackage(specifier) && imported === wholeNamespace) return { kind: 'package', specifier, imported }
  if (imported !== wholeNamespace && isBuiltinPackage(specifier) && builtinGlobals.has(imported))
    return { kind: 'builtin', name: imported, receiver: null }
  return { kind: 'package', specifier, imported }
}

function isBuiltinPackage(specifier: string): boolean {
  return /^(?:vue|@vue\/|nuxt|#imports|#app|react|node:url|url|@nuxtjs\/|pinia|vue-demi)/.test(specifier)
}

/** What an imported name stands for; `null` where the module is not part of the project. */
function importOutcomes(context: Context, from: ts.SourceFile, specifier: string, imported: string): Outcome[] | null {
  if (packageExport(specifier, imported)) return null
  const paths = context.project.resolveImport(context.project.pathOf(from), specifier)
  if (paths.length === 0) return null
  if (imported === wholeNamespace) return [outcome({ kind: 'namespace', path: paths[0] as string })]
  for (const path of paths) {
    const found = exportOutcomes(context, path, imported)
    if (found) return found
  }
  return [outcome(unknown({ name: imported === 'default' ? specifier.replace(/^.*\//, '') : imported }))]
}

/** What a module exports under a name; `null` where it does not. */
export function exportOutcomes(
  context: Context,
  path: string,
  name: string,
  seen = new Set<string>(),
): Outcome[] | null {
  const key = `${path}\0${name}`
  if (seen.has(key)) return null
  seen.add(key)
  const parsed = context.project.parse(path)
  if (!parsed) return null
  const runtime = runtimeExport(parsed.source, name)
  if (runtime) return [outcome(runtime)]
  const { named: exports, stars } = exportsOf(parsed.source)
  const target = exports.get(name)
  if (target) return targetOutcomes(context, path, target, seen)
  for (const star of stars)
    for (const next of context.project.resolveImport(path, star)) {
      const found = name === 'default' ? null : exportOutcomes(context, next, name, seen)
      if (found) return found
    }
  // `import { x } from './file'` of a CommonJS module or of `export default { x }`.
  const whole = exports.get('default')
  if (whole?.kind === 'expression' && name !== 'default' && !ts.isIdentifier(whole.node)) {
    const members = memberOf(context, evaluate(context, whole.node, null), name, null)
    if (members.every(({ value }) => value.kind !== 'unknown')) return members
  }
  return null
}

function targetOutcomes(context: Context, path: string, target: ExportTarget, seen: Set<string>): Outcome[] | null {
  switch (target.kind) {
    case 'local':
      return evaluateDeclaration(context, target.declaration, target.at, null)
    case 'expression':
      return evaluate(context, target.node, null)
    case 'reexport': {
      const parsed = context.project.parse(path)
      const exported = packageExport(target.specifier, target.imported)
      if (exported) return [outcome(libraryValue(exported))]
      for (const next of context.project.resolveImport(path, target.specifier)) {
        if (target.imported === wholeNamespace) return [outcome({ kind: 'namespace', path: next })]
        const found = exportOutcomes(context, next, target.imported, seen)
        if (found) return found
      }
      return parsed
        ? [outcome({ kind: 'package', specifier: target.specifier, imported: target.imported })]
        : [outcome(text())]
    }
  }
}
