import { pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'
import { fetchModelFile, identifyModel, modelBasePath } from './models.ts'

describe('the only fetch the worker has', () => {
  it('reads a model from disk', async () => {
    const response = await fetchModelFile(`${modelBasePath}blazeface.json`)
    expect(await response.json()).toHaveProperty('modelTopology')
  })

  it.each([
    ['the network', 'https://example.invalid/models/faceres.json'],
    ['this very machine', 'http://127.0.0.1:1/faceres.json'],
    ['a file elsewhere', pathToFileURL(import.meta.filename).href],
    ['a file above the folder', `${modelBasePath}../package.json`],
    ['data in the address', 'data:application/json,{}'],
  ])('refuses %s', async (_, address) => {
    await expect(fetchModelFile(address)).rejects.toThrow('only models are fetched')
    await expect(fetchModelFile(new Request(address))).rejects.toThrow('only models are fetched')
  })
})

describe('the model', () => {
  it('is named, with a hash that stays the same', async () => {
    const model = await identifyModel()
    expect(model.id).toBe('human-3.3.6/faceres/recipe-1')
    expect(model.hash).toMatch(/^[0-9a-f]{64}$/)
    expect(await identifyModel()).toEqual(model)
  })
})
