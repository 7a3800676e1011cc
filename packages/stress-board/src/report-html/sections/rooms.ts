import { bounded, countCell, numbers, type Section, section, table, words } from '@m4sh/tools-core/reporting/html'
import type { StressLocalization } from '../../language/index.ts'
import type { StressResult } from '../../result.ts'

const mostRooms = 500

export function roomsSection(t: StressLocalization, { rooms }: StressResult): Section {
  const texts = t.messages.sections.rooms
  return section({
    paths: ['result.rooms'],
    id: 'rooms',
    title: texts.title,
    intro: texts.intro,
    remarks: rooms.length === 0 ? [texts.none] : [],
    tables: rooms.length === 0 ? [] : [roomTable(t, rooms)],
  })
}

function roomTable(t: StressLocalization, rooms: StressResult['rooms']) {
  const texts = t.messages.sections.rooms
  const { shown, rest } = bounded(t, rooms, mostRooms, texts.rooms)
  const good = (count: number) => countCell(t, count)
  const bad = (count: number) => countCell(t, count, count > 0 ? 'bad' : undefined)
  return table({
    id: 'rooms-table',
    caption: texts.caption,
    columns: [
      words(texts.lesson),
      ...[texts.clients, texts.sent, texts.received].map(numbers),
      ...[texts.lost, texts.duplicate, texts.outOfOrder, texts.late, texts.diverged].map(numbers),
      numbers(texts.strokes),
    ],
    rows: shown.map((room) => ({
      cells: [
        { text: room.lesson },
        ...[room.clients, room.sent, room.received].map(good),
        ...[room.lost, room.duplicated, room.outOfOrder, room.late, room.diverged].map(bad),
        good(room.strokes),
      ],
    })),
    rest,
  })
}
