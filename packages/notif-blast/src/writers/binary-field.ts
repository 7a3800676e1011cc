import type { RowMaker } from '../rows/row-maker.ts'
import type { Role } from './target-table.ts'

/** Writes one field of the row that the maker has turned to, its length first. @returns where the next one begins */
export type WriteField = (target: Buffer, offset: number, maker: RowMaker) => number

/** PostgreSQL counts from 2000. Microseconds. */
const epochUs = 946_684_800_000_000
const jsonbVersion = 1

const instantTypes = new Set(['timestamptz', 'timestamp'])
const textTypes = new Set(['text', 'varchar', 'bpchar', 'enum'])

/**
 * How a field goes over the wire in binary, by the type of its column; `null` where that is not known.
 * Source: the `…recv` functions of PostgreSQL's `src/backend/utils/adt`.
 */
export function binaryField(role: Role, type: string): WriteField | null {
  if (role === 'id') return type === 'uuid' ? writeRowId : textTypes.has(type) ? textField((maker) => maker.id()) : null
  if (role === 'user') return userField(type)
  if (role === 'type') return textTypes.has(type) ? writeType() : null
  if (role === 'payload') return type === 'jsonb' ? writeJsonb : type === 'json' || type === 'text' ? writeJson : null
  if (!instantTypes.has(type)) return null
  return role === 'readAt' ? writeReadAt : writeCreatedAt
}

const writeRowId: WriteField = (target, offset, maker) => {
  target.writeInt32BE(16, offset)
  maker.ids.write(maker.row, target, offset + 4)
  return offset + 20
}

function userField(type: string): WriteField | null {
  if (type === 'int8')
    return (target, offset, maker) => {
      target.writeInt32BE(8, offset)
      const { userId } = maker
      // Beyond 2^53 it comes as text: a number would be another user.
      if (typeof userId === 'string') return target.writeBigInt64BE(BigInt(userId), offset + 4)
      return writeInt64(target, offset + 4, userId)
    }
  if (type === 'int4') return (target, offset, maker) => writeInt(target, offset, 4, Number(maker.userId))
  if (type === 'int2') return (target, offset, maker) => writeInt(target, offset, 2, Number(maker.userId))
  if (type === 'uuid')
    return (target, offset, maker) => {
      target.writeInt32BE(16, offset)
      target.write(String(maker.userId).replaceAll('-', ''), offset + 4, 'hex')
      return offset + 20
    }
  return textTypes.has(type) ? textField((maker) => String(maker.userId)) : null
}

function textField(textOf: (maker: RowMaker) => string): WriteField {
  return (target, offset, maker) => {
    const length = target.write(textOf(maker), offset + 4)
    return target.writeInt32BE(length, offset) + length
  }
}

/** Types are few, and each is encoded once. */
function writeType(): WriteField {
  const encoded = new Map<string, Buffer>()
  return (target, offset, { type }) => {
    let bytes = encoded.get(type)
    if (!bytes) {
      bytes = Buffer.from(type)
      encoded.set(type, bytes)
    }
    target.writeInt32BE(bytes.length, offset)
    return offset + 4 + bytes.copy(target, offset + 4)
  }
}

const writeJsonb: WriteField = (target, offset, maker) => {
  target[offset + 4] = jsonbVersion
  const length = maker.writePayload(target, offset + 5) + 1
  return target.writeInt32BE(length, offset) + length
}

const writeJson: WriteField = (target, offset, maker) => {
  const length = maker.writePayload(target, offset + 4)
  return target.writeInt32BE(length, offset) + length
}

const writeCreatedAt: WriteField = (target, offset, { createdAtUs }) => {
  target.writeInt32BE(8, offset)
  return writeInt64(target, offset + 4, createdAtUs - epochUs)
}

const writeReadAt: WriteField = (target, offset, { readAtUs }) => {
  if (readAtUs === null) return target.writeInt32BE(-1, offset)
  target.writeInt32BE(8, offset)
  return writeInt64(target, offset + 4, readAtUs - epochUs)
}

function writeInt(target: Buffer, offset: number, length: 2 | 4, value: number): number {
  target.writeInt32BE(length, offset)
  return length === 4 ? target.writeInt32BE(value, offset + 4) : target.writeInt16BE(value, offset + 4)
}

function writeInt64(target: Buffer, offset: number, value: number): number {
  const high = Math.floor(value / 2 ** 32)
  target.writeInt32BE(high, offset)
  return target.writeUInt32BE(value - high * 2 ** 32, offset + 4)
}
