// SHA-256 (FIPS 180-4) of our own, so that the server, the command line and a phone in a browser's
// worker run the very same lines over a draw. A browser offers only an asynchronous SHA-256 (some
// 10 µs a call), and WebAssembly is closed by the Content-Security-Policy. Measured on two cores,
// a lot of two HMAC passes: `createHmac` 9 µs, two one-shot `crypto.hash` 0.53 µs, this 0.51 µs.
// Nothing secret is hashed here that a timing could give away: every input becomes public.
// See docs/decisions/0006-sha256-of-our-own.md.

/** The eight words of a hash under way. */
export type HashState = Int32Array

const initial = Int32Array.of(
  0x6a09e667,
  0xbb67ae85,
  0x3c6ef372,
  0xa54ff53a,
  0x510e527f,
  0x9b05688c,
  0x1f83d9ab,
  0x5be0cd19,
)
const constants = Int32Array.of(
  0x428a2f98,
  0x71374491,
  0xb5c0fbcf,
  0xe9b5dba5,
  0x3956c25b,
  0x59f111f1,
  0x923f82a4,
  0xab1c5ed5,
  0xd807aa98,
  0x12835b01,
  0x243185be,
  0x550c7dc3,
  0x72be5d74,
  0x80deb1fe,
  0x9bdc06a7,
  0xc19bf174,
  0xe49b69c1,
  0xefbe4786,
  0x0fc19dc6,
  0x240ca1cc,
  0x2de92c6f,
  0x4a7484aa,
  0x5cb0a9dc,
  0x76f988da,
  0x983e5152,
  0xa831c66d,
  0xb00327c8,
  0xbf597fc7,
  0xc6e00bf3,
  0xd5a79147,
  0x06ca6351,
  0x14292967,
  0x27b70a85,
  0x2e1b2138,
  0x4d2c6dfc,
  0x53380d13,
  0x650a7354,
  0x766a0abb,
  0x81c2c92e,
  0x92722c85,
  0xa2bfe8a1,
  0xa81a664b,
  0xc24b8b70,
  0xc76c51a3,
  0xd192e819,
  0xd6990624,
  0xf40e3585,
  0x106aa070,
  0x19a4c116,
  0x1e376c08,
  0x2748774c,
  0x34b0bcb5,
  0x391c0cb3,
  0x4ed8aa4a,
  0x5b9cca4f,
  0x682e6ff3,
  0x748f82ee,
  0x78a5636f,
  0x84c87814,
  0x8cc70208,
  0x90befffa,
  0xa4506ceb,
  0xbef9a3f7,
  0xc67178f2,
)
const blockBytes = 64

/** A state before the first block. */
export function newState(): HashState {
  return initial.slice()
}

/**
 * Takes one block of 16 words into `state`. `words` has 64 places: the first 16 are the block, the
 * others are written over.
 */
export function compress(state: HashState, words: Int32Array): void {
  for (let t = 16; t < 64; t += 1) {
    const near = words[t - 2] as number
    const far = words[t - 15] as number
    const s1 = ((near >>> 17) | (near << 15)) ^ ((near >>> 19) | (near << 13)) ^ (near >>> 10)
    const s0 = ((far >>> 7) | (far << 25)) ^ ((far >>> 18) | (far << 14)) ^ (far >>> 3)
    words[t] = (s1 + (words[t - 7] as number) + s0 + (words[t - 16] as number)) | 0
  }
  let a = state[0] as number
  let b = state[1] as number
  let c = state[2] as number
  let d = state[3] as number
  let e = state[4] as number
  let f = state[5] as number
  let g = state[6] as number
  let h = state[7] as number
  for (let t = 0; t < 64; t += 1) {
    const S1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7))
    const choice = g ^ (e & (f ^ g))
    const one = (h + S1 + choice + (constants[t] as number) + (words[t] as number)) | 0
    const S0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10))
    const majority = (a & b) ^ (c & (a ^ b))
    h = g
    g = f
    f = e
    e = (d + one) | 0
    d = c
    c = b
    b = a
    a = (one + S0 + majority) | 0
  }
  state[0] = (state[0] as number) + a
  state[1] = (state[1] as number) + b
  state[2] = (state[2] as number) + c
  state[3] = (state[3] as number) + d
  state[4] = (state[4] as number) + e
  state[5] = (state[5] as number) + f
  state[6] = (state[6] as number) + g
  state[7] = (state[7] as number) + h
}

