import type { Random } from '@m4sh/tools-core/values/random'
import type { OperationKind } from '../ledger/operation-log.ts'
import { operationKinds } from '../ledger/operation-log.ts'

type Mix = Readonly<Record<OperationKind, number>>

/** Draws what a user does next, by weights. */
export function createOperationDraw(mix: Mix): (random: Random) => OperationKind {
  const total = operationKinds.reduce((sum, kind) => sum + mix[kind], 0)
  return (random) => {
    let rest = random.next() * total
    for (const kind of operationKinds) {
      rest -= mix[kind]
      if (rest < 0) return kind
    }
    return 'patch'
  }
}
