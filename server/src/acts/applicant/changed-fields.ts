// The history of a correction as it is kept: a name for each field that changed, in plain, beside
// what stood there before, sealed. Names are `<member>/<field>`, `<member>/added`,
// `<member>/removed`, `contact/<field>` and `language`.

import type { HistoryEntry } from '@garita/domain/group'
import type { Context, LockedGroup } from '../../act.ts'
import { type ChangedField, sealCorrection } from '../../sealed.ts'
import { insertCorrection } from '../../store/groups.ts'

type Means = Pick<Context, 'tx' | 'now' | 'who'> & { readonly group: LockedGroup }

/** [G8] Writes one line of the history; nothing where nothing changed. */
export async function keepHistory(
  { tx, now, who, group }: Means,
  was: readonly ChangedField[],
): Promise<void> {
  if (was.length === 0) return
  await insertCorrection(tx, {
    groupId: group.id,
    at: now,
    accountId: who.account,
    fields: was.map((one) => one.field),
    sealed: sealCorrection(group.key, group.id, was),
  })
}

type Before = { readonly members: readonly { readonly id: string }[]; readonly contact: object }

export function changedFields(history: readonly HistoryEntry[], before: Before): ChangedField[] {
  return history.flatMap(({ member, change, fields }) => {
    const was = member ? before.members.find((one) => one.id === member) : before.contact
    const about = member ?? 'contact'
    if (change !== 'corrected') return [{ field: `${about}/${change}`, was: was ?? null }]
    return fields.map((field) => ({ field: `${about}/${field}`, was: contentOf(was, field) }))
  })
}

function contentOf(thing: object | undefined, field: string): unknown {
  return new Map(Object.entries(thing ?? {})).get(field) ?? null
}
