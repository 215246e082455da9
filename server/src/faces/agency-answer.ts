// What an agency's own matcher answers, read with care: it comes from outside, so anything may be in
// it. The shape is documented in docs/face-engines.md.

import {
  type Advice,
  adviceNames,
  type FaceModel,
  type Undescribed,
  undescribedNames,
} from '@garita/domain/comparison'

export type AgencyAnswer = {
  /** As the matcher measured; undefined: it measured nothing. */
  readonly flags: readonly Advice[] | undefined
} & (
  | { readonly score: number; readonly model: FaceModel }
  | { readonly reason: Undescribed; readonly photo: 'first' | 'second' | 'both' }
)

/** A true answer has some hundred bytes. */
const answerBytesLimit = 64 * 1024

/** The answer's text; throws beyond 64 KiB without reading on. */
export async function readText(response: Response): Promise<string> {
  const parts: Uint8Array[] = []
  let length = 0
  for await (const part of response.body ?? []) {
    length += part.byteLength
    if (length > answerBytesLimit) throw new Error('the answer is too large')
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}

/** Undefined where the text is not an answer of the documented shape. */
export function readAnswer(text: string): AgencyAnswer | undefined {
  const answer = objectIn(text)
  const { score, reason } = answer
  const flags = Array.isArray(answer.flags)
    ? adviceNames.filter((one) => (answer.flags as unknown[]).includes(one))
    : undefined
  if (reason !== undefined && score === undefined) {
    const known = undescribedNames.find((one) => one === reason)
    const photo = (['first', 'second', 'both'] as const).find((one) => one === answer.photo)
    return known && photo ? { reason: known, photo, flags } : undefined
  }
  const model = modelIn(answer.model)
  const isScore = typeof score === 'number' && score >= -1 && score <= 1
  return isScore && model ? { score, model, flags } : undefined
}

function objectIn(text: string): { readonly [name: string]: unknown } {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch {
    return {}
  }
}

function modelIn(value: unknown): FaceModel | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const { id, hash }: { id?: unknown; hash?: unknown } = value
  return isShort(id) && isShort(hash) ? { id, hash } : undefined
}

function isShort(value: unknown): value is string {
  return typeof value === 'string' && value.length > 0 && value.length <= 200
}
