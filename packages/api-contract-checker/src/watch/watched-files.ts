import { statSync } from 'node:fs'
import { dirname, relative, sep } from 'node:path'
import { configFiles } from '../calls/config-files.ts'
import { Surroundings } from '../calls/modules/surroundings.ts'
import type { Config } from '../config.ts'
import { locateSchema } from '../spec/schema-location.ts'

const SOURCE = /\.(?:[cm]?[jt]sx?|vue|svelte)$|(?:^|[\\/])\.gitignore$/i
/** Below a frontend, never its source: installed, or made by tools that write while others watch. */
const NEVER_SOURCE =
  /^(?:node_modules|\.(?:git|hg|svn|nuxt|output|next|svelte-kit|angular|vite|cache|storybook|turbo|vercel))$/
/** Likewise, unless `--include` asks for it. */
const OUTPUT = /^(?:dist|build|out|coverage|storybook-static)$/

/** Which files a run reads, so that their change asks for another one; never those that a run writes. */
export class WatchedFiles {
  /** Told of each path that comes to those it knows. */
  onNew: (path: string) => void = () => {}
  readonly #folders = new Set<string>()
  readonly #files = new Set<string>()
  readonly #modules = new Set<string>()
  #written: ReadonlySet<string> = new Set()
  #cacheFolder: string | null = null
  #readsOutput = false

  /** Everything to watch so far. */
  get paths(): string[] {
    return [...this.#folders, ...[...this.#files].flatMap(placesOf)]
  }

  /** What a run with these settings reads and writes. */
  follow(config: Config, configFile: string | null): void {
    this.#cacheFolder = config.cacheFolder
    this.#readsOutput = config.include.length > 0
    this.#written = new Set(writtenBy(config))
    for (const root of config.frontends) {
      if (isFolder(root)) this.#addFolder(root)
      else this.add(root)
      for (const file of configFiles(new Surroundings(), root)) this.add(file)
    }
    for (const file of [...schemaFiles(config), config.baseline, configFile]) if (file !== null) this.add(file)
    if (configFile !== null && /\.[cm]?[jt]s$/i.test(configFile)) this.#modules.add(configFile)
  }

  add(file: string): void {
    if (this.#files.has(file)) return
    this.#files.add(file)
    for (const place of placesOf(file)) this.onNew(place)
  }

  /** Modules among these that cannot be read a second time. */
  modulesAmong(changed: ReadonlySet<string>): string[] {
    return [...this.#modules].filter((path) => changed.has(path))
  }

  isWatched(path: string): boolean {
    return !this.isIgnored(path, true)
  }

  /** @param isFile false for a folder, and where that is not known */
  isIgnored(path: string, isFile: boolean): boolean {
    if (this.#written.has(path)) return true
    if (this.#files.has(path) || [...this.#files].some((file) => isBelow(file, path))) return false
    if (this.#cacheFolder !== null && isBelow(path, this.#cacheFolder)) return true
    if (isFile && !SOURCE.test(path)) return true
    return ![...this.#folders].some((folder) => isBelow(path, folder) && this.#mayHoldSource(relative(folder, path)))
  }

  /** Asked of the way below the frontend's folder: whatever stands above it was chosen by whoever named it. */
  #mayHoldSource(below: string): boolean {
    return !below.split(sep).some((name) => NEVER_SOURCE.test(name) || (!this.#readsOutput && OUTPUT.test(name)))
  }

  #addFolder(folder: string): void {
    if (this.#folders.has(folder)) return
    this.#folders.add(folder)
    this.onNew(folder)
  }
}

/** Its folder as well: a file that goes and comes back is another one. */
function placesOf(file: string): string[] {
  return [file, dirname(file)]
}

function writtenBy({ destinations, baseline, updateBaseline }: Config): string[] {
  const reports = destinations.map(({ path }) => path)
  return updateBaseline && baseline !== null ? [...reports, baseline] : reports
}

function schemaFiles({ schemas, baseUrl }: Config): string[] {
  return schemas.flatMap(({ source, folder }) => {
    const location = locateSchema(source, { cwd: folder, baseUrl: baseUrl.root })
    return location.kind === 'file' ? [location.path] : []
  })
}

/** Of what cannot be looked at, the run says why. */
function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory()
  } catch {
    return false
  }
}

/** True of the folder itself. */
function isBelow(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : `${folder}${sep}`)
}
