import { describe, expect, test } from '@jest/globals'
import { JSON_SCHEMA, load } from 'js-yaml'
import { succeeded, type Answer } from './api-client.ts'
import type { Deployment } from './deployment.ts'
import { rowsFor } from './endpoints.ts'
import { fieldsOf, isRecord, type Fields } from './json.ts'

/** `/schema/`, as drf-spectacular serves it. */
export function describeSchema({ tutor }: Deployment): void {
  const schemaBy = async (accept: string, query = ''): Promise<Answer> => {
    return succeeded(await tutor.api.get(`/schema/${query}`, { headers: { accept } }))
  }
  const typeOf = ({ headers }: Answer): string => headers.get('content-type') ?? ''
  const pathsIn = async (): Promise<Fields> => fieldsOf(fieldsOf((await schemaBy('*/*', '?format=json')).body)['paths'])

  describe('schema', () => {
    test('is YAML by default', async () => {
      const answer = await schemaBy('*/*')
      expect(typeOf(answer)).toMatch(/^application\/vnd\.oai\.openapi(;|$)/)
      expect(answer.body).toBeUndefined()
      expect(load(answer.text)).toMatchObject({
        openapi: expect.stringMatching(/^3\.[01]\.\d$/),
        info: { title: expect.any(String), version: expect.any(String) },
        paths: expect.any(Object),
      })
    })

    test.each([
      ['by ?format=json', '*/*', '?format=json'],
      ['by Accept: application/json', 'application/json', ''],
      ['by Accept: application/vnd.oai.openapi+json', 'application/vnd.oai.openapi+json', ''],
    ])('is JSON %s', async (_, accept, query) => {
      const answer = await schemaBy(accept, query)
      expect(typeOf(answer)).toMatch(/json/)
      expect(answer.body).toEqual(load((await schemaBy('*/*')).text, { schema: JSON_SCHEMA }))
    })

    test('is YAML for a browser that takes anything', async () => {
      const answer = await schemaBy('text/html,application/xhtml+xml,*/*;q=0.8')
      expect(typeOf(answer)).not.toMatch(/json/)
    })

    test('its paths carry /api and end in a slash', async () => {
      const paths = Object.keys(await pathsIn())
      expect(paths.filter((path) => !path.startsWith('/api/') || !path.endsWith('/'))).toEqual([])
    })

    // The schema's own path is often left out of it.
    test.each(rowsFor(({ template }) => template !== '/schema/'))('it has %s', async (_, endpoint) => {
      const operation = operationsIn(await pathsIn())
      const { method, orMethod, template } = endpoint
      const keys = [method, orMethod].filter((name) => name !== undefined).map((name) => keyOf(name, `/api${template}`))
      expect(keys.some((key) => operation.has(key))).toBe(true)
    })

    test('every parameter of a path is declared', async () => {
      for (const [path, item] of Object.entries(await pathsIn())) {
        const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
        for (const operation of Object.values(fieldsOf(item)).filter(isOperation)) {
          const declared = [item, operation].flatMap((level) => parametersOf(level))
          expect({ path, declared }).toEqual({ path, declared: expect.arrayContaining(names) })
        }
      }
    })

    test('every operation says what it answers', async () => {
      for (const [path, item] of Object.entries(await pathsIn())) {
        for (const operation of Object.values(fieldsOf(item)).filter(isOperation)) {
          expect({ path, ...operation }).toMatchObject({
            responses: expect.any(Object),
            operationId: expect.any(String),
          })
        }
      }
    })
  })
}

function isOperation(value: unknown): value is Fields {
  return isRecord(value) && 'responses' in value
}

function parametersOf(level: unknown): unknown[] {
  const { parameters } = fieldsOf(level)
  return Array.isArray(parameters)
    ? parameters.map(fieldsOf).flatMap((one) => (one['in'] === 'path' ? [one['name']] : []))
    : []
}

/** The names of parameters are the deployment's own. */
function keyOf(method: string, path: string): string {
  return `${method.toUpperCase()} ${path.replaceAll(/\{\w+\}/g, '{}')}`
}

function operationsIn(paths: Fields): Set<string> {
  return new Set(
    Object.entries(paths).flatMap(([path, item]) => Object.keys(fieldsOf(item)).map((method) => keyOf(method, path))),
  )
}
