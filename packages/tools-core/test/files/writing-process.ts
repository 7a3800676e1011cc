// A process that the tests of `writeAtomically` may break: `writing-process.ts FILE BYTES` writes that many bytes again
// and again, says so each time, and ends with what went wrong.
import { writeAtomically } from '../../src/files/write-atomically.ts'

const [path = '', bytes = '0'] = process.argv.slice(2)

async function writeOn(): Promise<void> {
  for (let at = 0; ; at++) {
    await writeAtomically(path, String(at % 10).repeat(Number(bytes)))
    process.stdout.write('written\n')
  }
}

writeOn().catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`)
  process.exitCode = 3
})
