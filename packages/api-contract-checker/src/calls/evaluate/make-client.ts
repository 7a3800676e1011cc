import type { Client } from '../clients/client.ts'
import { kindOf, plainClient } from '../clients/registry.ts'
import type { ts } from '../syntax/compiler.ts'
import type { Context } from './context.ts'
import { memberOf } from './members.ts'
import { originOf } from './url-origin.ts'
import type { Argument, Value } from './value.ts'

/** `axios.create({ baseURL })` and the like. */
export function makeClient(
  context: Context,
  name: string,
  receiver: Value | null,
  args: readonly Argument[],
  node: ts.Node,
): Client {
  const [, id = '', position = ''] = name.split(':')
  const parent = receiver?.kind === 'client' ? receiver.client : null
  const kind = parent?.kind ?? kindOf(id)
  const made: Client = {
    ...plainClient(kind),
    ...(parent ? baseOf(parent) : {}),
    site: node,
  }
  const options = position === '' ? undefined : args[Number(position)]
  if (!options) return made
  const given = options.evaluate()
  const [over] = given
  // `createQueryClient(client)`: made over another client, whose base it has.
  if (over?.value.kind === 'client') return { ...made, ...baseOf(over.value.client) }
  const bases = kind.keys.base.flatMap((key) =>
    memberOf(context, given, key, null).filter(({ value }) => !(value.kind === 'literal' && value.value === undefined)),
  )
  const isOpen = given.some(({ value }) => value.kind === 'unknown')
  if (bases.length === 0) return isOpen ? { ...made, basePath: null } : made
  return { ...made, ...originOf(bases) }
}

function baseOf({ basePath, baseHost }: Client): Pick<Client, 'basePath' | 'baseHost'> {
  return { basePath, baseHost }
}
