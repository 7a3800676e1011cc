export interface FrameParts {
  opcode?: number
  isFinal?: boolean
  reserved?: number
  isMasked?: boolean
  /** What the header claims; the length of the payload if left out. */
  claimedLength?: number | bigint
}

export const opcodes = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9 } as const

/** A frame of RFC 6455, with whatever wrong in it. The mask is 0, so that the payload stays readable. */
export function rawFrame(payload: string | Uint8Array, parts: FrameParts = {}): Buffer {
  const { opcode = opcodes.text, isFinal = true, reserved = 0, isMasked = true } = parts
  const content = Buffer.from(payload)
  const claimed = BigInt(parts.claimedLength ?? content.length)
  const first = (isFinal ? 0x80 : 0) | (reserved << 4) | opcode
  const mask = isMasked ? Buffer.alloc(4) : Buffer.alloc(0)
  return Buffer.concat([Buffer.from([first]), lengthOf(claimed, isMasked ? 0x80 : 0), mask, content])
}

function lengthOf(length: bigint, maskBit: number): Buffer {
  if (length < 126n) return Buffer.from([maskBit | Number(length)])
  if (length < 65_536n) {
    const bytes = Buffer.alloc(3)
    bytes.writeUInt8(maskBit | 126)
    bytes.writeUInt16BE(Number(length), 1)
    return bytes
  }
  const bytes = Buffer.alloc(9)
  bytes.writeUInt8(maskBit | 127)
  bytes.writeBigUInt64BE(length, 1)
  return bytes
}

/** Of the close frame at the end of what came; `null` where there is none. Frames of a server have no mask. */
export function closeCodeIn(received: Buffer): number | null {
  let at = received.indexOf('\r\n\r\n') + 4
  while (at + 2 <= received.length) {
    const opcode = received.readUInt8(at) & 0x0f
    const short = received.readUInt8(at + 1) & 0x7f
    const header = short < 126 ? 2 : short === 126 ? 4 : 10
    if (opcode === opcodes.close) return short >= 2 ? received.readUInt16BE(at + 2) : null
    at +=
      header +
      (short < 126 ? short : short === 126 ? received.readUInt16BE(at + 2) : Number(received.readBigUInt64BE(at + 2)))
  }
  return null
}
