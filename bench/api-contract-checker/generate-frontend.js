import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/**
 * Writes a frontend of `count` files that looks like a real one: of twenty files eleven are components (two of them send
 * requests), four are stores and composables, two are API modules, three are plain code. The same count gives the same
 * tree. Sizes follow what real Vue projects have: a component of 150–250 lines, a module of 40–120.
 */
export function generateFrontend(root, count) {
  write(root, 'package.json', '{ "name": "generated", "private": true }\n')
  write(root, 'tsconfig.json', '{ "compilerOptions": { "baseUrl": ".", "paths": { "@/*": ["src/*"] } } }\n')
  write(root, 'src/api/client.ts', client)
  write(root, 'src/api/routes.ts', routes)
  const paths = []
  for (let index = 0; paths.length < count - 2; index++) {
    const [path, text] = makers[index % makers.length](index)
    write(root, path, text)
    paths.push(path)
  }
  write(root, 'schema.json', JSON.stringify(schema(count)))
  return { source: join(root, 'src'), schema: join(root, 'schema.json') }
}

function write(root, path, text) {
  const file = join(root, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
}

const client = `import axios from 'axios'

export const client = axios.create({ baseURL: import.meta.env.VITE_API_BASE_URL || '/api' })
client.interceptors.request.use((config) => {
  config.headers['X-Request-Id'] = crypto.randomUUID()
  return config
})
`
const routes = `export const V1 = '/v1'
export const buildV1Url = (path: string) => \`\${V1}\${path}\`
`

function api(index) {
  return [
    `src/api/things-${index}.ts`,
    `import { client } from '@/api/client'
import { buildV1Url } from './routes'

export interface Thing${index} { id: number; title: string; createdAt: string; tags: string[] }
const BASE = buildV1Url('/things-${index}')
const ENDPOINTS = { list: \`\${BASE}/\`, one: (id: number) => \`\${BASE}/\${id}/\`, state: (id: number) => \`\${BASE}/\${id}/state/\` }

export const things${index} = {
  list: (page = 1) => client.get<Thing${index}[]>(ENDPOINTS.list, { params: { page } }),
  one: (id: number) => client.get<Thing${index}>(ENDPOINTS.one(id)),
  create: (thing: Partial<Thing${index}>) => client.post(ENDPOINTS.list, thing),
  update: (id: number, thing: Partial<Thing${index}>) => client.patch(ENDPOINTS.one(id), thing),
  remove: (id: number) => client.delete(ENDPOINTS.one(id)),
  setState: (id: number, state: 'on' | 'off') => client.post(ENDPOINTS.state(id), { state }),
}
${plainCode(index, 4)}`,
  ]
}

function store(index) {
  const used = index - (index % 20) + 18
  return [
    `src/stores/store-${index}.ts`,
    `import { ref, computed } from 'vue'
import { things${used} } from '@/api/things-${used}'

export const useStore${index} = () => {
  const items = ref<unknown[]>([])
  const isLoading = ref(false)
  const count = computed(() => items.value.length)
  async function load(page: number) {
    isLoading.value = true
    try { items.value = (await things${used}.list(page)).data } finally { isLoading.value = false }
  }
  return { items, isLoading, count, load }
}
${plainCode(index, 6)}`,
  ]
}

function plain(index) {
  return [`src/lib/plain-${index}.ts`, plainCode(index, 8)]
}

function plainCode(index, functions) {
  return Array.from(
    { length: functions },
    (_, at) => `
/** Sorts and groups what it is given, and says how often each kind came. */
export function summarise${index}_${at}(values: readonly { kind: string; weight: number }[], limit = ${at + 3}) {
  const groups = new Map<string, number>()
  for (const { kind, weight } of values) {
    const known = groups.get(kind) ?? 0
    if (weight < 0) throw new RangeError(\`weight \${weight} of \${kind} is negative\`)
    groups.set(kind, known + weight)
  }
  return [...groups].sort(([, a], [, b]) => b - a).slice(0, limit).map(([kind, weight]) => ({ kind, weight, share: weight / values.length }))
}
`,
  ).join('')
}

function component(sends) {
  return (index) => [
    `src/components/Panel${index}.vue`,
    `<template>
  <section class="panel">
${Array.from({ length: 24 }, (_, at) => `    <div v-if="visible(${at})" :class="['row', { active: current === ${at} }]" @click="select(${at})">{{ t('panel.row${at}') }} <span>{{ format(items[${at}]) }}</span></div>`).join('\n')}
  </section>
</template>

<script setup lang="ts">
import { ref, computed } from 'vue'
${sends ? "import { client } from '@/api/client'" : ''}
const props = defineProps<{ items: unknown[]; title: string }>()
const current = ref(0)
const total = computed(() => props.items.length)
function visible(index: number) { return index < total.value }
function select(index: number) { current.value = index }
function format(item: unknown) { return typeof item === 'string' ? item.trim() : String(item) }
${sends ? `async function save(id: number) { await client.post(\`/v1/panels-${index}/\${id}/save/\`, { title: props.title }) }` : ''}
${Array.from({ length: 10 }, (_, at) => `const derived${at} = computed(() => props.items.filter((item, index) => index % ${at + 2} === 0).map((item) => format(item)).join(', '))`).join('\n')}
</script>

<style scoped>
${Array.from({ length: 12 }, (_, at) => `.panel .row:nth-child(${at}) { padding: ${at}px; color: #${String(at * 11).padStart(3, '0')}; }`).join('\n')}
</style>
`,
  ]
}

const makers = [
  ...Array.from({ length: 9 }, () => component(false)),
  component(true),
  component(true),
  store,
  store,
  store,
  store,
  plain,
  plain,
  plain,
  api,
  api,
]

/** Half of what the frontend calls, so that every kind of finding has its share. */
function schema(count) {
  const paths = {}
  const parameters = [{ in: 'path', name: 'id', required: true, schema: { type: 'integer' } }]
  const operation = { responses: { 200: { description: 'ok' } } }
  for (let index = 0; index < count; index += 2) {
    paths[`/api/v1/things-${index}/`] = { get: operation, post: operation }
    paths[`/api/v1/things-${index}/{id}/`] = { parameters, get: operation, patch: operation }
    paths[`/api/v1/panels-${index}/{id}/save/`] = { parameters, put: operation }
  }
  return { openapi: '3.0.3', info: { title: 'Generated', version: '1' }, paths }
}
