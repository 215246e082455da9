import { loadMessages } from '#lib/message.ts'
import { sharedSentences } from '#lib/shared-sentences.ts'
import type { LayoutLoad } from './$types'

/** Fetches the sentences of the page that is about to be drawn: the last part of its route names them. */
export const load: LayoutLoad = async ({ params, route }) => {
  const own = route.id.split('/').at(-1) ?? ''
  await loadMessages(params.language, ['shell', 'fields', own, ...(sharedSentences[own] ?? [])])
}