export type Sha256Stream = {
  /** Takes the next bytes; gives itself, so that calls can follow each other. */
  update(bytes: Uint8Array): Sha256Stream
  /** The hash of all bytes so far, 32 bytes. Afterwards the stream is used up. */
  digest(): Uint8Array
}

/** A hash that takes its bytes as they come, for files of any length. */
export function sha256Stream(): Sha256Stream {
  const state = newState()
  const words = new Int32Array(64)
  const rest = new Uint8Array(blockBytes)
  let length = 0
  let held = 0

  const stream: Sha256Stream = {
    update(bytes) {
      length += bytes.length
      let start = 0
      if (held > 0) {
        start = Math.min(blockBytes - held, bytes.length)
        rest.set(bytes.subarray(0, start), held)
        held += start
        if (held < blockBytes) return stream
        take(rest, 0)
      }
      for (; start + blockBytes <= bytes.length; start += blockBytes) take(bytes, start)
      rest.set(bytes.subarray(start))
      held = bytes.length - start
      return stream
    },
    digest() {
      const bits = length * 8
      rest[held] = 0x80
      rest.fill(0, held + 1)
      if (held + 9 > blockBytes) {
        take(rest, 0)
        rest.fill(0)
      }
      load(words, rest, 0)
      words[14] = Math.floor(bits / 2 ** 32)
      words[15] = bits | 0
      compress(state, words)
      return bytesOf(state)
    },
  }
  return stream

  function take(bytes: Uint8Array, start: number): void {
    load(words, bytes, start)
    compress(state, words)
  }
}

// A tree hashes millions of short texts: with room of its own each, most of the time went to the
// garbage collector. Nothing here waits for anything, so that one room serves all.
const onlyState = newState()
const onlyWords = new Int32Array(blockBytes)
const onlyEnd = new Uint8Array(2 * blockBytes)

/** SHA-256 of these bytes, 32 bytes. */
export function sha256(bytes: Uint8Array): Uint8Array {
  const hash = new Uint8Array(32)
  sha256Into(bytes, bytes.length, hash, 0)
  return hash
}

/** Writes SHA-256 (32 bytes) of the first `length` bytes into `into` from `at` on. */
export type HashInto = (bytes: Uint8Array, length: number, into: Uint8Array, at: number) => void

/** For very many short texts: nothing is made for one. */
export const sha256Into: HashInto = (bytes, length, into, at) => {
  onlyState.set(initial)
  const held = length % blockBytes
  const rest = length - held
  for (let from = 0; from < rest; from += blockBytes) {
    load(onlyWords, bytes, from)
    compress(onlyState, onlyWords)
  }
  const last = held + 9 > blockBytes ? blockBytes : 0
  onlyEnd.fill(0, held)
  for (let one = 0; one < held; one += 1) onlyEnd[one] = bytes[rest + one] as number
  onlyEnd[held] = 0x80
  for (let from = 0; from <= last; from += blockBytes) {
    load(onlyWords, onlyEnd, from)
    if (from === last) {
      onlyWords[14] = Math.floor((length * 8) / 2 ** 32)
      onlyWords[15] = (length * 8) | 0
    }
    compress(onlyState, onlyWords)
  }
  putState(onlyState, into, at)
}

/** Sixteen words, most significant byte first, out of the 64 bytes from `start` on. */
export function load(words: Int32Array, bytes: Uint8Array, start: number): void {
  for (let t = 0, at = start; t < 16; t += 1, at += 4) {
    words[t] =
      ((bytes[at] as number) << 24) |
      ((bytes[at + 1] as number) << 16) |
      ((bytes[at + 2] as number) << 8) |
      (bytes[at + 3] as number)
  }
}

function bytesOf(state: HashState): Uint8Array {
  const bytes = new Uint8Array(32)
  putState(state, bytes, 0)
  return bytes
}

function putState(state: HashState, into: Uint8Array, at: number): void {
  for (let t = 0, to = at; t < 8; t += 1, to += 4) {
    const word = state[t] as number
    into[to] = word >>> 24
    into[to + 1] = word >>> 16
    into[to + 2] = word >>> 8
    into[to + 3] = word
  }
}
