// Where in the form one is. It stands in the address, so that the phone's own way back goes one screen back.

/** The screens of the form: the list, one traveler (counted from 0), the contact, the review. */
export type Step =
  | { screen: 'people' }
  | { screen: 'person'; index: number }
  | { screen: 'contact' }
  | { screen: 'review' }

/** The step of an address; the list where it names none, or somebody beyond the `count` travelers. */
export function readStep(query: Pick<URLSearchParams, 'get'>, count: number): Step {
  const screen = query.get('step')
  if (screen === 'contact' || screen === 'review')
    return count > 0 ? { screen } : { screen: 'people' }
  const index = Number(query.get('person')) - 1
  const isThere = Number.isInteger(index) && index >= 0 && index < count
  return screen === 'person' && isThere ? { screen, index } : { screen: 'people' }
}

/** The query of a step, with the group where there is one already. */
export function stepQuery(step: Step, group: string | undefined): string {
  const query = new URLSearchParams()
  if (group) query.set('group', group)
  if (step.screen !== 'people') query.set('step', step.screen)
  if (step.screen === 'person') query.set('person', String(step.index + 1))
  const text = query.toString()
  return text ? `?${text}` : ''
}
