export const stressBoard = {
  'How many clients does a whiteboard hold on a bad network, and do all end with the same picture?':
    'Скільки клієнтів витримає дошка в поганій мережі, і чи всі побачать той самий малюнок?',

  'Lessons whose boards are drawn on: 123, 1..50, 3,5,9; the clients are spread over them; repeatable':
    'Уроки, на дошках яких малюють: 123, 1..50, 3,5,9; клієнтів розподіляють між ними; можна повторювати',
  'How many clients there are': 'Скільки клієнтів',
  'How long they draw, ramp-up included; bare numbers are seconds':
    'Скільки часу вони малюють, разом із розгоном; число без одиниці — секунди',
  'Operations of each client, whatever the server does (open model)':
    'Частота операцій кожного клієнта, хай що робить сервер (відкрита модель)',
  'How operations follow each other in the open model': 'Як операції йдуть одна за одною у відкритій моделі',
  'Closed model: a client goes on when everybody has its last stroke':
    'Закрита модель: клієнт продовжує, коли його останній штрих отримали всі',
  'Pause between two operations of the closed model': 'Пауза між двома операціями закритої моделі',
  'What clients do, by weights': 'Що роблять клієнти, за вагами',
  'Points of a stroke': 'Скільки точок у штриху',
  'Clients come evenly over this time': 'За цей час клієнти рівномірно під’єднуються',
  'Clients over time, such as 10s:5,1m:50,30s:0; in place of --clients, --duration and --ramp-up':
    'Кількість клієнтів у часі, наприклад 10s:5,1m:50,30s:0; замість --clients, --duration і --ramp-up',
  'Clients that connect at most in a second': 'Скільки клієнтів щонайбільше під’єднується за секунду',
  'Each client asks for the whole board so often; 0s for at join and end only':
    'Як часто кожен клієнт запитує всю дошку; 0s — лише на початку й наприкінці',
  'A snapshot that takes longer is counted as timed out': 'Якщо знімок триває довше, вважається, що його не дочекалися',
  'How long what is under way at the end is waited for, at most':
    'Скільки щонайбільше чекати на те, що наприкінці ще в дорозі',
  'The same seed gives the same operations and impairments': 'Те саме зерно дає ті самі операції й ті самі завади',

  'Bad network': 'Погана мережа',
  'Messages that never arrive: 0.1 or 10%': 'Частка повідомлень, що не доходять: 0.1 або 10%',
  'Losses come in bursts of this mean length (Gilbert–Elliott)':
    'Втрати йдуть серіями такої середньої довжини (модель Гілберта — Елліотта)',
  'Added to every message; bare numbers are milliseconds':
    'Додається до кожного повідомлення; число без одиниці — мілісекунди',
  'By which the latency varies': 'На скільки коливається затримка',
  'Around the latency, or seldom but far above it': 'Навколо затримки або зрідка, зате значно вище за неї',
  'Messages that the next one overtakes': 'Частка повідомлень, які випереджає наступне',
  'Messages that arrive twice': 'Частка повідомлень, що доходять двічі',
  'What gets through, such as 64kB/s': 'Скільки пропускає мережа, наприклад 64kB/s',
  'A client reads nothing for a while now and then, such as 10s/2s':
    'Час від часу клієнт певний час нічого не читає, наприклад 10s/2s',
  "Mean time until a client's socket is cut": 'Середній час до розриву сокета клієнта',
  'Which way the network is bad': 'У якому напрямку мережа погана',
  'Impairments that change all the time, disconnects included': 'Завади, що весь час змінюються, разом із розривами',
  'Clients that read only now and then': 'Частка клієнтів, що читають лише час від часу',
  'All sockets are cut at once so often': 'Як часто розривати всі сокети заразом',

  'Access tokens, one a line; the clients take turns': 'Токени доступу, по одному в рядку; клієнти беруть їх по черзі',
  'Users that log in, columns email and password; the clients take turns':
    'Користувачі, які входять самі, стовпці email і password; клієнти беруть їх по черзі',
  'Signs tokens for --user-ids as the platform does (HS256); better given by the environment':
    'Підписує токени для --user-ids так, як платформа (HS256); краще задавати через середовище',
  'Users to sign tokens for, such as 1..50': 'Користувачі, для яких підписувати токени, наприклад 1..50',

  Scale: 'Масштаб',
  'Threads; a room is never parted': 'Потоки; кімнату ніколи не ділять між кількома',
  'Runs one part of the rooms, for `stress-board merge`; auto/8 takes the part from JOB_COMPLETION_INDEX':
    'Запускає одну частину кімнат, для `stress-board merge`; auto/8 бере номер частини з JOB_COMPLETION_INDEX',
  'Begins at this instant, so that all parts begin together':
    'Починає саме в цю мить, щоб усі частини стартували разом',
  'Looks for the largest --clients that holds this threshold; repeatable':
    'Шукає найбільше --clients, за якого поріг іще витримано; можна повторювати',

  'A delivery within it is in time (fanOut.withinBudget)': 'Доставка в його межах вчасна (fanOut.withinBudget)',
  'JSON report of an earlier run to compare with, for merge as well; where there is none yet, what judges the comparison fails':
    'JSON-звіт попереднього запуску для порівняння, зокрема для merge; поки його немає, усе, що судить за порівнянням, не пройдено',

  'Writes down every operation, in the order of clients and sequences':
    'Записує кожну операцію, за порядком клієнтів і номерів',
  'Serves a page with live charts while it runs': 'Поки триває запуск, показує сторінку з графіками наживо',
  'Port of the live page; 0 for any free one': 'Порт сторінки наживо; 0 — будь-який вільний',

  'a board is not the server’s, somebody got what is not theirs, or a threshold failed':
    'якась дошка не збігається із серверною, хтось отримав чуже або не витримано порога',
  'the gateway cannot be used, or nobody saw anything of what was drawn':
    'шлюзом не вдалося скористатися або ніхто не побачив нічого з намальованого',
}
