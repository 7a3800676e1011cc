import { RunError } from '@m4sh/tools-core/errors'
import {
  connectionAddress,
  GatewaySocket,
  readGatewayFrame,
  type SocketEnd,
} from '@m4sh/tools-core/connections/websocket'
import { jsonRecord } from '@m4sh/tools-core/values'
import { boardAddress, snapshotRequestFrame, subscribeFrame } from './board/board-frames.ts'
import type { RunPlan } from './plan/run-plan.ts'

export interface TargetCheck extends Pick<RunPlan, 'url' | 'headers'> {
  readonly token: string | null
  readonly lesson: string
  readonly timeoutMs: number
}

/**
 * Opens one socket and asks for one board, so that a wrong address, token or lesson is told before a thousand clients run
 * into it.
 * @throws {RunError} that says what is wrong and what to do
 * @throws the signal's reason
 */
export async function checkTarget(check: TargetCheck, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted()
  const { url, headers, token, lesson, timeoutMs } = check
  const host = connectionAddress(url)
  const board = boardAddress(lesson)
  const { channel } = board
  await new Promise<void>((resolve, reject) => {
    let error: Error | null = null
    const end = (with_: Error | null): void => {
      error ??= with_
      clearTimeout(timer)
      signal.removeEventListener('abort', abort)
      socket.close()
    }
    const abort = (): void => end(new RunError('It was stopped before the first client came.'))
    const socket = new GatewaySocket({
      url,
      headers,
      token,
      handshakeTimeoutMs: timeoutMs,
      listener: {
        opened: () => {
          socket.send(subscribeFrame(board))
          socket.send(snapshotRequestFrame(board))
        },
        message: (data) => {
          const told = answerOf(data.toString())
          if (told === 'board') end(null)
          else if (told !== null) end(refusal(told, channel, host))
        },
        closed: (ended) => {
          clearTimeout(timer)
          signal.removeEventListener('abort', abort)
          if (error) reject(error)
          else if (ended.kind === 'local') resolve()
          else reject(unreachable(ended, host))
        },
      },
    })
    const timer = setTimeout(() => {
      end(
        new RunError(`${host} answers no board.snapshot.request for ${channel} within ${timeoutMs / 1000} s.`, {
          hint: 'Without the board of the server nobody can tell whether clients end with the same picture. Is this the gateway (--ws-url), and does the lesson exist?',
        }),
      )
    }, timeoutMs + 500)
    signal.addEventListener('abort', abort, { once: true })
  })
  signal.throwIfAborted()
}

/** `board` where the board came, an error code and its words, or nothing of interest. */
function answerOf(text: string): 'board' | { readonly code: string; readonly detail: string } | null {
  const frame = readGatewayFrame(jsonRecord(text))
  if (frame.kind === 'event') return frame.type === 'board.snapshot.send' ? 'board' : null
  return frame.kind === 'error' ? frame : null
}

const tokenHint =
  'Give a valid token with --token or M4SH_TOKEN, or tokens of many users with --tokens, --users or M4SH_JWT_SECRET.'

const hints: Readonly<Record<string, string>> = {
  WS_UNAUTHORIZED: tokenHint,
  WS_FORBIDDEN:
    "A board is for the lesson's tutor and student, and for admins: use one of their tokens, or another --lesson.",
  WS_INVALID_CHANNEL: 'Does the lesson exist? Name another one with --lesson.',
}

function refusal({ code, detail }: { code: string; detail: string }, channel: string, host: string): RunError {
  const hint = (Object.hasOwn(hints, code) ? hints[code] : undefined) ?? 'The log of the gateway may tell more.'
  return new RunError(`${host} refuses ${channel}: ${code}${detail === '' ? '' : ` (${detail})`}.`, { hint })
}

function unreachable({ kind, says, hint }: SocketEnd, host: string): RunError {
  const usual = kind === 'unauthorized' ? tokenHint : 'Is the platform running? Check --base-url and --ws-url.'
  return new RunError(`The gateway at ${host} cannot be used: ${says}.`, {
    hint: kind === 'unauthorized' || kind === 'refused' ? usual : (hint ?? usual),
  })
}
