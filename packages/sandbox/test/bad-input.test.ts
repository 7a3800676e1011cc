import { afterAll, afterEach } from '@jest/globals'
import { describeBadAddresses } from './bad-input/addresses.ts'
import { expectHealthy, openBed } from './bad-input/bed.ts'
import { describeBadBodies } from './bad-input/bodies.ts'
import { describeBadFrames } from './bad-input/frames.ts'
import { describeIdling } from './bad-input/idling.ts'
import { describeInjections } from './bad-input/injections.ts'
import { describeNotReading } from './bad-input/not-reading.ts'
import { describeRawHttp } from './bad-input/raw-http.ts'
import { describeBadTokens } from './bad-input/tokens.ts'
import { describeTrespassing } from './bad-input/trespassing.ts'

// Whatever is thrown at a sandbox: a clear error or close code each, nothing crashes, nothing leaks.
const bed = await openBed()
afterEach(async () => {
  await Promise.all([bed.tutor, bed.student, bed.admin].map((session) => session.closeSockets()))
  await expectHealthy(bed)
})
afterAll(() => bed.stop())

describeInjections(bed)
describeBadTokens(bed)
describeBadBodies(bed)
describeBadAddresses(bed)
describeBadFrames(bed)
describeTrespassing(bed)
describeRawHttp(bed)
describeNotReading(bed)
describeIdling(bed)
