import { afterAll, afterEach } from '@jest/globals'
import { openDeployment } from './conformance/deployment.ts'
import { describePlatform } from './conformance/platform.ts'

// Holds a platform to its description: a sandbox, or the deployment that M4SH_BASE_URL names (see deployment.ts for
// what else can be given). Nothing here knows the server: where the description says "undocumented", every form passes.
// Opened before the tests are told, for what a deployment was not given decides which of them are skipped.
const deployment = await openDeployment()
afterEach(() => deployment.closeSockets())
afterAll(() => deployment.stop())

describePlatform(deployment)
