// The display's sound: a chime, then the call in each language. A browser lets a page sound only after somebody has
// touched it, so it is opened by a press.

import type { Language } from '../language.ts'
import { localeOf } from '../time.ts'

export type Said = { readonly language: Language; readonly text: string }

export type Voice = {
  /** One call: the chime, then each sentence after the other. Calls wait for one another. */
  say(sentences: readonly Said[]): void
  /** Languages for which this computer has no voice; known a moment after opening. */
  without(languages: readonly Language[]): readonly Language[]
  close(): void
}

/** Two tones, high then low, as at a station: their pitch in hertz and when they begin, in seconds. */
const tones = [
  [784, 0],
  [587, 0.35],
] as const
const toneSeconds = 0.7
const loudness = 0.35

/** Call it in a press of a button. */
export function openVoice(): Voice {
  const sound = new AudioContext()
  void sound.resume()
  const speech = globalThis.speechSynthesis as SpeechSynthesis | undefined
  // Browsers fetch their voices only when somebody asks for them.
  speech?.getVoices()
  let line = Promise.resolve()
  let isClosed = false

  return {
    say(sentences) {
      line = line.then(async () => {
        if (!isClosed) await chime(sound)
        for (const one of sentences) if (!isClosed) await speak(speech, one)
      })
    },
    without: (languages) => languages.filter((one) => !voiceFor(speech, one)),
    close() {
      isClosed = true
      speech?.cancel()
      void sound.close()
    },
  }
}

async function chime(sound: AudioContext): Promise<void> {
  for (const [pitch, after] of tones) tone(sound, pitch, sound.currentTime + after)
  await new Promise((resolve) => setTimeout(resolve, 1_000))
}

/** One tone that swells quickly and dies away. */
function tone(sound: AudioContext, pitch: number, at: number): void {
  const wave = new OscillatorNode(sound, { frequency: pitch })
  const volume = new GainNode(sound, { gain: 0 })
  volume.gain.linearRampToValueAtTime(loudness, at + 0.02)
  volume.gain.exponentialRampToValueAtTime(0.001, at + toneSeconds)
  wave.connect(volume).connect(sound.destination)
  wave.start(at)
  wave.stop(at + toneSeconds)
}

/** A voice that never says that it is done must not silence the next call. */
const longestMs = 10_000

function speak(
  speech: SpeechSynthesis | undefined,
  { language, text }: Said,
): Promise<unknown> | undefined {
  const voice = voiceFor(speech, language)
  if (!speech || !voice) return undefined
  const words = new SpeechSynthesisUtterance(text)
  words.voice = voice
  words.lang = voice.lang
  words.rate = 0.9
  return new Promise((resolve) => {
    words.onend = resolve
    words.onerror = resolve
    setTimeout(resolve, longestMs)
    speech.speak(words)
  })
}

/** The voice nearest to how the port's people speak: Mexico's Spanish, then any. */
function voiceFor(
  speech: SpeechSynthesis | undefined,
  language: Language,
): SpeechSynthesisVoice | undefined {
  const voices = speech?.getVoices() ?? []
  const exact = voices.find(({ lang }) => lang.replace('_', '-') === localeOf(language))
  return exact ?? voices.find(({ lang }) => lang.slice(0, 2) === language)
}
