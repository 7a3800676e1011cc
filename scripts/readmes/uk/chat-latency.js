export const chatLatency = {
  'How long does a chat message take from send to seen, and is it slower than last release?':
    'Скільки минає від надсилання повідомлення до його появи, і чи не повільніше, ніж у попередньому випуску?',

  'The lesson that is written in; repeatable, conversations take turns':
    'Урок, у чат якого пишуть; можна повторювати, тоді розмови беруть уроки по черзі',
  'Messages of each conversation': 'Скільки повідомлень у кожній розмові',
  'How long is written, in place of --messages; bare numbers are seconds':
    'Скільки часу писати, замість --messages; число без одиниці — секунди',
  'Time between two messages of a conversation; bare numbers are milliseconds':
    'Час між двома повідомленнями розмови; число без одиниці — мілісекунди',
  'Ping-pong: the next message waits until the last one was seen':
    'Пінг-понг: наступне повідомлення чекає, доки побачать попереднє',
  'Conversations at once': 'Скільки розмов одночасно',
  'Messages of each conversation that are not counted': 'Скільки перших повідомлень кожної розмови не враховувати',
  'A message that takes longer is lost': 'Повідомлення, що йде довше, втрачене',
  'Characters of a message': 'Скільки символів у повідомленні',
  'How messages are sent: POST, or published on the socket': 'Як надсилати повідомлення: POST чи публікація в сокеті',
  'Type of the event that --transport ws publishes': 'Тип події, яку публікує --transport ws',
  'Deletes its messages at the end': 'Наприкінці видаляє свої повідомлення',
  'Of the comparison, and of the pauses before reconnects': 'Зерно порівняння і пауз перед повторними з’єднаннями',

  'Access token of who writes': 'Токен доступу того, хто пише',
  'Access token of who reads; else the writer reads on a second socket':
    'Токен доступу того, хто читає; якщо не задано, автор читає другим сокетом',
  'Who writes, and given again who reads; they log in': 'Хто пише, а вдруге — хто читає; вони входять самі',
  'In the same order; better given by the environment, one a line':
    'У тому самому порядку; краще задавати через середовище, по одному в рядку',

  'JSON report of an earlier run to compare with; where there is none yet, what judges the comparison fails; repeatable, several tell how far runs lie apart':
    'JSON-звіт попереднього запуску для порівняння; поки його немає, усе, що судить за порівнянням, не пройдено; можна повторювати: кілька показують, наскільки різняться запуски',
  'Fail if a percentile is slower than the baseline by more, and luck does not explain it':
    'Запуск не пройдено, якщо процентиль повільніший за еталон більше, ніж на це, і випадковістю цього не пояснити',
  'Draws the histogram on the terminal': 'Малює гістограму в терміналі',

  'a threshold failed, or it is slower than --fail-on-regression allows':
    'не витримано порога або повільніше, ніж дозволяє --fail-on-regression',
  'the platform cannot be used, or nobody was reached any more':
    'платформою не вдалося скористатися або повідомлення перестали доходити',
}
