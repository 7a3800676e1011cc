import { readFileSync } from 'node:fs'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { RunError } from '@m4sh/tools-core/errors'
import {
  bounded,
  fuzz,
  hostileText,
  jsonOf,
  jsonText,
  mutatedJson,
  mutatedText,
  type Outcome,
  outcomeOfAsync,
  strayNumbers,
} from '@m4sh/tools-core/testing/fuzz'
import * as fc from 'fast-check'
import { CORE_SCHEMA, dump, load } from 'js-yaml'
import type { ExtractedCalls } from '../../src/calls/api-call.ts'
import { extractCalls } from '../../src/calls/extract-calls.ts'
import { compareContract } from '../../src/match/compare-contract.ts'
import { decodeText } from '../../src/spec/decode-text.ts'
import type { Contract } from '../../src/spec/operation.ts'
import { parseSchema } from '../../src/spec/parse-schema.ts'
import { withinLimits } from '../../src/spec/schema-limits.ts'
import { exampleFrontend, exampleSchema } from '../run-check.ts'
import { testDeps } from './test-deps.ts'

const folder = fileURLToPath(new URL('../fixtures/schemas/', import.meta.url))
const files = [
  'swagger2.json',
  'openapi31.json',
  'm4sh.yml',
  'openapi32.yml',
  'broken-operations.yml',
  'split/openapi.yml',
]
const texts = [...files.map((file) => readFileSync(`${folder}${file}`, 'utf8')), readFileSync(exampleSchema, 'utf8')]
const documents = texts.map((text) => load(text, { schema: CORE_SCHEMA }))
const anyOf = <T>(make: (at: number) => fc.Arbitrary<T>) => fc.oneof(...texts.map((_, at) => make(at)))

/** Where a document's references may lead: somewhere in it, in a circle, into its own folder, nowhere. */
const references = [
  '#',
  '#/',
  '#/paths',
  '#/components/schemas/Tree',
  '#/components/parameters/Page',
  '#/paths/~1trees',
  '#anchor',
  '#/paths/0/%zz/~2',
  '#/constructor/prototype',
  '',
  'paths/user.yml',
  'paths/user.yml#/get/parameters/0',
  'components/note.json#/__proto__',
  '../m4sh.yml#/paths',
  'openapi.yml',
  '.',
  '/dev/zero',
  'file:',
  'http://[',
  '//[::1',
  'https://schemas.example.org/new.yml#/paths',
  'data:,x',
  '\0',
  '%',
  ':',
]
/** Fields of a reference, wherever they stand. */
const withReferences = fc
  .array(fc.tuple(fc.nat(), fc.oneof(fc.constantFrom(...references), hostileText)), { maxLength: 4 })
  .map((places) => (value: unknown) => {
    const objects = objectsIn(value)
    for (const [at, reference] of places) {
      const object = objects[at % Math.max(objects.length, 1)]
      if (object) object['$ref'] = reference
    }
    return value
  })

function objectsIn(value: unknown): Record<string, unknown>[] {
  if (typeof value !== 'object' || value === null) return []
  const own = Array.isArray(value) ? [] : [value as Record<string, unknown>]
  return [...own, ...Object.values(value).flatMap(objectsIn)]
}

/** What means something to a reader of YAML or JSON. */
const signs = [
  ...'&a |*a|<<: *a|&a [*a]|? |? {toString: 1}\n: |- |: |, |{|}|[|]|>-\n|\t|\n|\n  |---\n|...|"|\'|#|!!binary |!x|@|`'.split(
    '|',
  ),
  ...'!!js/function |%YAML 1.2\n|0x1F|1e999|.nan|-.inf|~|1_000|__proto__: |paths: |$ref: |"\\ud800"|\uFEFF|{}'.split(
    '|',
  ),
  '|',
]

/** What means something to whoever reads OpenAPI, as a key or as a value. */
const words = [
  ...'get POST parameters requestBody servers additionalOperations $ref responses tags in name path query content'.split(
    ' ',
  ),
  ...'querystring schema application/json type object integer enum allOf oneOf anyOf properties required url'.split(
    ' ',
  ),
  ...'additionalProperties default readOnly variables /{a} https://{a}/{b} pattern (a+)+$ format style form'.split(' '),
  ...'explode formData body'.split(' '),
]

const yaml = (value: unknown) => dump(value, { skipInvalid: true, schema: CORE_SCHEMA })

const mutants = {
  'a document in which something is left out, another kind of thing, or elsewhere': fc
    .tuple(
      anyOf((at) => mutatedJson(documents[at])),
      withReferences,
      fc.boolean(),
    )
    .map(([value, refer, isYaml]) => (isYaml ? yaml : jsonText)(refer(value))),
  'a text in which pieces are missing or something else': anyOf((at) => mutatedText(texts[at] ?? '', signs)),
  'any paths at all': fc
    .tuple(jsonOf(words), jsonOf(words))
    .map(([item, more]) =>
      jsonText({ openapi: '3.1.0', paths: { '/x/': item, '/y/': { get: more } }, components: more, servers: more }),
    ),
}

const deps = {
  ...testDeps(),
  fetchText: () => Promise.reject(new RunError('there is no network here')),
}

async function parse(text: string): Promise<Contract> {
  const path = `${folder}split/openapi.yml`
  const source = { text, shown: 'the schema', location: pathToFileURL(path).href, trustedOrigin: '', file: path }
  return await withinLimits(deps, (limited) => parseSchema(source, limited))
}

let frontend: ExtractedCalls
beforeAll(async () => {
  frontend = await extractCalls({ root: exampleFrontend })
})

/** What is wrong with a refusal, or with what the command makes of a schema, up to what is put into its reports. */
function faultsOf(outcome: Outcome<Contract>): readonly string[] {
  if (outcome.refusal !== null) {
    const { name, hint } = outcome.refusal
    return name === 'SchemaError' && hint !== undefined ? [] : [`a ${name} without a hint`]
  }
  const { operations } = outcome.value
  const options = { now: new Date('2026-01-01T00:00:00Z') }
  const { result } = compareContract({ contracts: [outcome.value], frontends: [frontend], options })
  const rows = result.operations.length === operations.length && operations.length > 0 ? [] : ['operations are missing']
  const findings = result.findings
    .filter(({ message }) => !/\w/.test(message))
    .map(({ rule }) => `${rule} says nothing`)
  return [...rows, ...findings, ...strayNumbers(result, 'result')]
}

describe('a schema, or a sentence that says why it is none', () => {
  test.each(Object.entries(mutants))('%s', async (_, mutant) => {
    await fc.assert(
      fc.asyncProperty(mutant, async (text) => {
        const outcome = await bounded(() => outcomeOfAsync(() => parse(text)))
        expect(await bounded(() => faultsOf(outcome))).toEqual([])
      }),
      fuzz(60),
    )
  })

  test('bytes', async () => {
    const start = fc.constantFrom<number[]>([], [0xff, 0xfe], [0xfe, 0xff], [0xef, 0xbb, 0xbf], [0x7b, 0x22])
    const bytes = fc
      .tuple(start, fc.uint8Array({ maxLength: 200 }))
      .map(([first, rest]) => Buffer.from([...first, ...rest]))
    await fc.assert(
      fc.asyncProperty(bytes, async (given) => {
        const outcome = await outcomeOfAsync(() => parse(decodeText(given)))
        expect(outcome.refusal).toMatchObject({ name: 'SchemaError' })
      }),
      fuzz(60),
    )
  })
})
