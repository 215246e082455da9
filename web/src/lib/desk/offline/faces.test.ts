import { beforeEach, expect, test, vi } from 'vitest'
import { prepareInBrowser } from '../../faces/describe.ts'

vi.mock('../../faces/describe.ts', () => ({ prepareInBrowser: vi.fn() }))
vi.mock('../../read-qr.ts', () => ({ openQrReader: async () => {} }))
vi.stubGlobal('navigator', { serviceWorker: { ready: Promise.resolve() } })

const load = vi.mocked(prepareInBrowser)

beforeEach(() => {
  vi.resetModules()
  load.mockReset()
})

test('where the models did not come, they are fetched again, until they have', async () => {
  const { prepareFaces } = await import('./faces.ts')
  load.mockResolvedValueOnce(false).mockResolvedValue(true)
  for (let time = 0; time < 4; time += 1) await prepareFaces()
  expect(load).toHaveBeenCalledTimes(2)
})

test('a browser that cannot load them is not asked for ever', async () => {
  const { prepareFaces } = await import('./faces.ts')
  load.mockResolvedValue(false)
  for (let time = 0; time < 9; time += 1) await prepareFaces()
  expect(load).toHaveBeenCalledTimes(5)
})
