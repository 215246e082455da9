// Where a desk keeps things: values under names, in IndexedDB, in a database of its own, so that "delete from this
// phone" never takes acts that were not sent. What is put is on the disk when the promise is kept ("strict"): acts
// of an officer outlive a power cut. A disk that is full or missing is an error, never silence.

export type Shelf = {
  get(name: string): Promise<unknown>
  put(name: string, value: unknown): Promise<void>
  /** Removes one and puts another in one step, so that a power cut leaves either the old or the new. */
  swap(remove: string, name: string, value: unknown): Promise<void>
  remove(name: string): Promise<void>
  /** Names that begin so, in order. */
  names(prefix: string): Promise<string[]>
}

const database = 'garita-desk'
const table = 'kept'

export function openShelf(): Shelf {
  let opening: Promise<IDBDatabase> | undefined
  const open = () => {
    opening ??= opened().catch((error: unknown) => {
      opening = undefined
      throw error
    })
    return opening
  }

  async function read<T>(work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
    const store = (await open()).transaction(table, 'readonly').objectStore(table)
    return await finished(work(store))
  }

  async function write(work: (store: IDBObjectStore) => void): Promise<void> {
    const change = (await open()).transaction(table, 'readwrite', { durability: 'strict' })
    work(change.objectStore(table))
    await new Promise<void>((resolve, reject) => {
      change.oncomplete = () => resolve()
      change.onerror = () => reject(change.error)
      change.onabort = () => reject(change.error)
    })
  }

  return {
    get: (name) => read((store) => store.get(name)),
    put: (name, value) => write((store) => store.put(value, name)),
    swap: (gone, name, value) =>
      write((store) => {
        store.delete(gone)
        store.put(value, name)
      }),
    remove: (name) => write((store) => store.delete(name)),
    async names(prefix) {
      const range = IDBKeyRange.bound(prefix, `${prefix}\uffff`)
      const names = await read((store) => store.getAllKeys(range))
      return names.flatMap((name) => (typeof name === 'string' ? name : []))
    },
  }
}

async function opened(): Promise<IDBDatabase> {
  const request = indexedDB.open(database, 1)
  request.onupgradeneeded = () => request.result.createObjectStore(table)
  const found = await finished(request)
  found.onversionchange = () => found.close()
  return found
}

function finished<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}
