// What a desk keeps is sealed with AES-GCM under a key of its own: one for what the officer's PIN opens (the day's
// list, photos), and one for acts that wait to be sent. The first is kept wrapped under the PIN: six digits are a
// million guesses, so each guess is made slow and five wrong ones destroy the key. That holds against who types at this
// computer. Who copies its disk counts no tries and finds six digits within minutes, and finds the second key beside
// what it seals: against them only an encrypted disk helps. Everything here runs on WebCrypto.

/** Bytes as kept: the 12 bytes that AES-GCM calls its nonce, then what it made. */
export type Sealed = Uint8Array<ArrayBuffer>

/** A key wrapped under a PIN, as kept. */
export type Wrapped = { readonly salt: Sealed; readonly key: Sealed }

/** PBKDF2-SHA-256, as OWASP's password storage guide (2023) asks of it. */
export const rounds = 600_000

const nonceBytes = 12
const saltBytes = 16
const use: KeyUsage[] = ['encrypt', 'decrypt']

/** [W4] A new secret that unlocks the session: 256 random bits in base64url. */
export function newSecret(): string {
  return base64Url(crypto.getRandomValues(new Uint8Array(32)))
}

/** What the server gets of a secret when it locks: its SHA-256 in base64url. */
export async function hashOfSecret(secret: string): Promise<string> {
  const bytes = Uint8Array.from(atob(secret.replaceAll('-', '+').replaceAll('_', '/')), codeOf)
  return base64Url(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)))
}

/** Whether a text can be a desk PIN: six digits or more, and not one digit over and over. */
export function isPin(text: string): boolean {
  return /^\d{6,12}$/.test(text) && !/^(\d)\1*$/.test(text)
}

/** A new key that never leaves the browser; it can be kept in IndexedDB, but not read. */
export async function deviceKey(): Promise<CryptoKey> {
  return await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, use)
}

/** A new key, and the same wrapped under a PIN. */
export async function lockUnder(
  pin: string,
  slowness: number = rounds,
): Promise<{ key: CryptoKey; wrapped: Wrapped }> {
  const raw = crypto.getRandomValues(new Uint8Array(32))
  const salt = crypto.getRandomValues(new Uint8Array(saltBytes))
  const wrapped = { salt, key: await seal(await pinKey(pin, salt, slowness), raw) }
  const key = await imported(raw)
  raw.fill(0)
  return { key, wrapped }
}

/** The key, where the PIN is the right one. */
export async function unlock(
  pin: string,
  { salt, key }: Wrapped,
  slowness: number = rounds,
): Promise<CryptoKey | undefined> {
  const raw = await unseal(await pinKey(pin, salt, slowness), key)
  return raw && (await imported(raw))
}

export async function seal(key: CryptoKey, bytes: Uint8Array<ArrayBuffer>): Promise<Sealed> {
  const iv = crypto.getRandomValues(new Uint8Array(nonceBytes))
  const made = new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, bytes))
  const sealed = new Uint8Array(nonceBytes + made.length)
  sealed.set(iv)
  sealed.set(made, nonceBytes)
  return sealed
}

/** What was sealed; undefined where it was changed, or sealed under another key. */
export async function unseal(
  key: CryptoKey,
  sealed: Sealed,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    const iv = sealed.subarray(0, nonceBytes)
    const made = sealed.subarray(nonceBytes)
    return new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, made))
  } catch {
    return undefined
  }
}

export async function sealValue(key: CryptoKey, value: unknown): Promise<Sealed> {
  return await seal(key, new TextEncoder().encode(JSON.stringify(value)))
}

/** As `unseal`, for what `sealValue` made. */
export async function unsealValue(key: CryptoKey, sealed: unknown): Promise<unknown> {
  if (!(sealed instanceof Uint8Array)) return undefined
  const bytes = await unseal(key, new Uint8Array(sealed))
  return bytes && JSON.parse(new TextDecoder().decode(bytes))
}

async function imported(raw: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  return await crypto.subtle.importKey('raw', raw, 'AES-GCM', false, use)
}

async function pinKey(pin: string, salt: Sealed, iterations: number): Promise<CryptoKey> {
  const typed = new TextEncoder().encode(pin)
  const base = await crypto.subtle.importKey('raw', typed, 'PBKDF2', false, ['deriveKey'])
  const how = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations }
  return await crypto.subtle.deriveKey(how, base, { name: 'AES-GCM', length: 256 }, false, use)
}

function base64Url(bytes: Uint8Array): string {
  const base64 = btoa(String.fromCharCode(...bytes))
  return base64.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
}

const codeOf = (letter: string): number => letter.charCodeAt(0)
