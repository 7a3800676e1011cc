import { afterAll } from '@jest/globals'
import { createTemporaryFolder, type TemporaryFolder } from '@m4sh/tools-core/testing'
import { extractCalls, type ExtractOptions } from '../../src/calls/extract-calls.ts'

const folders: TemporaryFolder[] = []
afterAll(async () => {
  for (const folder of folders.splice(0)) await folder.remove()
})

/** Files of a frontend that lie for the time of a test file. */
export async function frontend(files: Record<string, string>): Promise<TemporaryFolder> {
  const folder = await createTemporaryFolder({ 'package.json': '{}', ...files })
  folders.push(folder)
  return folder
}

/** `METHOD path` of every call, or `METHOD ?` with what is known of an unresolved one, in the order of the files. */
export async function callsOf(
  files: Record<string, string>,
  { root = 'src', ...options }: Partial<ExtractOptions> = {},
): Promise<string[]> {
  const folder = await frontend(files)
  const { calls } = await extractCalls({ root: folder.join(root), ...options })
  return calls.map(({ method, path, unresolved, host }) =>
    `${method} ${host === null ? '' : `//${host}`}${unresolved ? `?${unresolved.known ?? ''}` : path}`.trim(),
  )
}

/** One file beside an axios client `http` with the base `/api`. */
export async function callsIn(code: string): Promise<string[]> {
  return await callsOf({
    'src/http.ts': "import axios from 'axios'\nexport const http = axios.create({ baseURL: '/api' })\n",
    'src/main.ts': `import axios from 'axios'\nimport { http } from './http'\n${code}\n`,
  })
}
