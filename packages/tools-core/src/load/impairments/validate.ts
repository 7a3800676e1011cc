import type { ImpairmentSettings } from './settings.ts'

/** @throws {RangeError} saying which setting is wrong and what is wanted */
export function validateImpairments(settings: ImpairmentSettings): void {
  const { loss, lossBurst, jitterShape, bandwidth } = settings
  for (const name of ['loss', 'reorder', 'duplicate'] as const)
    if (!(settings[name] >= 0 && settings[name] <= 1)) refuse(name, settings[name], 'a share from 0 to 1 is wanted')
  for (const name of ['latencyMs', 'jitterMs'] as const)
    if (!isFiniteFrom(0, settings[name])) refuse(name, settings[name], 'milliseconds from 0 are wanted')
  if (jitterShape !== 'normal' && jitterShape !== 'pareto')
    refuse('jitterShape', jitterShape, 'normal or pareto is wanted')
  if (bandwidth !== null && !(isFiniteFrom(0, bandwidth) && bandwidth > 0))
    refuse('bandwidth', bandwidth, 'bytes a second above 0 are wanted, or null for no limit')
  if (lossBurst !== null) checkBurst(loss, lossBurst)
}

/** Bursts with single messages between them lose the most. */
function checkBurst(loss: number, lossBurst: number): void {
  if (!isFiniteFrom(1, lossBurst))
    refuse('lossBurst', lossBurst, 'messages from 1 are wanted, or null for independent losses')
  const most = lossBurst / (lossBurst + 1)
  if (loss > most)
    refuse(
      'loss',
      loss,
      `bursts of ${lossBurst} on average lose at most ${most}: a lower loss or longer bursts are wanted`,
    )
}

function isFiniteFrom(least: number, value: number): boolean {
  return value >= least && value < Infinity
}

function refuse(name: string, value: unknown, wanted: string): never {
  throw new RangeError(`${name} is ${String(value)}: ${wanted}`)
}
