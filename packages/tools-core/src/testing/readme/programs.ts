import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'

/** What a process has left behind. */
interface Ended {
  readonly exitCode: number | null
  readonly stdout: string
  readonly stderr: string
}

/** What a program finds around it. */
export interface Surroundings {
  readonly args?: readonly string[]
  /** All of its environment but the `PATH`. */
  readonly env?: Readonly<Record<string, string>>
  readonly cwd?: string
}

/** The TypeScript programs of a README, compiled against what the package exports. */
export class ReadmePrograms {
  readonly #folder: string
  readonly #count: number

  /**
   * Takes the programs out of the README: each fenced block of `ts`.
   * @param folder of the package, which was built: the programs meet what is published, types and all
   */
  constructor(folder: URL, readme = 'README.md') {
    const built = fileURLToPath(new URL('dist', folder))
    if (!existsSync(built)) throw new Error(`${built} is not there: build first (npx -y pnpm@12 run build)`)
    // Within the package, so that its own name leads to it, and where neither git nor npm looks.
    mkdirSync(join(built, '.test'), { recursive: true })
    this.#folder = mkdtempSync(join(built, '.test', 'readme-'))
    const programs = readFileSync(new URL(readme, folder), 'utf8').matchAll(/^```ts\n(.*?)^```$/gms)
    const files = [...programs].map(([, program = ''], at) => ({ name: `program-${at + 1}.ts`, program }))
    for (const { name, program } of files) writeFileSync(join(this.#folder, name), `${program}export {}\n`)
    writeFileSync(
      join(this.#folder, 'tsconfig.json'),
      JSON.stringify({ compilerOptions: compilerOptions(), files: files.map(({ name }) => name) }),
    )
    this.#count = files.length
  }

  get count(): number {
    return this.#count
  }

  /** Compiles all of them. @returns what the compiler objects to; empty where it is content */
  async compile(): Promise<string> {
    const { stdout, stderr } = await run([compiler(), '--project', this.#folder], {})
    return `${stdout}${stderr}`
  }

  /** Runs a compiled program. @param at from 0 */
  async run(at: number, surroundings: Surroundings = {}): Promise<Ended> {
    return await run([join(this.#folder, `program-${at + 1}.js`), ...(surroundings.args ?? [])], surroundings)
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true })
  }
}

const { resolve: find } = createRequire(import.meta.url)

/** As strict as anybody has it, and with the types of Node alone. */
function compilerOptions(): object {
  return {
    target: 'ES2023',
    lib: ['ES2023'],
    module: 'NodeNext',
    types: ['node'],
    typeRoots: [join(dirname(find('@types/node/package.json')), '..')],
    strict: true,
    noUncheckedIndexedAccess: true,
    exactOptionalPropertyTypes: true,
    noPropertyAccessFromIndexSignature: true,
    skipLibCheck: true,
  }
}

/** TypeScript has no API that could be called: its bin is the workspace's. */
function compiler(): string {
  return join(dirname(find('typescript/package.json')), 'bin', 'tsc')
}

async function run(argv: readonly string[], { env, cwd }: Surroundings): Promise<Ended> {
  const child = spawn(process.execPath, argv, {
    env: { PATH: process.env['PATH'], NO_COLOR: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(cwd !== undefined && { cwd }),
  })
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
  return { exitCode: child.exitCode, stdout, stderr }
}
