import { allowed } from '@garita/domain/decision'
import { ask } from '../ask.ts'

export default ask('challenge', async ({ world, now }) =>
  allowed(await world.proofs.challenge(now)),
)
