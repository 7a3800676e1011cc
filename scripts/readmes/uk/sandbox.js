export const sandbox = {
  'The M4SH platform in a box: REST with its schema, WebSocket gateway, PostgreSQL. Runs until Ctrl-C.':
    'Платформа M4SH у коробці: REST зі схемою, шлюз WebSocket, PostgreSQL. Працює до Ctrl-C.',

  Server: 'Сервер',
  'Port; 0 for any free one': 'Порт; 0 — будь-який вільний',
  'Address to listen on': 'Адреса, на якій слухати',
  'Ends by itself after this time': 'Через який час завершитися самій',
  'Writes addresses, tokens and ids here, for scripts; - is stdout':
    'Куди записати адреси, токени й ідентифікатори, для скриптів; - означає stdout',
  'Writes the base URL here once everything is up; taken away at the end':
    'Куди записати базову URL-адресу, щойно все запрацює; наприкінці файл прибирають',

  Data: 'Дані',
  'An empty PostgreSQL database to use; else the sandbox starts a server of its own':
    'Порожня база даних PostgreSQL; якщо не задано, пісочниця запускає власний сервер',
  'Keeps the data of its own PostgreSQL here; else it goes with the sandbox':
    'Де зберігати дані власного PostgreSQL; якщо не задано, вони зникають разом із пісочницею',
  'Names, texts, faults: the same seed gives the same ones': 'Імена, тексти, збої: те саме зерно дає ті самі',
  'How much there is': 'Скільки даних',
  'Users, whatever --seed-data says; likewise the next four':
    'Користувачів, хай що каже --seed-data; так само й наступні чотири',
  'Relations between tutors and students': 'Зв’язків тьюторів з учнями',
  Lessons: 'Уроків',
  'Chat messages': 'Повідомлень чату',
  Notifications: 'Сповіщень',
  'Plants every violation that integrity-scan knows, N times each, with decoys':
    'Підкладає кожне порушення, відоме integrity-scan, по N разів, разом із приманками',
  'Where --corrupt writes down what it planted': 'Куди записати, що підклав --corrupt',

  Behaviour: 'Поведінка',
  'What goes wrong on purpose: latency=50ms, jitter=20ms, drop=0.01, duplicate=0.01, reorder=0.05, close-every=30s, error-rate=0.01, joined by commas':
    'Що навмисно йде не так: latency=50ms, jitter=20ms, drop=0.01, duplicate=0.01, reorder=0.05, close-every=30s, error-rate=0.01, через кому',
  "As Django's DEBUG: a POST without its slash answers 500 instead of 301":
    'Як DEBUG у Django: на POST без слеша в кінці відповідь — 500 замість 301',
  'A board is saved at most so often': 'Як часто щонайбільше зберігається дошка',
  'Silence after which a socket is closed with 4008': 'Після якої тиші сокет закривають із кодом 4008',
  'How long an access token is good': 'Скільки діє токен доступу',
  'How long the unread count may lag behind the table':
    'На скільки лічильник непрочитаного може відставати від таблиці',
  'Least time between two messages of one user, else 429':
    'Найменший час між двома повідомленнями одного користувача, інакше 429',
  'Least time between two mails of one invitation, else 429':
    'Найменший час між двома листами з одним запрошенням, інакше 429',
  'Frames that a socket may publish in a second, else WS_RATE_LIMITED; 0 for any number':
    'Скільки кадрів сокет може опублікувати за секунду, інакше WS_RATE_LIMITED; 0 — скільки завгодно',
  'The schema is for users only: 401 without a token': 'Схема лише для користувачів: без токена 401',

  'Where the platform documents nothing': 'Де документація платформи нічого не каже',
  'How gateway events are wrapped: in payload, or beside channel':
    'Як загорнуто події шлюзу: у payload чи поруч із channel',
  'Answers each subscription': 'Відповідає на кожну підписку',
  'A bad token refuses the upgrade with 401 instead of closing with 4401':
    'З поганим токеном відмовляє в upgrade (401), а не закриває сокет із кодом 4401',
  'Forwards fields of events that the platform does not list': 'Пересилає поля подій, яких немає в описі платформи',
  'The clientId of a chat message comes back, in the answer and in the event':
    'clientId повідомлення чату повертається у відповіді й у події',
  'Any frame keeps a socket alive, not only a ping': 'Сокет тримає відкритим будь-який кадр, а не лише ping',

  'its time (--duration) was up': 'минув час її роботи (--duration)',
  'the port is taken, there is no PostgreSQL or no room, or PostgreSQL has ended by itself':
    'порт зайнято, немає PostgreSQL чи місця або PostgreSQL завершився сам',
  'stopped by Ctrl-C or a signal': 'зупинено через Ctrl-C або сигнал',
}
