import { loadMessages } from '#lib/message.ts'
import type { PageLoad } from './$types'

export const load: PageLoad = ({ params }) => loadMessages(params.language, ['group-gate'])
