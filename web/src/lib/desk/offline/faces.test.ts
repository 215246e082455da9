import { expect, test, vi } from 'vitest'
import { prepareInBrowser } from '../../faces/describe.ts'
import { prepareFaces } from './faces.ts'

vi.mock('../../faces/describe.ts', () => ({ prepareInBrowser: vi.fn() }))
vi.mock('../../read-qr.ts', () => ({ openQrReader: async () => {} }))
vi.stubGlobal('navigator', { serviceWorker: { ready: Promise.resolve() } })

test('where the models did not come, they are fetched again, until they have', async () => {
  const load = vi.mocked(prepareInBrowser)
  for (const came of [false, true, true]) {
    load.mockResolvedValueOnce(came)
    await prepareFaces()
  }
  expect(load).toHaveBeenCalledTimes(2)
})
