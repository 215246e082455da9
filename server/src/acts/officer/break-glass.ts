// [R14] Opens a group of another port or day by its code, to read, for half an hour. Why is sealed
// with the group; that it was done, by whom and when, supervisors of the desk's port see.

import { allowed, refused } from '@garita/domain/decision'
import { breakGlass, glassWindowMs } from '@garita/domain/desk-limits'
import { deskStep } from '@garita/domain/desk-step'
import { readCode } from '@garita/domain/pass'
import { act } from '../../act.ts'
import { sealDesk } from '../../sealed-desk.ts'
import { findByCode } from '../../store/appointments.ts'
import { insertGlass, lockGlasses } from '../../store/glasses.ts'
import { getKeyId } from '../../store/groups.ts'
import { findGroupKey } from '../../vault/keys.ts'

export default act('break-glass', async ({ tx, now, who, world, concerns, note }, input) => {
  const { port, words } = input
  if (!who.ports.includes(port)) return refused('port-not-mine')
  const read = readCode(input.code)
  if (!read.ok) return read
  // Counted before it is looked for: codes cannot be tried out faster either.
  const opened = await lockGlasses(tx, who.account, now - glassWindowMs)
  const decision = breakGlass(opened, now)
  if (!decision.ok) return decision
  const found = await findByCode(tx, read.value)
  const keyId = found && (await getKeyId(tx, found.groupId))
  const key = keyId && (await findGroupKey(world.vault.keys, keyId))
  if (!key) return refused('pass-unknown')
  concerns(found.groupId)
  const { until } = decision.value
  const id = world.newId()
  await insertGlass(tx, {
    ...{ id, accountId: who.account, groupId: found.groupId, appointmentId: found.id, port },
    sealedWords: sealDesk(key, 'glasses', id, words.trim()),
    ...{ openedAt: now, until },
  })
  note({ ...deskStep(port, null, now), appointment: found.id, until })
  return allowed({ group: found.groupId, appointment: found.id, until })
})
