export { nearest, suggestion } from './did-you-mean.ts'
export { type ErrorDetails, ExpectedError, RunError, UsageError, withHint } from './errors.ts'
export { fileFault, systemCode } from './file-fault.ts'
export { ExitCode } from './exit-code.ts'
