import { randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readConfig } from '../config.ts'
import { runHouse } from '../run.ts'

test('in production there is no demo: no address, no sign-ins, no data', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'garita-production-'))
  const said: string[] = []
  const config = readConfig({
    GARITA_MODE: 'production',
    GARITA_MASTER_KEY: randomBytes(32).toString('base64'),
    GARITA_ADDRESS: 'https://garita.example.org',
    GARITA_MAIL_URL: 'smtp://127.0.0.1:2',
    GARITA_DATA: folder,
    HOST: '127.0.0.1',
    PORT: '0',
  })
  const house = await runHouse({ ...config }, (line) => void said.push(line))
  try {
    const answer = await house.server.inject({ url: '/api/demo' })
    expect(answer.statusCode).toBe(404)
    expect(existsSync(join(folder, 'demo-sign-ins.json'))).toBe(false)
    expect(said.join('\n')).not.toMatch(/demo/i)
    const groups = await house.world.database.db.selectFrom('groups').select('id').execute()
    expect(groups).toEqual([])
  } finally {
    await house.stop()
    rmSync(folder, { recursive: true })
  }
})
