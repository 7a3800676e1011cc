import { ts } from './compiler.ts'

/** The name of a member as it stands in the source; `null` of a computed one. */
export function nameText(name: ts.PropertyName | ts.BindingName): string | null {
  const isPlain =
    ts.isIdentifier(name) || ts.isStringLiteralLike(name) || ts.isPrivateIdentifier(name) || ts.isNumericLiteral(name)
  return isPlain ? name.text : null
}
