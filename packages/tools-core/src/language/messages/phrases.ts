import { definePhrases, sayer } from '../phrasebook.ts'

/** Sentences of the core that reports hold in English. */
export const corePhrases = definePhrases({
  'Give it less to do at once, share it among workers where there are any, or use a machine of its own.':
    'Дайте йому менше роботи за раз, поділіть її між потоками, якщо їх кілька, або візьміть окрему машину.',
  'There is no {file} yet: nothing is compared with it.': 'Файлу {file} ще немає: з ним нічого не порівняно.',
  'a part': 'частина',
  'a large part': 'значна частина',
  "At p99, sends left {#lag} ms after they were due, against a reported p99 of {#p99} ms: {@part} of the latency is the generator's own. {@advice}":
    'На p99 надсилання запізнювалися на {lag} мс, а повідомлений p99 — {p99} мс: {part} затримки належить самому генератору. {advice}',
  'Of {#due} sends that were due, {#made} were made ({#percent} %): the load was lighter than the one that was asked for. {@advice}':
    'З {due} запланованих надсилань зроблено {made} ({percent} %): навантаження було легшим, ніж просили. {advice}',
  '1 send failed since this machine had no room for another connection: that is no failure of what was measured. Raise the limit of open files ("ulimit -n 65536"), or send less at once.':
    'Одне надсилання не вдалося, бо на цій машині не було місця для ще одного з’єднання: це не збій того, що вимірювали. Збільште обмеження відкритих файлів («ulimit -n 65536») або надсилайте менше за раз.',
  '{#count} sends failed since this machine had no room for another connection: that is no failure of what was measured. Raise the limit of open files ("ulimit -n 65536"), or send less at once.':
    'Надсилань, що не вдалися, бо на цій машині не було місця для ще одного з’єднання: {count}. Це не збій того, що вимірювали. Збільште обмеження відкритих файлів («ulimit -n 65536») або надсилайте менше за раз.',
  'At p99, the generator looked {#lag} ms late at what had come, against a reported p99 of {#p99} ms: {@part} of the latency is its own. {@advice}':
    'На p99 генератор брався за отримане із запізненням {lag} мс, а повідомлений p99 — {p99} мс: {part} затримки належить йому самому. {advice}',
  process: 'Процес',
  thread: 'Потік',
  'busiest thread': 'Найзавантаженіший потік',
  ', {#percent} % in its worst second': ', а в найгіршу секунду — {percent} %',
  ', {#percent} % in the worst second': ', а в найгіршу секунду — {percent} %',
  "The generator's {@who} used {#percent} % of a CPU{@peak}: answers had to wait for it, and their latency is too high. {@advice}":
    '{who} генератора займав {percent} % процесора{peak}: відповіді мусили чекати на нього, тож їхня затримка завищена. {advice}',
  'For {#percent} % of the time the system kept the generator waiting for a CPU{@peak}: what happened meanwhile was stamped late, the p99 above all. Use a machine of its own; of workers, where there are any, fewer than it has CPUs.':
    '{percent} % часу система змушувала генератор чекати на процесор{peak}: усе, що сталося тим часом, дістало запізнілу позначку, найбільше це псує p99. Візьміть окрему машину; якщо потоків кілька, нехай їх буде менше, ніж процесорів.',
  'The host of this virtual machine gave {#percent} % of its CPU time to others (steal): latencies are too high by pauses that nothing inside can see. Use a machine whose CPUs are its own.':
    'Хост цієї віртуальної машини віддав {percent} % її процесорного часу іншим (steal): затримки завищені паузами, яких зсередини не видно. Візьміть машину з власними процесорами.',
  // Whose table it is stands in the genitive: «Таблиці уроків немає».
  'There is no table for the {@purpose}: looked for {names} in every schema, and for tables that end alike and have its columns.':
    'Таблиці {purpose} немає: в усіх схемах шукали {names}, а також таблиці з таким самим закінченням назви й потрібними стовпцями.',
  'There is more than one table for the {@purpose}: {tables}.': 'Таблиць {purpose} більше ніж одна: {tables}.',
  '{table} has no column for "{role}"; looked for {names}.':
    'У таблиці {table} немає стовпця для «{role}»; шукали {names}.',
})

export const sayCore = sayer(corePhrases)
