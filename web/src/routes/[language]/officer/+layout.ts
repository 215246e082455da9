import { loadMessages } from '#lib/message.ts'
import type { LayoutLoad } from './$types'

/** The lock and the state of the network speak on every page of the desk. */
export const load: LayoutLoad = async ({ params }) => {
  await loadMessages(params.language, ['desk', 'desk-keys', 'desk-offline'])
}
