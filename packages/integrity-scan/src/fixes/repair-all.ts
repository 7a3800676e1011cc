import { type NotedKeys, type Repair, type RepairDeps, repairRows, unchangedRows } from './repair-rows.ts'

/** A repair with the rows that it still has to change. */
interface Todo {
  readonly repair: Repair
  readonly keys: NotedKeys
}

/**
 * Makes all repairs, of one row at least. Rows are removed first: of what is left the others need fewer. So no row is in the undo file both as
 * changed and, later, as removed.
 */
export async function repairAll(repairs: readonly Repair[], deps: RepairDeps): Promise<void> {
  await lockTables(repairs, deps)
  const todo: Todo[] = []
  for (const repair of repairs) todo.push({ repair, keys: await unchangedRows(repair, deps) })
  const isRemoval = ({ repair }: Todo): boolean => repair.planned.fix.change.kind === 'delete'
  await removeAll(todo.filter(isRemoval), deps)
  for (const { repair, keys } of todo.filter((one) => !isRemoval(one))) await repairRows(repair, keys, deps)
}

/** As a change does: where somebody rebuilds a table it is heard once, and not of every row. */
async function lockTables(repairs: readonly Repair[], { client }: RepairDeps): Promise<void> {
  const withRows = repairs.filter(({ planned }) => planned.rows.length > 0)
  const tables = new Set(withRows.map(({ planned }) => planned.shape.quoted))
  await client.query(`LOCK TABLE ${[...tables].join(', ')} IN ROW EXCLUSIVE MODE`)
}

/**
 * A row to which others point waits until these are removed, if they are: so they are always removed before it, and come
 * back after it.
 */
async function removeAll(todo: readonly Todo[], deps: RepairDeps): Promise<void> {
  const removed = (): number => todo.reduce((sum, { repair }) => sum + repair.count, 0)
  let waiting = todo
  for (;;) {
    const before = removed()
    const next: Todo[] = []
    for (const { repair, keys } of waiting) next.push({ repair, keys: await repairRows(repair, keys, deps) })
    waiting = next.filter(({ keys }) => keys.length > 0)
    if (waiting.length === 0) return
    if (removed() === before) break
  }
  for (const { repair, keys } of waiting) leave(repair, keys)
}

function leave({ left }: Repair, keys: NotedKeys): void {
  for (const part of keys.parts()) for (const [key, reason] of part) left.add(reason, [key])
}
