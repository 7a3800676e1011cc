// The sandbox as it is, database included: the server whose gateway the bench measures.
import { answerUsage } from './answer-usage.js'

const { startSandbox } = await import('../../packages/sandbox/dist/index.js')

const sandbox = await startSandbox()
const { tutor, student } = sandbox.tokens
answerUsage({ port: Number(new URL(sandbox.baseUrl).port), tokens: [tutor, student] }, () => sandbox.stop())
