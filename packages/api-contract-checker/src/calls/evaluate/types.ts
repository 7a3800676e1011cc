import { kindOfType, plainClient } from '../clients/registry.ts'
import { ts } from '../syntax/compiler.ts'
import { resolveName } from '../syntax/scope.ts'
import { sourceOf, type Context } from './context.ts'
import { evaluate } from './evaluate.ts'
import { outcome } from './outcomes.ts'
import { text, type Outcome, type Value } from './value.ts'

/** What a type promises of a value: a known client, or an instance of a class of the project; `null` for neither. */
export function valueOfType(context: Context, type: ts.TypeNode): Value | null {
  if (ts.isUnionTypeNode(type)) {
    for (const one of type.types) {
      const value = valueOfType(context, one)
      if (value) return value
    }
    return null
  }
  if (ts.isTypeQueryNode(type) && ts.isIdentifier(type.exprName)) {
    const [only, ...more] = evaluate(context, type.exprName, null)
    return only && more.length === 0 && only.value.kind !== 'unknown' ? only.value : null
  }
  if (!ts.isTypeReferenceNode(type)) return null
  if (!ts.isIdentifier(type.typeName)) return clientOfType(type.typeName.right.text)
  const name = type.typeName.text
  const declaration = resolveName(name, type)
  if (declaration?.kind === 'class' || declaration?.kind === 'import') {
    const outcomes = evaluateTypeName(context, type.typeName)
    const [only] = outcomes
    // Of a base class it may be any subclass: who brings it decides.
    if (only?.value.kind === 'class')
      return context.subclasses.has(only.value.node)
        ? null
        : { kind: 'instance', class: only.value, args: null, site: only.value.node }
    if (only?.value.kind === 'client') return only.value
  }
  // `ReturnType<typeof axios.create>` and generic wrappers (`Ref<AxiosInstance>`).
  for (const argument of type.typeArguments ?? []) {
    if (name !== 'ReturnType') continue
    const inner = argument.getText(sourceOf(argument))
    if (/\baxios\.create\b/.test(inner)) return clientOfType('AxiosInstance')
  }
  return clientOfType(name)
}

function evaluateTypeName(context: Context, name: ts.Identifier): Outcome[] {
  return evaluate(context, name, null)
}

function clientOfType(name: string): Value | null {
  const kind = kindOfType(name)
  // A type does not say what base URL the client was made with, where its library has such a thing.
  const hasBase = kind && Object.keys(kind.factories).length > 0
  return kind ? { kind: 'client', client: { ...plainClient(kind), basePath: hasBase ? null : '' } } : null
}

/** The strings of a union of literals (`'get' | 'post'`), directly or by the name of an alias; empty for other types. */
export function literalsOfType(type: ts.TypeNode, depth = 0): Outcome[] {
  if (ts.isLiteralTypeNode(type) && ts.isStringLiteralLike(type.literal)) return [outcome(text(type.literal.text))]
  if (ts.isUnionTypeNode(type)) {
    const all = type.types.map((one) => literalsOfType(one, depth))
    return all.every((one) => one.length > 0) ? all.flat() : []
  }
  if (ts.isTypeReferenceNode(type) && ts.isIdentifier(type.typeName) && depth < 3) {
    const alias = findTypeAlias(sourceOf(type), type.typeName.text)
    return alias ? literalsOfType(alias.type, depth + 1) : []
  }
  return []
}

function findTypeAlias(source: ts.SourceFile, name: string): ts.TypeAliasDeclaration | null {
  for (const statement of source.statements)
    if (ts.isTypeAliasDeclaration(statement) && statement.name.text === name) return statement
  return null
}
