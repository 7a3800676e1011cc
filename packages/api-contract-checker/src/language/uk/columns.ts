import type { ContractMessages } from '../index.ts'

/** Column heads of the tables. */
export const columns: ContractMessages['columns'] = {
  method: 'Метод',
  path: 'Шлях',
  place: 'Де',
  nearest: 'Найближчий ендпоінт',
  allowed: 'Бекенд приймає',
  fix: 'Виправлення',
  severity: 'Серйозність',
  finding: 'Зауваження',
  knownPart: 'Відома частина',
  reason: 'Чому',
  summary: 'Опис',
  tags: 'Теги',
  callers: 'Можливі виклики',
  endpoint: 'Ендпоінт',
  address: 'Адреса',
  what: 'Що',
}

/** What the rows of a table are. */
export const captions: ContractMessages['captions'] = {
  calls: 'Виклики за файлом і рядком',
  endpoints: 'Ендпоінти в порядку схеми',
  both: 'Виклики й ендпоінти',
  findings: 'Зауваження за файлом і рядком',
  files: 'Файли',
}
