import type { ContractMessages } from './index.ts'
import { captions, columns } from './uk/columns.ts'
import { history } from './uk/history.ts'
import { page } from './uk/page.ts'
import { rows } from './uk/rows.ts'
import { sections } from './uk/sections.ts'
import { placed } from './phrases/matching.ts'

/** What this tool's reports say, in Ukrainian. */
export const uk: ContractMessages = {
  percent: (figure) => `${figure.replace('.', ',')} %`,

  summary: {
    calls: 'Виклики',
    matched: 'Узгоджені',
    frontendOnly: 'Лише у фронтенді',
    methodMismatch: 'Інший метод',
    trailingSlash: 'Слеш у кінці',
    unresolved: 'Нерозпізнані',
    external: 'Зовнішні',
    ignored: 'Проігноровані',
    uncalled: 'У невживаному коді',
    endpoints: 'Ендпоінти',
    someIgnored: (count) => `проігноровано: ${count}`,
    used: 'Використані',
    backendOnly: 'Лише в бекенді',
    someMeant: (count) => `з них викликаних іншим методом: ${count}`,
  },

  text: {
    title: 'Контракт API',
    noFrontend: 'жодного фронтенду не прочитано',
    noSchema: 'жодної схеми не прочитано',
    skipped: 'Пропущені файли',
    verboseLists: 'їх перелічує --verbose',
    inReport: (rule, count) => `${rule}: ${count} (див. звіт)`,
    more: (count) => `… і ще ${count} у звіті`,
    baseline: (known, fresh) => `Еталон: відомих — ${known}, нових — ${fresh}`,
    gone: (count) => `зниклих — ${count} (їх прибере --update-baseline)`,
    goneEntry: (entry) => `зникло: ${placed(entry)}`,
  },

  page,
  sections,
  columns,
  captions,
  rows,
  history,
}
