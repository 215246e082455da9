// The display's voice with a browser's sound and speech stood in for: what is said, by whom, and in which order.

import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openVoice } from './voice.ts'

type Words = { text: string; lang: string; onend?: () => void; onerror?: () => void }

/** What was heard, in order: each tone by its pitch, each sentence with the language of its voice. */
let heard: string[] = []
/** Sentences of which the computer has not said yet that it is done. */
let under: Words[] = []
let voices: { lang: string }[] = []
let cancelled = 0

const speech = {
  getVoices: () => voices,
  speak(words: Words) {
    heard.push(`${words.lang}: ${words.text}`)
    under.push(words)
  },
  cancel() {
    cancelled += 1
    for (const words of under.splice(0)) words.onerror?.()
  },
}

class Sound {
  currentTime = 0
  destination = {}
  async resume() {}
  async close() {}
}

class Tone {
  readonly pitch: number
  constructor(_: unknown, { frequency }: { frequency: number }) {
    this.pitch = frequency
  }
  connect = (next: unknown) => next
  start() {
    heard.push(`${this.pitch} Hz`)
  }
  stop() {}
}

class Volume {
  gain = { linearRampToValueAtTime() {}, exponentialRampToValueAtTime() {} }
  connect = (next: unknown) => next
}

class Utterance {
  lang = ''
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

beforeEach(() => {
  heard = []
  under = []
  voices = [{ lang: 'en-US' }, { lang: 'es-ES' }, { lang: 'es_MX' }]
  cancelled = 0
  vi.useFakeTimers()
  vi.stubGlobal('AudioContext', Sound)
  vi.stubGlobal('OscillatorNode', Tone)
  vi.stubGlobal('GainNode', Volume)
  vi.stubGlobal('SpeechSynthesisUtterance', Utterance)
  vi.stubGlobal('speechSynthesis', speech)
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const call = (number: number) => [
  { language: 'es' as const, text: `Número ${number}.` },
  { language: 'en' as const, text: `Number ${number}.` },
]
/** The chime is over. */
const chimed = () => vi.advanceTimersByTimeAsync(1_000)
/** What is being said comes to its end. */
async function ended(): Promise<void> {
  under.shift()?.onend?.()
  await vi.advanceTimersByTimeAsync(0)
}

test('a call is a chime of two tones, then the sentence in each language, one after the other', async () => {
  openVoice().say(call(7))
  await vi.advanceTimersByTimeAsync(0)
  expect(heard).toEqual(['784 Hz', '587 Hz'])
  await chimed()
  expect(heard.slice(2)).toEqual(['es_MX: Número 7.'])
  await ended()
  expect(heard.slice(2)).toEqual(['es_MX: Número 7.', 'en-US: Number 7.'])
})

test('a second call waits until the first has been said', async () => {
  const voice = openVoice()
  voice.say(call(7))
  voice.say(call(8))
  await chimed()
  await ended()
  expect(heard.filter((one) => one.includes('8'))).toEqual(['784 Hz', '587 Hz'])
  await ended()
  await chimed()
  expect(heard.at(-1)).toBe('es_MX: Número 8.')
})

test('a voice that never says that it is done silences the next for ten seconds at most', async () => {
  openVoice().say(call(7))
  await chimed()
  expect(heard).toHaveLength(3)
  await vi.advanceTimersByTimeAsync(10_000)
  expect(heard.at(-1)).toBe('en-US: Number 7.')
})

test('Mexico’s Spanish is taken before any other, and any before none', async () => {
  voices = [{ lang: 'es-ES' }]
  const voice = openVoice()
  expect(voice.without(['es', 'en'])).toEqual(['en'])
  voice.say(call(7))
  await chimed()
  await ended()
  expect(heard.slice(2)).toEqual(['es-ES: Número 7.'])
})

test('a browser that cannot speak has the chime alone, and says which voices are missing', async () => {
  vi.stubGlobal('speechSynthesis', undefined)
  const voice = openVoice()
  voice.say(call(7))
  voice.say(call(8))
  await chimed()
  await chimed()
  expect(heard).toEqual(['784 Hz', '587 Hz', '784 Hz', '587 Hz'])
  expect(voice.without(['es', 'en'])).toEqual(['es', 'en'])
})

test('turned off in the midst of a call, it says nothing more of that one or the next', async () => {
  const voice = openVoice()
  voice.say(call(7))
  voice.say(call(8))
  await chimed()
  voice.close()
  await vi.advanceTimersByTimeAsync(20_000)
  expect(cancelled).toBe(1)
  expect(heard).toEqual(['784 Hz', '587 Hz', 'es_MX: Número 7.'])
})
