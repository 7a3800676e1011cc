export { type SeenRequest, startHttpServer, type TestServer } from './http-server.ts'
export {
  createMemoryHost,
  ManualClock,
  type MemoryHost,
  type MemoryHostOptions,
  type MemoryStream,
} from './memory-host.ts'
export { type Finished, runInMemory } from './run-in-memory.ts'
export { createTemporaryFolder, type TemporaryFolder } from './temporary-folder.ts'
