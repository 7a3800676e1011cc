import { afterAll, afterEach } from '@jest/globals'
import { isRealDeployment, openDeployment } from './deployment.ts'
import { skip } from './needs.ts'
import { describePlatform } from './platform.ts'

// Where the description says "undocumented" a sandbox can be the other way round: that conforms just as well.
if (isRealDeployment()) {
  skip('the other choices of a sandbox', 'M4SH_BASE_URL names a real deployment')
} else {
  const deployment = await openDeployment({
    envelope: 'flat',
    acknowledgeSubscriptions: true,
    rejectUpgrade: true,
    keepUnlistedFields: true,
    anyFrameKeepsAlive: true,
    debug: true,
    seed: 7,
  })
  afterEach(() => deployment.closeSockets())
  afterAll(() => deployment.stop())
  describePlatform(deployment)
}
