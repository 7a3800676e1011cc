export { Agenda, type AgendaOptions, type Appointment } from './agenda.ts'
export { type ArrivalOptions, type ArrivalPattern, Arrivals } from './arrivals.ts'
export { calibrateFloor, type CalibrateFloorOptions } from './calibrate-floor.ts'
export { type ChaosKind, type ChaosOptions, type ChaosPhase, drawChaos } from './chaos.ts'
export { type GeneratorLoad, type GeneratorReport, reportGenerator } from './generator-report.ts'
export {
  combineGenerators,
  type GeneratorFigures,
  GeneratorWatch,
  type GeneratorWatchOptions,
  type ThreadShares,
} from './generator-watch.ts'
export type { Fate } from './impairments/fates.ts'
export { ImpairedLine, type ImpairedLineOptions } from './impairments/impaired-line.ts'
export {
  areClear,
  type ImpairmentKind,
  type ImpairmentSettings,
  type JitterShape,
  noImpairments,
} from './impairments/settings.ts'
export type { Timetable } from './impairments/timetable.ts'
export { validateImpairments } from './impairments/validate.ts'
export { type Spell, type SpellOptions, Spells } from './spells.ts'
