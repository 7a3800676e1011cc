import { ApiClient, succeeded, type Answer } from './api-client.ts'
import { GatewayClient, type GatewayOptions } from './gateway-client.ts'
import { fieldsOf, idOf, type Fields } from './json.ts'

export interface Account {
  email: string
  password: string
}

export interface Addresses {
  /** With `/api`, without a slash at the end. */
  apiUrl: string
  /** With the slash at the end, without a token. */
  wsUrl: string
}

/** Somebody who has logged in. */
export class Session {
  readonly account: Account
  readonly api: ApiClient
  readonly token: string
  /** As the login told of it. */
  readonly user: Fields
  /** A number or a string, as the platform has it. */
  readonly userId: string | number
  readonly loginAnswer: Answer
  readonly #wsUrl: string
  readonly #pingEveryMs: number
  readonly #sockets = new Set<GatewayClient>()

  private constructor(account: Account, answer: Answer, { apiUrl, wsUrl }: Addresses, pingEveryMs: number) {
    const { access, user } = fieldsOf(succeeded(answer).body)
    if (typeof access !== 'string') throw new TypeError('the login answered no "access" token')
    this.account = account
    this.loginAnswer = answer
    this.token = access
    this.user = fieldsOf(user)
    this.userId = this.user['id'] as string | number
    this.api = new ApiClient(apiUrl, access)
    this.#wsUrl = wsUrl
    this.#pingEveryMs = pingEveryMs
  }

  static async login(account: Account, addresses: Addresses, pingEveryMs: number): Promise<Session> {
    const { email, password } = account
    const answer = await new ApiClient(addresses.apiUrl).post('/auth/login/', { email, password })
    return new Session(account, answer, addresses, pingEveryMs)
  }

  get id(): string {
    return idOf(this.userId)
  }

  /** One more socket; `closeSockets` closes it at the latest. */
  async connect(options: GatewayOptions = {}): Promise<GatewayClient> {
    const url = `${this.#wsUrl}?token=${this.token}`
    const socket = await GatewayClient.open(url, { pingEveryMs: this.#pingEveryMs, ...options })
    this.#sockets.add(socket)
    return socket
  }

  async subscribed(...channels: string[]): Promise<GatewayClient> {
    const socket = await this.connect()
    await socket.subscribe(...channels)
    return socket
  }

  async closeSockets(): Promise<void> {
    await Promise.all([...this.#sockets].map((socket) => socket.close()))
    this.#sockets.clear()
  }
}
