import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { createTemporaryFolder, type TemporaryFolder } from '@m4sh/tools-core/testing'
import { dump, load } from 'js-yaml'
import { check, exampleFrontend, exampleSchema, findingLines } from './run-check.ts'

interface Document {
  paths: Record<string, Record<string, unknown>>
}

const methods = ['get', 'post', 'put', 'patch', 'delete']

let folder: TemporaryFolder
let before: string[]
let operations: { method: string; path: string; calls: string[] }[]

function readExample(): Document {
  return load(readFileSync(exampleSchema, 'utf8')) as Document
}

/** Findings of the example frontend against a schema that was changed. */
async function findingsWith(change: (document: Document) => void): Promise<string[]> {
  const document = readExample()
  change(document)
  const name = folder.join(`${Math.random()}.yaml`)
  await folder.write({ [name.slice(folder.path.length + 1)]: dump(document) })
  return findingLines((await check(['-f', exampleFrontend, '-s', name])).report)
}

/** What came and what went, each as often as it did. */
function difference(after: readonly string[]): { more: string[]; less: string[] } {
  const rest = [...before]
  const more = after.filter((line) => {
    const at = rest.indexOf(line)
    if (at !== -1) rest.splice(at, 1)
    return at === -1
  })
  return { more: more.sort(), less: rest.sort() }
}

beforeAll(async () => {
  folder = await createTemporaryFolder()
  const { report } = await check(['-f', exampleFrontend, '-s', exampleSchema])
  before = findingLines(report)
  const calls = new Map(report.result.calls.map((call) => [call.id, call]))
  operations = report.result.operations.map(({ method, path, calls: ids }) => ({
    method,
    path,
    calls: ids
      .map((id) => calls.get(id))
      .filter((call) => call?.status === 'matched')
      .map((call) => `${call?.method} ${call?.path}`),
  }))
})
afterAll(() => folder.remove())

/** Endpoints that calls reach with nothing to find fault with, so that what is found is what was planted. */
function sound(): typeof operations {
  return operations.filter(
    ({ method, path, calls }) =>
      calls.length > 0 &&
      !before.some((line) => line.endsWith(` ${method} ${path}`) || calls.some((call) => line.endsWith(` ${call}`))),
  )
}

/** What a path has that is not called is told by the finding of the call that means it; it is not told twice. */
function isAboutOther(path: string): (line: string) => boolean {
  return (line) => !(line.startsWith('backend-only-endpoint') && line.endsWith(` ${path}`))
}

function pathItem(document: Document, path: string): Record<string, unknown> {
  const item = document.paths[path]
  if (item === undefined) throw new Error(`${path} is not in the example`)
  return item
}

test('the example reaches enough endpoints to plant something in each', () => {
  expect(sound().length).toBeGreaterThanOrEqual(8)
})

test('an endpoint that was removed leaves its calls without one', async () => {
  for (const { method, path, calls } of sound()) {
    const after = await findingsWith((document) => {
      const item = pathItem(document, path)
      delete item[method.toLowerCase()]
      if (!methods.some((one) => one in item)) delete document.paths[path]
    })
    const isGone = methods.every((one) => one === method.toLowerCase() || !(one in pathItem(readExample(), path)))
    const rule = isGone ? 'frontend-only-call' : 'method-mismatch'
    const { more, less } = difference(after)
    expect(more).toEqual(calls.map((call) => `${rule} ${call}`).sort())
    expect(less.filter(isAboutOther(path))).toEqual([])
  }
})

test('an endpoint that changed its method is called wrongly', async () => {
  for (const { method, path, calls } of sound()) {
    const other = methods.find((one) => !(one in pathItem(readExample(), path))) ?? ''
    const after = await findingsWith((document) => {
      const item = pathItem(document, path)
      item[other] = item[method.toLowerCase()]
      delete item[method.toLowerCase()]
    })
    const { more, less } = difference(after)
    expect(more.filter(isAboutOther(path))).toEqual(calls.map((call) => `method-mismatch ${call}`).sort())
    expect(less.filter(isAboutOther(path))).toEqual([])
  }
})

test('an endpoint that lost its slash is told for each of its calls', async () => {
  for (const { path } of sound()) {
    const after = await findingsWith((document) => {
      document.paths[path.replace(/\/$/, '')] = pathItem(document, path)
      delete document.paths[path]
    })
    const { more, less } = difference(after)
    const own = operations.filter((one) => one.path === path).flatMap(({ calls }) => calls)
    expect(more.filter((line) => !line.startsWith('backend-only-endpoint'))).toEqual(
      own.map((call) => `trailing-slash ${call}`).sort(),
    )
    expect(less.filter(isAboutOther(path))).toEqual([])
  }
})

test('an endpoint that nobody calls is told once, and nothing else', async () => {
  for (const path of ['/api/reports/daily/', '/api/lessons/{id}/notes/', '/api/lessons/{id}/notes/{note}/']) {
    const after = await findingsWith((document) => {
      document.paths[path] = { get: { responses: { '200': { description: 'ok' } } } }
    })
    expect(difference(after)).toEqual({ more: [`backend-only-endpoint GET ${path}`], less: [] })
  }
})

test('a change that means the same finds nothing new', async () => {
  const renamed = await findingsWith((document) => {
    for (const path of Object.keys(document.paths)) {
      const item = document.paths[path]
      if (item === undefined || !path.includes('{id}')) continue
      document.paths[path.replace('{id}', '{lesson_pk}')] = item
      delete document.paths[path]
    }
  })
  expect(renamed.filter((line) => !line.startsWith('backend-only')).sort()).toEqual(
    before.filter((line) => !line.startsWith('backend-only')).sort(),
  )
  const moved = await findingsWith((document) => {
    const { paths } = document
    document.paths = Object.fromEntries(
      Object.entries(paths).map(([path, item]) => [path.replace(/^\/api(?=\/)/, ''), item]),
    )
    Object.assign(document, { servers: [{ url: 'https://m4sh.example/api' }] })
  })
  expect(moved.sort()).toEqual([...before].sort())
})
