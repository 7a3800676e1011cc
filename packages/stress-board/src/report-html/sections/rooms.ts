import type { StressResult } from '../../result.ts'
import { type Section, section } from '../section.ts'
import { bounded, countCell, numbers, table, words } from '../table.ts'

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
                ...['Clients', 'Sent', 'Received', 'Lost', 'Diverged', 'Strokes'].map(numbers),
              ],
              rows: shown.map(({ lesson, clients, sent, received, lost, diverged, strokes }) => ({
                cells: [
                  { text: lesson },
                  countCell(clients),
                  countCell(sent),
                  countCell(received),
                  bad(lost),
                  bad(diverged),
                  countCell(strokes),
                ],
              })),
              rest,
            }),
          ],
  })
}
