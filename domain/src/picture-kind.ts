// Which pictures are looked at, and how they begin. A picture is known by its first bytes and never by
// its name: decoders would otherwise also render SVG, GIF and AVIF.

export type PictureKind = 'jpeg' | 'png' | 'webp'

/** The shorter side; a face in less has eyes closer than the recogniser can use. */
export const pictureSideMinimum = 64
/** The longer side of what the face engine looks at; more changes no score and costs time. */
export const lookedAtSide = 1024

/** The kind by the first bytes, if it is one of the three. */
export function kindOf(bytes: Uint8Array): PictureKind | undefined {
  const starts = (signature: readonly number[], at = 0) =>
    signature.every((byte, index) => bytes[at + index] === byte)
  if (starts([0xff, 0xd8, 0xff])) return 'jpeg'
  if (starts([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return 'png'
  const riff = starts([0x52, 0x49, 0x46, 0x46]) && starts([0x57, 0x45, 0x42, 0x50], 8)
  return riff ? 'webp' : undefined
}
