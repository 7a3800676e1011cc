import type { Operation, Parameter } from '../spec/operation.ts'
import { parsePath, type PathTemplate } from './path-template.ts'

/** An operation of one of the schemas, ready to be matched. */
export interface Endpoint {
  /** `POST /api/relations/{id}/accept/`. */
  name: string
  operation: Operation
  /** Index of its schema. */
  schema: number
  /** Place among all endpoints. */
  index: number
  template: PathTemplate
  /** By the name of the hole. */
  pathParameters: ReadonlyMap<string, Parameter>
  /** Why it is left out of all counts; `null` for most. */
  ignored: string | null
}

export function toEndpoint(operation: Operation, schema: number, index: number, ignored: string | null): Endpoint {
  return {
    name: `${operation.method} ${operation.path}`,
    operation,
    schema,
    index,
    template: parsePath(operation.path),
    pathParameters: new Map(operation.pathParameters.map((parameter) => [parameter.name, parameter])),
    ignored,
  }
}
