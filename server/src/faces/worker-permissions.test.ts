import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, describe, expect, it } from 'vitest'
import { createFaceEngine } from './engine.ts'
import { workerPermissions } from './worker-permissions.ts'

const run = promisify(execFile)
/** Where an installation keeps its keys. */
const vault = mkdtempSync(join(tmpdir(), 'garita-vault-'))
const key = join(vault, 'a.key')
const model = join(vault, 'model.onnx')
writeFileSync(key, 'a wrapped key')
writeFileSync(model, 'a model')
afterAll(() => rmSync(vault, { recursive: true }))

/** What a process with the worker's permissions comes to: `done`, or the name of the error. */
async function tried(code: string, onnx?: string): Promise<string> {
  const script = `try { ${code}; console.log('done') } catch (error) { console.log(error.code) }`
  const { stdout } = await run(process.execPath, [...workerPermissions(onnx), '-e', script], {
    env: {},
  })
  return stdout.trim()
}

const fs = "require('node:fs')"

describe('the process that looks at pictures', () => {
  it('may read its code and the models, and neither the vault nor the settings', async () => {
    const own = JSON.stringify(join(import.meta.dirname, 'worker.ts'))
    const readme = JSON.stringify(join(import.meta.dirname, '../../../README.md'))
    expect(await tried(`${fs}.readFileSync(${own})`)).toBe('done')
    expect(await tried(`${fs}.readFileSync(${JSON.stringify(key)})`)).toBe('ERR_ACCESS_DENIED')
    expect(await tried(`${fs}.readdirSync(${JSON.stringify(vault)})`)).toBe('ERR_ACCESS_DENIED')
    expect(await tried(`${fs}.readFileSync(${readme})`)).toBe('ERR_ACCESS_DENIED')
    expect(await tried(`${fs}.readFileSync('/proc/self/environ')`)).toBe('ERR_ACCESS_DENIED')
  })

  it('may write nothing, start no process and no thread', async () => {
    const written = JSON.stringify(join(vault, 'left behind'))
    expect(await tried(`${fs}.writeFileSync(${written}, '')`)).toBe('ERR_ACCESS_DENIED')
    const child = "require('node:child_process').spawnSync('/bin/true')"
    expect(await tried(child)).toBe('ERR_ACCESS_DENIED')
    const thread = "new (require('node:worker_threads').Worker)('0', { eval: true })"
    expect(await tried(thread)).toBe('ERR_ACCESS_DENIED')
  })

  it('may read the file of another recogniser, and nothing beside it', async () => {
    expect(await tried(`${fs}.readFileSync(${JSON.stringify(model)})`, model)).toBe('done')
    const beside = await tried(`${fs}.readFileSync(${JSON.stringify(key)})`, model)
    expect(beside).toBe('ERR_ACCESS_DENIED')
  })

  it('is started with just that, and works', async () => {
    const engine = createFaceEngine()
    await engine.start()
    expect(engine.state).toBe('ready')
    const line = await readFile(`/proc/${engine.pid}/cmdline`, 'utf8').catch(() => undefined)
    const allowed = line?.split('\0').filter((one) => /^--(allow|permission)/.test(one))
    if (allowed) {
      const wanted = workerPermissions().filter((one) => !one.startsWith('--disable'))
      expect(allowed).toEqual(wanted)
    }
    await engine.close()
  })
})
