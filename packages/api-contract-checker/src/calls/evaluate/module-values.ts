import type { LibraryExport } from '../clients/client.ts'
import { isClientPackage, kindOf, packageExport, plainClient } from '../clients/registry.ts'
import { exportsOf, type ExportTarget } from '../modules/module-exports.ts'
import { ts } from '../syntax/compiler.ts'
import { wholeNamespace } from '../syntax/scope.ts'
import type { Context } from './context.ts'
import { evaluate } from './evaluate.ts'
import { runtimeExport } from './generated-runtimes.ts'
import { memberOf } from './members.ts'
import { builtinGlobals, evaluateDeclaration } from './names.ts'
import { outcome } from './outcomes.ts'
import { text, unknown, type Outcome, type Value } from './value.ts'

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
export function importOutcomes(
  context: Context,
  from: ts.SourceFile,
  specifier: string,
  imported: string,
): Outcome[] | null {
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
