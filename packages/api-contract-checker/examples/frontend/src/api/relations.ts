import { client } from './client'
import { Crud } from './crud'

interface Relation {
  id: number
}

class Relations extends Crud<Relation> {
  protected readonly resource = 'tutor/relations'

  accept(ids: number[]) {
    return client.post(`/${this.resource}/batch/accept/`, { ids })
  }
}

export const relations = new Relations()
