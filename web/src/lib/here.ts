// Where this phone is. The position lives in the memory of the open page alone: it is sent once where the reader
// asks for it, and never stored.

import type { Position } from '@garita/domain/port'

export type Fix = Position & { readonly accuracyMeters: number }

/** `denied`: the reader or the phone said no. `none`: no satellites, no answer in time, no such part. */
export type Located = { kind: 'fix'; fix: Fix } | { kind: 'denied' } | { kind: 'none' }

/** Milliseconds; indoors a phone takes long, and naming the municipality is always there. */
const patienceMs = 25_000

let given: Fix | undefined

/** The position given in this session, if any. */
export function lastFix(): Fix | undefined {
  return given
}

/** Asks the phone; the browser asks the reader first. Only ever after a tap. */
export async function locate(): Promise<Located> {
  if (!('geolocation' in navigator)) return { kind: 'none' }
  return await new Promise((resolve) => {
    navigator.geolocation.getCurrentPosition(
      ({ coords: { latitude, longitude, accuracy } }) => {
        given = { latitude, longitude, accuracyMeters: accuracy }
        resolve({ kind: 'fix', fix: given })
      },
      ({ code }) => resolve({ kind: code === 1 ? 'denied' : 'none' }),
      { enableHighAccuracy: true, timeout: patienceMs, maximumAge: 60_000 },
    )
  })
}
