import { expect, test } from '@jest/globals'
import { findBaselines } from '../../src/reporting/find-baselines.ts'
import { createTemporaryFolder } from '../../src/testing/temporary-folder.ts'

test('those that are there are taken, in their order; of the others it is said that they are not', async () => {
  const folder = await createTemporaryFolder({ 'a.json': '', 'b.json': '' })
  try {
    const [a, b, gone] = ['a.json', 'b.json', 'gone.json'].map((name) => folder.join(name))
    expect(findBaselines([b ?? '', gone ?? '', a ?? ''])).toEqual({
      there: [b, a],
      missing: [`There is no ${gone} yet: nothing is compared with it.`],
    })
    expect(findBaselines([])).toEqual({ there: [], missing: [] })
  } finally {
    await folder.remove()
  }
})
