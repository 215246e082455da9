// Larger things that this phone keeps: the pass as last seen, a photo that was not sent to its end. In IndexedDB,
// because a photo does not fit beside the drafts. Where a browser gives none, nothing is kept and nothing fails.

const database = 'garita'
const table = 'kept'

/** Keeps a value under a name; false where this phone cannot. */
export async function keep(name: string, value: unknown): Promise<boolean> {
  const done = await withTable('readwrite', (store) => store.put(value, name))
  return done !== undefined
}

/** What was kept under a name. */
export async function kept(name: string): Promise<unknown> {
  return await withTable('readonly', (store) => store.get(name))
}

/** The names that begin so. */
export async function keptNames(prefix: string): Promise<string[]> {
  const names = (await withTable('readonly', (store) => store.getAllKeys())) ?? []
  return names.flatMap((name) => (typeof name === 'string' && name.startsWith(prefix) ? name : []))
}

export async function forget(name: string): Promise<void> {
  await withTable('readwrite', (store) => store.delete(name))
}

/** Part of "delete from this phone". */
export async function forgetAll(): Promise<void> {
  await withTable('readwrite', (store) => store.clear())
}

async function withTable<T>(
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T | undefined> {
  try {
    const opened = await open()
    try {
      return await finished(work(opened.transaction(table, mode).objectStore(table)))
    } finally {
      opened.close()
    }
  } catch {
    return undefined
  }
}

async function open(): Promise<IDBDatabase> {
  const request = indexedDB.open(database, 1)
  request.onupgradeneeded = () => request.result.createObjectStore(table)
  return await finished(request)
}

function finished<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}
