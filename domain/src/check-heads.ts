// The three short files that bind a draw together: what the custodians committed to, what was
// frozen, and what was drawn. Each names the one before by its hash, and the seed follows from all.
// Where a hash and its file do not agree, one of the two was changed: the seed, which was made of
// the frozen file's true hash, says which.

import type { Finding } from './check-finding.ts'
import { finding, findingOf } from './check-finding.ts'
import type { Found, OpenFile, Whole } from './check-source.ts'
import { readWhole } from './check-source.ts'
import type { Read } from './draw-form.ts'
import { readCommitments, readDrawn, readFrozen } from './draw-read.ts'
import type { Commitments, Drawn, Frozen } from './draw-record.ts'
import { seedOf } from './draw-seed.ts'
import { bytesOfHex, hexOf } from './hex.ts'
import { sha256 } from './sha256.ts'

export type Heads = {
  readonly commitments: Commitments
  readonly frozen: Frozen
  readonly drawn: Drawn
  readonly drawHash: string
  readonly seed: Uint8Array
}

const custodiansMinimum = 2

/** Reads and checks `draw.json`, `frozen.json` and `commitments.json`. */
export async function checkHeads(open: OpenFile): Promise<Found<Heads>> {
  const drawn = await readFile(open, 'draw.json', readDrawn)
  if ('finding' in drawn) return drawn
  const frozen = await readFile(open, 'frozen.json', readFrozen)
  if ('finding' in frozen) return frozen
  const commitments = await readFile(open, 'commitments.json', readCommitments)
  if ('finding' in commitments) return commitments

  const draw = drawn.value.file
  const seed = seedFrom(frozen.value.hash, draw)
  const wrong =
    wrongHashes(draw, frozen.value, commitments.value, seed) ??
    wrongIds(draw, frozen.value.file, commitments.value.file) ??
    wrongSecrets(draw, commitments.value.file) ??
    (hexOf(seed) === draw.seed ? undefined : finding('draw.json', 'seed', 'seed'))
  if (wrong) return { finding: wrong }
  const drawHash = hexOf(drawn.value.hash)
  const files = { commitments: commitments.value.file, frozen: frozen.value.file, drawn: draw }
  return { value: { ...files, drawHash, seed } }
}

type OneFile<File> = { readonly file: File; readonly hash: Uint8Array }

/** A whole file of the record in the form that `read` knows, with its SHA-256. */
export async function readFile<File>(
  open: OpenFile,
  name: string,
  read: (text: string) => Read<File>,
): Promise<Found<OneFile<File>>> {
  const whole: Found<Whole> = await readWhole(open, name)
  if ('finding' in whole) return whole
  const file = read(whole.value.text)
  if (!file.ok) return { finding: findingOf(name, file) }
  return { value: { file: file.value, hash: whole.value.hash } }
}

function seedFrom(frozenHash: Uint8Array, { secrets, beacon }: Drawn): Uint8Array {
  return seedOf(frozenHash, secrets.map(bytesOfHex), beacon === null ? null : bytesOfHex(beacon))
}

function wrongHashes(
  drawn: Drawn,
  frozen: OneFile<Frozen>,
  commitments: OneFile<Commitments>,
  seed: Uint8Array,
): Finding | undefined {
  if (hexOf(frozen.hash) !== drawn.frozenHash) {
    const isSeedOfFile = hexOf(seed) === drawn.seed
    return isSeedOfFile
      ? finding('draw.json', 'stated', 'frozenHash')
      : finding('frozen.json', 'hash', 'draw.json frozenHash')
  }
  if (hexOf(commitments.hash) !== frozen.file.commitmentsHash) {
    return finding('commitments.json', 'hash', 'frozen.json commitmentsHash')
  }
  return undefined
}

function wrongIds(drawn: Drawn, frozen: Frozen, commitments: Commitments): Finding | undefined {
  if (frozen.draw !== commitments.draw) return finding('frozen.json', 'draw', 'draw')
  if (drawn.draw !== frozen.draw) return finding('draw.json', 'draw', 'draw')
  return undefined
}

/** [D17] At least two custodians, a secret from each, and each secret that committed to. */
function wrongSecrets(drawn: Drawn, commitments: Commitments): Finding | undefined {
  const { custodians, beacon } = commitments
  if (custodians.length < custodiansMinimum) {
    return finding('commitments.json', 'custodians-too-few', 'custodians')
  }
  if (drawn.secrets.length !== custodians.length) return finding('draw.json', 'secrets', 'secrets')
  const unfit = custodians.findIndex(
    ({ commitment }, i) => hexOf(sha256(bytesOfHex(drawn.secrets[i] ?? ''))) !== commitment,
  )
  if (unfit >= 0) return finding('draw.json', 'secret', unfit + 1)
  if ((beacon === null) !== (drawn.beacon === null)) return finding('draw.json', 'beacon', 'beacon')
  return undefined
}
