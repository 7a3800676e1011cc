import { fileURLToPath } from 'node:url'
import { type ExportedDeclarations, type JSDoc, Node, Project } from 'ts-morph'

/**
 * What a library's entries give away without saying what it is: each export, by name, that has no JSDoc; and each function
 * that is waited for whose JSDoc does not say what it throws, or that it never does. `ts-morph` is whoever tests' own.
 * @param folder of the package, with its `tsconfig.json`
 * @param entries from there: `src/index.ts`
 */
export function undocumentedExports(folder: URL, entries: readonly string[] = ['src/index.ts']): readonly string[] {
  const project = new Project({
    tsConfigFilePath: fileURLToPath(new URL('tsconfig.json', folder)),
    skipAddingFilesFromTsConfig: true,
  })
  return entries.flatMap((entry) => {
    const file = project.addSourceFileAtPath(fileURLToPath(new URL(entry, folder)))
    return [...file.getExportedDeclarations()].flatMap(([name, declarations]) =>
      lacksOf(declarations).map((lack) => `${entry}: ${name}${lack}`),
    )
  })
}

function lacksOf(declarations: readonly ExportedDeclarations[]): readonly string[] {
  const docs = declarations.flatMap(docsOf)
  if (docs.length === 0) return ['']
  const says = docs.some((doc) => /@throws|never throws/i.test(doc.getText()))
  return declarations.some(isWaitedFor) && !says ? [' does not say what it throws'] : []
}

function docsOf(declaration: ExportedDeclarations): readonly JSDoc[] {
  // Of `export const x = …` the comment is the statement's.
  const node = Node.isVariableDeclaration(declaration) ? declaration.getVariableStatement() : declaration
  return Node.isJSDocable(node) ? node.getJsDocs() : []
}

function isWaitedFor(declaration: ExportedDeclarations): boolean {
  return (
    Node.isFunctionDeclaration(declaration) &&
    declaration.getReturnTypeNode()?.getText().startsWith('Promise<') === true
  )
}
