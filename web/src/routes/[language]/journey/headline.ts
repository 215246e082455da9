import { portOf } from '@garita/domain/port'
import { headOf } from '#lib/journey.ts'
import type { Language } from '#lib/language.ts'
import type { Say } from '#lib/message.ts'
import { dayInSentence } from '#lib/time.ts'
import type { GroupSummary } from '#lib/which-group.ts'

/** Where a group stands, in one sentence: the largest letters on the page. */
export function headline(t: Say<'journey'>, group: GroupSummary, language: Language): string {
  const head = headOf(group)
  if (head === 'add-photo') {
    const count = group.members.filter(({ photo }) => photo === 'missing').length
    return t('head-add-photo', { count })
  }
  if (head === 'accept-offer') return t('head-accept-offer', { count: group.size })
  if (head !== 'pass') return t(`head-${head}`)
  const { appointment } = group
  const zone = portOf(appointment?.port ?? '')?.zone
  if (!appointment || !zone) return t('head-pick-slot')
  return t('head-pass', { day: dayInSentence(appointment.startsAt, zone, language) })
}
