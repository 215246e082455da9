import { languages } from '#lib/language.ts'
import { loadMessages } from '#lib/message.ts'
import type { PageLoad } from './$types'

/** Those who wait read and hear each call in every language. */
export const load: PageLoad = async () => {
  await Promise.all(languages.map((one) => loadMessages(one, ['waiting-area'])))
}
