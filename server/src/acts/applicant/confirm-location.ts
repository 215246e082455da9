// Confirms where the group is. The position is judged here and forgotten: the verdict, the state
// and the reported accuracy stay. Being outside refuses nothing here, only picking later.

import type { InputOf } from '@garita/contract'
import { allowed, type Decision, refused } from '@garita/domain/decision'
import { keepsSettled, statedVerdict, verdictOf } from '@garita/domain/location'
import { isStateCode } from '@garita/domain/place'
import { act, type Context } from '../../act.ts'
import { openGroup, sealGroup } from '../../sealed.ts'
import { confirmationOf, type KeptVerdict, updateVerdict } from '../../store/locations.ts'
import { markAlive } from '../../store/requests.ts'

type Where = InputOf<'confirm-location'>['where']
type Judged = Decision<Omit<KeptVerdict, 'at'>, 'no-fix' | 'state-unknown'>

export default act('confirm-location', async ({ tx, now, rules, world, group }, { where }) => {
  const judged = judge(where, { rules, world })
  if (!judged.ok) return judged
  await markAlive(tx, [group.id], now) // [Q4]
  const before = confirmationOf(group)
  // [L8] What a supervisor found stands, whatever this phone says now.
  if (before && keepsSettled(before, judged.value.verdict, now, rules))
    return allowed({ group: group.id, verdict: before.verdict, state: group.verdictState })
  const municipality = 'municipality' in where ? where.municipality : null
  const known = openGroup(group.key, group)
  const sealed = sealGroup(group.key, group.id, { ...known, municipality })
  await updateVerdict(tx, group.id, { ...judged.value, at: now }, sealed)
  const { verdict, state } = judged.value
  return allowed({ group: group.id, verdict, state })
})

function judge(where: Where, { rules, world }: Pick<Context, 'rules' | 'world'>): Judged {
  if ('municipality' in where) {
    if (!isStateCode(where.state)) return refused('state-unknown')
    const { verdict, state } = statedVerdict(where.state, rules)
    return verdict === 'no-fix'
      ? refused('no-fix')
      : allowed({ verdict, state, accuracyMeters: null })
  }
  const { verdict, state } = verdictOf(where, world.area, rules)
  if (verdict === 'no-fix') return refused('no-fix', { limitKm: rules.area.accuracyLimitKm })
  return allowed({ verdict, state, accuracyMeters: Math.ceil(where.accuracyMeters) })
}
