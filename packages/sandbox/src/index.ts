export { type FaultCounts, type FaultSettings } from './faults/faults.ts'
export { seedSizes, type SeedCounts } from './seeds/counts.ts'
export type { SeededIds } from './seeds/seed-database.ts'
export { startSandbox, type Sandbox, type SandboxOptions } from './start-sandbox.ts'
