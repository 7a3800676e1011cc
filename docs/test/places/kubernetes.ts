import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { isRecord } from '@m4sh/tools-core/values'
import type { CronJob, Job } from 'kubernetes-types/batch/v1.d.ts'
import type { EnvVar, PodSpec, Volume, VolumeMount } from 'kubernetes-types/core/v1.d.ts'
import { type Block, documentsOf } from '../page/read-page.ts'
import type { Tried } from '../page/tried.ts'
import { type Finished, runShell } from './run-shell.ts'

type Files = Readonly<Record<string, string>>

export interface Cluster {
  /** What `kubectl create configmap NAME --from-file=…` has put there, by name. */
  readonly configMaps: Readonly<Record<string, Files>>
  readonly secrets: Readonly<Record<string, Files>>
  /** The folder that stands for the volume of a claim: one for all pods, in which they work. */
  readonly volume: string
  /** What the image has, and what is changed of `env` of the manifest. */
  readonly machine: Readonly<Record<string, string>>
  readonly env?: Readonly<Record<string, string>>
  readonly tried: Tried
}

interface Pod {
  readonly spec: PodSpec
  /** Where its spec stands in the block. */
  readonly path: readonly (string | number)[]
  readonly completions: number
}

/**
 * Runs the pods that a block asks for: all that an Indexed Job has, at once, or the one of a CronJob. There is one container
 * in each, and where it works is its volume; files are put where ConfigMaps and Secrets are mounted.
 */
export async function runPods(block: Block, cluster: Cluster): Promise<Finished[]> {
  const { spec, path, completions } = podOf(block)
  const [container, ...others] = spec.containers
  if (!container || others.length > 0 || spec.initContainers) throw new Error('a pod is one container here')
  const { workingDir = '/', command = [], args = [], env = [], volumeMounts = [] } = container
  for (const mount of volumeMounts) await mountVolume(mount, volumeOf(spec, mount), workingDir, cluster)
  const [program, ...rest] = [...command, ...args]
  if (program === undefined) throw new Error('the container says nothing of what it runs')
  for (const key of ['command', 'args']) cluster.tried.add(block, [...path, 'containers', 0, key])
  return await Promise.all(
    Array.from({ length: completions }, async (_, index) => {
      const own = { ...variables(env, cluster), JOB_COMPLETION_INDEX: String(index) }
      return await runShell([program, ...rest], {
        cwd: cluster.volume,
        env: { ...cluster.machine, ...own, ...cluster.env },
      })
    }),
  )
}

function podOf(block: Block): Pod {
  for (const [at, document] of documentsOf(block).entries()) {
    if (!isRecord(document)) continue
    if (document['kind'] === 'Job') {
      const { spec } = document as unknown as Job
      if (!spec?.template.spec) throw new Error('the Job has no pod')
      const path = [at, 'spec', 'template', 'spec']
      return { spec: spec.template.spec, path, completions: spec.completions ?? 1 }
    }
    if (document['kind'] === 'CronJob') {
      const spec = (document as unknown as CronJob).spec?.jobTemplate.spec?.template.spec
      if (!spec) throw new Error('the CronJob has no pod')
      return { spec, path: [at, 'spec', 'jobTemplate', 'spec', 'template', 'spec'], completions: 1 }
    }
  }
  throw new Error(`line ${block.line}: there is no Job and no CronJob`)
}

function volumeOf(spec: PodSpec, { name }: VolumeMount): Volume {
  const volume = spec.volumes?.find((one) => one.name === name)
  if (!volume) throw new Error(`there is no volume ${name}`)
  return volume
}

async function mountVolume(mount: VolumeMount, volume: Volume, workingDir: string, cluster: Cluster): Promise<void> {
  const inside = `${mount.mountPath}/`.startsWith(`${workingDir}/`) ? mount.mountPath.slice(workingDir.length) : null
  if (inside === null) throw new Error(`${mount.mountPath} is not below ${workingDir}: nothing here would find it`)
  const target = join(cluster.volume, inside)
  if (volume.persistentVolumeClaim) {
    if (inside !== '') throw new Error('a container works in its volume here')
    return
  }
  const files = volume.configMap
    ? cluster.configMaps[volume.configMap.name ?? '']
    : cluster.secrets[volume.secret?.secretName ?? '']
  if (!files) throw new Error(`nobody has created what the volume ${volume.name} names`)
  const some = mount.subPath === undefined ? Object.entries(files) : [['', files[mount.subPath]]]
  for (const [name = '', content] of some) {
    if (content === undefined) throw new Error(`there is no ${mount.subPath ?? name} in ${volume.name}`)
    await mkdir(dirname(join(target, name)), { recursive: true })
    await writeFile(join(target, name), content)
  }
}

function variables(env: readonly EnvVar[], { secrets }: Cluster): Record<string, string> {
  return Object.fromEntries(
    env.map(({ name, value, valueFrom }) => {
      const { name: secret = '', key = '' } = valueFrom?.secretKeyRef ?? {}
      const found = value ?? secrets[secret]?.[key]
      if (found === undefined) throw new Error(`nobody has given ${name}`)
      return [name, found]
    }),
  )
}
