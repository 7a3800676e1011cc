import { bounded, countCell, numbers, type Section, section, table, words } from '@m4sh/tools-core/reporting/html'
import type { StressResult } from '../../result.ts'

const mostRooms = 500

export function roomsSection({ rooms }: StressResult): Section {
  const { shown, rest } = bounded(rooms, mostRooms, 'rooms')
  const bad = (count: number) => countCell(count, count > 0 ? 'bad' : undefined)
  return section({
    id: 'rooms',
    title: 'Rooms',
    intro: 'One board for each lesson. Nothing goes from one room to another.',
    remarks: rooms.length === 0 ? ['There was no room.'] : [],
    tables:
      rooms.length === 0
        ? []
        : [
            table({
              id: 'rooms-table',
              caption: 'Messages by their room, and strokes that its board held at the end.',
              columns: [
                words('Lesson'),
                ...['Clients', 'Sent', 'Received', 'Lost', 'Duplicate', 'Out of order', 'Late'].map(numbers),
                ...['Diverged', 'Strokes'].map(numbers),
              ],
              rows: shown.map((room) => ({
                cells: [
                  { text: room.lesson },
                  ...[room.clients, room.sent, room.received].map((count) => countCell(count)),
                  ...[room.lost, room.duplicated, room.outOfOrder, room.late, room.diverged].map(bad),
                  countCell(room.strokes),
                ],
              })),
              rest,
            }),
          ],
  })
}
