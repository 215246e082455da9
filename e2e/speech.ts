// A computer whose voices say nothing aloud and keep what they were asked to say: no machine that
// runs these tests has voices of its own.

import type { BrowserContext, Page } from 'playwright-core'

export type Spoken = { readonly language: string; readonly text: string }

/** Before the page is opened: gives it one voice of each of these languages. */
export async function giveVoices(
  context: BrowserContext,
  languages: readonly string[],
): Promise<void> {
  await context.addInitScript((langs) => {
    const spoken: Spoken[] = []
    class Utterance {
      voice: { lang: string } | null = null
      lang = ''
      rate = 1
      onend: (() => void) | null = null
      readonly text: string
      constructor(text: string) {
        this.text = text
      }
    }
    const speechSynthesis = {
      getVoices: () => langs.map((lang) => ({ lang, name: lang, voiceURI: lang })),
      speak(words: Utterance) {
        spoken.push({ language: words.lang, text: words.text })
        setTimeout(() => words.onend?.(), 0)
      },
      cancel() {},
    }
    const stands = { SpeechSynthesisUtterance: Utterance, speechSynthesis, spoken }
    for (const [name, value] of Object.entries(stands)) {
      Object.defineProperty(globalThis, name, { value, configurable: true })
    }
  }, languages)
}

/** Everything it was asked to say so far, in order. */
export async function spokenBy(page: Page): Promise<readonly Spoken[]> {
  return await page.evaluate(() => [...(Reflect.get(globalThis, 'spoken') as Spoken[])])
}
