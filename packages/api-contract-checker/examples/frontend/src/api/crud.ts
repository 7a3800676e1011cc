import { client } from './client'

/** Everything that a plain collection can do. */
export abstract class Crud<T> {
  protected abstract readonly resource: string

  list() {
    return client.get<T[]>(`/${this.resource}/`)
  }

  one(id: number) {
    return client.get<T>(`/${this.resource}/${id}/`)
  }

  remove(id: number) {
    return client.delete(`/${this.resource}/${id}/`)
  }
}
