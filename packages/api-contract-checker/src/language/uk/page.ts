import { ukrainianPlural, units } from '@m4sh/tools-core/language'
import type { ContractMessages } from '../index.ts'
import { placed } from '../phrases/matching.ts'

const { whole } = units.uk

/** What the page says above and below its tables. */
export const page: ContractMessages['page'] = {
  title: 'Контракт API',
  titleOf: (schemas) => `Контракт API: ${schemas}`,
  subject: (calls, files, roots, endpoints, sources) =>
    `${ukrainianPlural(calls, 'виклик', 'виклики', 'викликів')} у ${ukrainianPlural(files, 'файлі', 'файлах', 'файлах')} (${roots}) і ${ukrainianPlural(endpoints, 'ендпоінт', 'ендпоінти', 'ендпоінтів')} (${sources})`,

  verdict: {
    interrupted: 'Перервано',
    incomplete: 'Запуск перервано: цей звіт неповний.',
    stopped: 'Зупинено до завершення порівняння.',
    unfinished: 'Порівняння не вдалося завершити.',
    disagree: (places) => `Фронтенд і бекенд розходяться у ${inPlaces(places)}.`,
    disagreeHarmlessly: (places) =>
      `Фронтенд і бекенд розходяться у ${inPlaces(places)}, але на вердикт це не впливає.`,
    noCalls: 'Не знайдено викликів, які можна порівняти.',
    agree: 'Фронтенд і бекенд узгоджені.',
    findingsFail: 'Кожен виклик має свій ендпоінт, але через зауваження запуск не пройдено.',
  },

  nothingYet: 'До зупинки запуску — нічого.',

  findings: {
    none: 'Зауважень немає.',
    noneSoFar: 'Поки що зауважень немає.',
    counts: (errors, warnings, notes) =>
      [
        ukrainianPlural(errors, 'помилка', 'помилки', 'помилок'),
        ukrainianPlural(warnings, 'попередження', 'попередження', 'попереджень'),
        ukrainianPlural(notes, 'примітка', 'примітки', 'приміток'),
      ].join(', '),
    failing: (count) =>
      count === 0 ? 'на вердикт вони не впливають' : `через ${whole(count)} з них запуск не пройдено`,
    known: (count) => `ще ${ukrainianPlural(count, 'відоме', 'відомі', 'відомих')} з еталона`,
  },

  tiles: {
    matchedShare: (percent) => `${percent} викликів бекенду`,
    nothingToCompare: 'немає що порівнювати',
    frontendOnly: 'виклики без ендпоінта',
    methodMismatch: 'шлях той, метод не той',
    trailingSlash: 'слеш не збігається',
    otherFindings: 'параметри, тіла, застаріле',
    usedShare: (percent) => `використано ${percent} ендпоінтів`,
    unresolved: 'не вдалося прочитати з коду',
    external: 'інші хости, власні файли',
    ignored: 'пропущені виклики',
    ignoredEndpoints: (count) =>
      `пропущені виклики, а також ${ukrainianPlural(count, 'ендпоінт', 'ендпоінти', 'ендпоінтів')}`,
    uncalled: 'виклики, до яких ніщо не веде',
  },

  bars: {
    matched: (percent) => `узгоджено ${percent}`,
    used: (percent) => `використано ${percent}`,
    notUsed: 'Невикористані',
  },

  searchExample: 'Шлях, файл, правило, тег, функція …',
  rows: (count) => ukrainianPlural(count, 'рядок', 'рядки', 'рядків'),
  restOf: 'рядків',
  run: 'Де запускали і з якими параметрами.',

  facts: {
    title: 'Що порівнювали',
    intro: 'Схема, прочитаний код і те, як шляхи одного боку зведено до шляхів іншого.',
    caption: 'Обидва боки.',
    schema: 'Схема',
    openApi: (version, endpoints) =>
      `OpenAPI ${version}, ${ukrainianPlural(endpoints, 'ендпоінт', 'ендпоінти', 'ендпоінтів')}`,
    frontend: 'Фронтенд',
    files: (read, skipped) => `файлів прочитано: ${whole(read)}, пропущено: ${whole(skipped)}`,
    prefixes: 'Префікси',
    noPrefix: '(немає)',
    inFrontOfFrontend: 'перед шляхами фронтенду',
    inFrontOfSchema: 'перед шляхами схеми',
    baseline: 'Еталон',
    baselineCounts: (known, fresh, stale) =>
      `відомих — ${whole(known)}, нових — ${whole(fresh)}, зниклих — ${whole(stale)}`,
    stale: (entry) => `зникло: ${placed(entry)}`,
  },

  filters: {
    status: 'Стан',
    method: 'Метод',
    tag: 'Тег',
    folder: 'Тека',
    finding: 'Зауваження',
    uncalled: 'Невживаний код',
    baseline: 'Еталон',
    frontend: 'Фронтенд',
    schema: 'Схема',
    all: 'Усі',
    any: 'Будь-які',
    shown: 'Показано',
    hidden: 'Приховано',
    nothingElse: 'Лише він',
    fresh: 'Нові зауваження',
    known: 'Відомі зауваження',
    verdict: 'Вердикт',
    fails: 'Провалює запуск',
    severity: 'Серйозність',
    severities: { error: 'Помилки', warning: 'Попередження', info: 'Примітки' },
    rule: 'Правило',
  },
}

function inPlaces(count: number): string {
  return ukrainianPlural(count, 'місці', 'місцях', 'місцях')
}
