// Yes or no, and nothing else: does an appointment with this code and a traveler of this birth date
// stand? An unknown code, a wrong date and a cancelled appointment are the same no. After ten tries
// a code a day it asks for work, never for more: nobody can lock somebody else's code.

import { codeLength } from '@garita/domain/code'
import { allowed, refused } from '@garita/domain/decision'
import { readCode } from '@garita/domain/pass'
import { preparedAct } from '../../act.ts'
import { countTry } from '../../store/recoveries.ts'
import { lockTries, spendProof } from '../../store/tries.ts'
import { stands } from './standing.ts'

/** As long as a code, with a symbol that none has. */
const noCode = '-'.repeat(codeLength)

export default preparedAct(
  'check-appointment',
  async (world, { input }) => {
    const read = readCode(input.code)
    const code = read.ok ? read.value : input.code.toUpperCase()
    return {
      what: `check-appointment/${world.vault.inputMac(Buffer.from(code)).toString('hex')}`,
      // What cannot be a code is not asked for by its own text, which a database may not take.
      stands: await stands(world, read.ok ? code : noCode, input.birth),
      proof: input.proof ? await world.proofs.verify(input.proof, world.now()) : null,
    }
  },
  async ({ tx, now, rules, prepared }) => {
    const today = new Date(now).toISOString().slice(0, 10)
    const tries = await lockTries(tx, prepared.what, today)
    // [C8] Each proof counts once.
    if (tries >= rules.checkTriesADay) {
      const isPaid = prepared.proof !== null && (await spendProof(tx, prepared.proof))
      if (!isPaid) return refused('proof-needed')
    }
    await countTry(tx, prepared.what, today)
    return allowed({ stands: prepared.stands })
  },
)
