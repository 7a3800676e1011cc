/** What every frame about one board holds. */
export interface BoardAddress {
  readonly channel: string
  /** As JSON: a number where it is one. */
  readonly lessonJson: string
}

export function boardAddress(lesson: string): BoardAddress {
  return {
    channel: `board:lesson:${lesson}`,
    lessonJson: /^(0|[1-9]\d{0,14})$/.test(lesson) ? lesson : JSON.stringify(lesson),
  }
}

export function subscribeFrame({ channel }: BoardAddress): string {
  return `{"type":"subscribe","channel":${JSON.stringify(channel)}}`
}

export function snapshotRequestFrame({ channel, lessonJson }: BoardAddress): string {
  return `{"type":"board.snapshot.request","channel":${JSON.stringify(channel)},"lesson_id":${lessonJson}}`
}
