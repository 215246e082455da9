import { allowed } from '@garita/domain/decision'
import { ask } from '../ask.ts'

export default ask('pass-keys', async ({ world }) =>
  allowed({ keys: [...world.vault.passes.publicKeys()] }),
)
