import { definePhrases, sayer, ukrainianForm, ukrainianPlural } from '@m4sh/tools-core/language'

const messages = (count: string): string => ukrainianPlural(count, 'повідомлення', 'повідомлення', 'повідомлень')
const conversations = (count: string): string => ukrainianPlural(count, 'розмова', 'розмови', 'розмов')

/** Sentences that the JSON report of chat-latency holds in English. */
export const phrases = definePhrases({
  // Of a run.
  '1 socket ended: {says}.{hint}': 'Один сокет закрився: {says}.{hint}',
  '{count} sockets ended: {says}.{hint}': ({ count, says, hint }) =>
    `${ukrainianForm(count, 'Закрився', 'Закрилися', 'Закрилося')} ${ukrainianPlural(count, 'сокет', 'сокети', 'сокетів')}: ${says}.${hint}`,
  'The token ran out in the middle of the run: 1 message refused (401).':
    'Термін дії токена сплив посеред запуску: одному повідомленню відмовлено (401).',
  'The token ran out in the middle of the run: {count} messages refused (401).': ({ count }) =>
    `Термін дії токена сплив посеред запуску: повідомлень із відмовою (401) — ${count}.`,
  '1 conversation had come to a standstill before the run ended.': 'Одна розмова завмерла ще до кінця запуску.',
  '{count} conversations had come to a standstill before the run ended.': ({ count }) =>
    `До кінця запуску ${ukrainianForm(count, 'завмерла', 'завмерли', 'завмерло')} ${conversations(count)}.`,
  'The platform told to wait once (429): what was due meanwhile waited, and its latency counts from when it was due. Write less often with --interval.':
    'Платформа один раз попросила зачекати (429): заплановане тим часом чекало, і його затримка рахується від запланованого часу. Пишіть рідше за допомогою --interval.',
  'The platform told to wait {count} times (429): what was due meanwhile waited, and its latency counts from when it was due. Write less often with --interval.':
    ({ count }) =>
      `Платформа просила зачекати (429): ${ukrainianPlural(count, 'раз', 'рази', 'разів')}. Заплановане тим часом чекало, і його затримка рахується від запланованого часу. Пишіть рідше за допомогою --interval.`,
  '1 message still under way when the run was stopped: not received.':
    'Одне повідомлення ще було в дорозі, коли запуск зупинили: його не отримано.',
  '{count} messages still under way when the run was stopped: not received.': ({ count }) =>
    `${messages(count)} ще ${ukrainianForm(count, 'було', 'були', 'було')} в дорозі, коли запуск зупинили: їх не отримано.`,
  '1 message could not be deleted.': 'Одне повідомлення не вдалося видалити.',
  '{count} messages could not be deleted.': ({ count }) => `Не вдалося видалити ${messages(count)}.`,

  // Of a comparison.
  'The baseline {file} was interrupted: it may tell of its first messages only.':
    'Еталон {file} було перервано: він може розповідати лише про перші свої повідомлення.',
  'The baseline {file} is not to be trusted: the machine was too slow to measure it.':
    'Еталону {file} не можна довіряти: машина була надто повільна, щоб його виміряти.',
  'The baseline {file} is not to be trusted: it could not do its job.':
    'Еталону {file} не можна довіряти: він не зміг зробити свою роботу.',
  '{what} was {before} in the baseline {file} and is {after} here: that may be what differs.': ({
    after,
    before,
    file,
    what,
  }) =>
    `${optionName(what)}: в еталоні ${file} було ${switchName(before)}, тут ${switchName(after)}; різниця може бути через це.`,
  '{name} cannot be compared: it needs {#needed} messages in each run.': ({ name, needed }) =>
    `${name} не можна порівняти: потрібно ${messages(needed)} у кожному запуску.`,
  '{name} cannot be compared: in both runs it lies among messages that never came.':
    '{name} не можна порівняти: в обох запусках він припадає на повідомлення, що так і не дійшли.',
  '{name} cannot be compared: in one of the baselines it lies among messages that never came.':
    '{name} не можна порівняти: в одному з еталонів він припадає на повідомлення, що так і не дійшли.',
  'There is no baseline yet, so --fail-on-regression fails this run: its report is what the next one can be compared with.':
    'Еталона ще немає, тому --fail-on-regression провалює цей запуск: з його звітом можна порівняти наступний.',
  'Nothing can be compared with the baseline, so --fail-on-regression fails this run: write more messages.':
    'З еталоном нічого не можна порівняти, тому --fail-on-regression провалює цей запуск: надішліть більше повідомлень.',
})

export const say = sayer(phrases)

function optionName(what: string): string {
  return what === 'The number of messages' ? 'Кількість повідомлень' : what
}

function switchName(value: string): string {
  return value === 'on' ? 'увімкнено' : value === 'off' ? 'вимкнено' : value
}
