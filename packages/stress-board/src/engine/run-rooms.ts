import { setMaxListeners } from 'node:events'
import { Agenda, GeneratorWatch } from '@m4sh/tools-core/load'
import type { SocketEnd } from '@m4sh/tools-core/connections/websocket'
import { Strokes } from '../board/draw-stroke.ts'
import { StrokeIds } from '../board/stroke-id.ts'
import type { RunPlan } from '../plan/run-plan.ts'
import { closeRoom } from './close-room.ts'
import { createOperationDraw } from './operations.ts'
import type { RawResult } from './raw-result.ts'
import { Recorder, type SecondSample } from './recorder.ts'
import { Room } from './room.ts'
import { toRawResult } from './to-raw-result.ts'
import type { RunThread } from './run-thread.ts'
import { VirtualUser } from './virtual-user.ts'
import type { LoggedImpairment, LoggedOperation } from './logged.ts'

export interface RunHooks {
  /** Stops the load; the result of what was done comes all the same. */
  readonly signal: AbortSignal
  /** When the run starts, by `performance.now()` of this thread; at once if left out. */
  readonly origin?: number
  /** Told of every second. */
  readonly onSecond?: (sample: SecondSample) => void
  readonly onOperation?: (operation: LoggedOperation) => void
  readonly onImpairment?: (impairment: LoggedImpairment) => void
}

/** Runs all virtual users of a plan in this thread, to the comparison of their boards. */
export async function runRooms(plan: RunPlan, hooks: RunHooks): Promise<RawResult> {
  // Each client listens to it while its last board is awaited: thousands are no leak.
  setMaxListeners(0, hooks.signal)
  const agenda = new Agenda({ precise: plan.precise })
  const watch = new GeneratorWatch()
  const recorder = new Recorder()
  const ends = new Map<string, SocketEnd>()
  const ids = new StrokeIds(plan.tag)
  const origin = hooks.origin ?? agenda.now() + 5
  const thread: RunThread = {
    plan,
    agenda,
    origin,
    recorder,
    ids,
    strokes: new Strokes(plan.seed, plan.load.strokePoints),
    drawOperation: createOperationDraw(plan.load.mix),
    onOperation: (operation) => hooks.onOperation?.(operation),
    onImpairment: hooks.onImpairment ?? null,
    onSocketEnd: (end) => void (ends.has(end.kind) || ends.set(end.kind, end)),
  }
  const rooms = plan.rooms.map((room) => {
    const made = new Room(room, ids, (sender, sequence) => {
      recorder.counts.foreign++
      recorder.note('foreign', { lesson: room.lesson, receiver: room.clients[0]?.index ?? -1, sender, sequence })
    })
    for (const [slot, client] of room.clients.entries()) made.users.push(new VirtualUser(thread, made, slot, client))
    return made
  })
  const seconds: SecondSample[] = []
  const stopSeconds = everySecond(agenda, origin, (t) => {
    if (t <= plan.durationMs) watch.sample()
    const sample = recorder.takeSecond(t)
    seconds.push(sample)
    hooks.onSecond?.(sample)
  })
  watch.start()
  for (const room of rooms) for (const user of room.users) user.start()
  try {
    await untilTime(agenda, origin + plan.durationMs, hooks.signal)
    const activeMs = Math.min(plan.durationMs, agenda.now() - origin)
    const interrupted = hooks.signal.aborted
    // Before the closing, whose idle time would make a busy generator look at ease.
    const generator = watch.stop()
    const closed = await Promise.all(rooms.map((room) => closeRoom(thread, room, hooks.signal)))
    seconds.push(recorder.takeSecond(Math.ceil(agenda.now() - origin)))
    for (const room of rooms) for (const user of room.users) user.leave()
    await socketsGone(agenda, recorder)
    return toRawResult({ recorder, closed, rooms, seconds, generator, ends, activeMs, interrupted })
  } finally {
    stopSeconds()
    agenda.close()
  }
}

function everySecond(agenda: Agenda, origin: number, tick: (t: number) => void): () => void {
  let isOver = false
  const plan = (second: number): void => {
    agenda.at(origin + second * 1000, () => {
      if (isOver) return
      tick(second * 1000)
      plan(second + 1)
    })
  }
  plan(1)
  return () => {
    isOver = true
  }
}

function untilTime(agenda: Agenda, at: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve()
    const appointment = agenda.at(at, () => {
      signal.removeEventListener('abort', stop)
      resolve()
    })
    const stop = (): void => {
      appointment.cancel()
      resolve()
    }
    signal.addEventListener('abort', stop, { once: true })
  })
}

/** Sockets say goodbye; one that does not is broken off by itself. */
async function socketsGone(agenda: Agenda, recorder: Recorder): Promise<void> {
  const deadline = agenda.now() + 3000
  while (recorder.open > 0 && agenda.now() < deadline)
    await new Promise<void>((resolve) => void agenda.after(10, resolve))
}
