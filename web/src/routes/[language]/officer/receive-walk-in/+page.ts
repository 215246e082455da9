import { loadMessages } from '#lib/message.ts'
import type { PageLoad } from './$types'

export const load: PageLoad = async ({ params }) => {
  await loadMessages(params.language, ['arrival', 'desk', 'group', 'refusals', 'remedies'])
}
