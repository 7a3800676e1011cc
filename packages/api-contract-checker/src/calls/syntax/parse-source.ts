import { ts } from './compiler.ts'
import { indexSource, type SourceIndex } from './source-index.ts'

/** A file as the analysis sees it: one tree whose positions are those of the file, whatever the file is made of. */
export interface ParsedSource {
  source: ts.SourceFile
  index: SourceIndex
  /** Syntax errors that the parser stepped over. */
  errors: number
}

const scriptKinds: Readonly<Record<string, ts.ScriptKind>> = {
  '.js': ts.ScriptKind.JS,
  '.mjs': ts.ScriptKind.JS,
  '.cjs': ts.ScriptKind.JS,
  '.jsx': ts.ScriptKind.JSX,
  '.ts': ts.ScriptKind.TS,
  '.mts': ts.ScriptKind.TS,
  '.cts': ts.ScriptKind.TS,
  '.tsx': ts.ScriptKind.TSX,
}

/**
 * Parses one file. Of `.vue` and `.svelte` files everything that is no script is blanked out in place first
 * (see `component-script.ts`), so that every line and column stays true.
 */
export function parseSource(fileName: string, text: string, extension: string): ParsedSource {
  const kind = scriptKinds[extension] ?? ts.ScriptKind.TS
  const source = ts.createSourceFile(
    fileName,
    text,
    // JSDoc is never read: leaving it out saves a tenth of the parser's time.
    { languageVersion: ts.ScriptTarget.ESNext, jsDocParsingMode: ts.JSDocParsingMode.ParseNone },
    false,
    kind,
  )
  const diagnostics = (source as unknown as { parseDiagnostics?: readonly unknown[] }).parseDiagnostics
  return { source, index: indexSource(source), errors: diagnostics?.length ?? 0 }
}
