// Faces for demo data, drawn and plainly no one's: flat colours, plain jerseys, a cartoon's eyes.
// Yet they are shaded enough that the face detector finds a clear face in every one of them, so
// that the demo shows photos and comparisons without a photo of any living person. The recogniser
// learned from photos and takes many different drawn people for the same one: a band in the demo
// shows the page, not the engine. Only paths are drawn, no text: fonts differ between machines.

import sharp from 'sharp'

/** No more than this many differ; index 24 is drawn as index 0. */
export const drawnFaceCount = 24

const width = 480
const height = 600

/** What a variant changes: how the same person looks another day, before another camera. */
type Setting = {
  readonly wall: string
  readonly turn: number
  readonly shift: number
  readonly scale: number
  readonly light: number
  readonly smile: number
}

const settings: readonly Setting[] = [
  { wall: '#dfe1e2', turn: 0, shift: 0, scale: 1, light: 1, smile: 0 },
  { wall: '#c9d6df', turn: 3, shift: 10, scale: 0.94, light: 0.92, smile: 5 },
  { wall: '#e6dfd3', turn: -3, shift: -8, scale: 1.04, light: 1.06, smile: 2 },
]

type Look = {
  readonly skin: string
  readonly shade: string
  readonly lip: string
  readonly hair: string
  readonly jersey: string
  readonly faceWidth: number
  readonly jaw: number
  readonly eyes: number
  readonly eyeSize: number
  readonly brow: number
  readonly nose: number
  readonly mouth: number
  readonly hairStyle: number
  readonly extra: 'none' | 'glasses' | 'beard'
  readonly thickness: number
  readonly noseEnd: number
  readonly mouthAt: number
  readonly lips: number
}

const skins = [
  ['#f0cdb0', '#cf9f7c', '#b5655a'],
  ['#e0ac84', '#b98159', '#a4574c'],
  ['#c68a5e', '#98633c', '#8e4a40'],
  ['#a06a43', '#754827', '#77392f'],
  ['#7c4f31', '#57341d', '#5e2c26'],
  ['#5d3a24', '#3f2513', '#4a221d'],
] as const
const hairs = ['#1d1612', '#3a261a', '#241a2e', '#2b2b30', '#8a8680', '#70412a'] as const
const jerseys = ['#005ea2', '#54278f', '#216e1f', '#8b0a03', '#936f38', '#0d7d87'] as const

/**
 * A JPEG of 480 × 600 pixels, at most 40 kB. Always the same bytes for the same index on the same
 * machine. The person's first photo, as sent; `drawnFaceVariant` gives others.
 */
export function drawnFace(index: number): Promise<Uint8Array> {
  return drawnFaceVariant(index, 0)
}

/** The same drawn person on another day: 0 as sent; 1, 2 other wall, light, pose and smile. */
export async function drawnFaceVariant(index: number, variant: number): Promise<Uint8Array> {
  const setting = pick(settings, variant)
  const svg = portrait(lookOf(wrap(index, drawnFaceCount)), setting)
  const picture = sharp(Buffer.from(svg)).modulate({ brightness: setting.light }).blur(1.1)
  return new Uint8Array(await picture.jpeg({ quality: 82 }).toBuffer())
}

/** Different strides through the lists, so that neighbours differ in every feature. */
function lookOf(index: number): Look {
  const [skin, shade, lip] = pick(skins, index)
  return {
    skin,
    shade,
    lip,
    hair: pick(hairs, index * 5 + Math.floor(index / 6)),
    jersey: pick(jerseys, index + Math.floor(index / 6)),
    faceWidth: 96 + wrap(index * 7, 5) * 9,
    jaw: 138 + wrap(index * 3, 4) * 7,
    eyes: 40 + wrap(index * 11, 5) * 4,
    eyeSize: 13 + wrap(index * 7, 6) * 2,
    brow: 20 + wrap(index * 7, 4) * 5,
    nose: 12 + wrap(index * 13, 6) * 3,
    mouth: 24 + wrap(index * 17, 7) * 4,
    hairStyle: wrap(index + Math.floor(index / 6), 4),
    extra: pick(['none', 'none', 'glasses', 'none', 'beard'] as const, index),
    thickness: 4 + wrap(index * 5, 6) * 2,
    noseEnd: 34 + wrap(index * 7, 5) * 5,
    mouthAt: 72 + wrap(index * 11, 5) * 5,
    lips: wrap(index * 5, 7) * 3,
  }
}

function portrait(look: Look, setting: Setting): string {
  const { turn, shift, scale } = setting
  const pose = `translate(${240 + shift} 290) rotate(${turn}) scale(${scale})`
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
<defs>
<radialGradient id="skin" cx="0.5" cy="0.45" r="0.62"><stop offset="0.55" stop-color="${look.skin}"/>
<stop offset="1" stop-color="${look.shade}"/></radialGradient>
<filter id="soft"><feGaussianBlur stdDeviation="5"/></filter>
</defs>
<rect width="${width}" height="${height}" fill="${setting.wall}"/>
<g transform="${pose}">
${hairBehind(look)}${shoulders(look)}${head(look)}${eye(look, -1)}${eye(look, 1)}
${noseOf(look)}${mouthOf(look, setting.smile)}${hairOver(look)}${extraOf(look)}
</g></svg>`
}

function shoulders({ skin, shade, jersey }: Look): string {
  return `<path d="M-48 95 V190 H48 V95Z" fill="${shade}"/>
<path d="M-48 150 Q0 205 48 150 V200 H-48Z" fill="${skin}"/>
<path d="M-260 420 L-230 330 Q-215 205 -60 182 Q0 225 60 182 Q215 205 230 330 L260 420Z" fill="${jersey}"/>
<path d="M-62 182 Q0 240 62 182" fill="none" stroke="#fff" stroke-width="9"/>`
}

function head({ faceWidth: w, jaw, shade }: Look): string {
  const oval = `M0 -150 C${w} -150 ${w + 4} -40 ${w - 2} 20 C${w - 8} 85 42 ${jaw} 0 ${jaw} C-42 ${jaw} ${8 - w} 85 ${2 - w} 20 C${-w - 4} -40 ${-w} -150 0 -150Z`
  return `<ellipse cx="${-w}" cy="0" rx="15" ry="30" fill="${shade}"/>
<ellipse cx="${w}" cy="0" rx="15" ry="30" fill="${shade}"/><path d="${oval}" fill="url(#skin)"/>`
}

function eye({ eyes, eyeSize: r, brow, thickness, hair, shade }: Look, side: number): string {
  const x = eyes * side
  return `<ellipse cx="${x}" cy="-14" rx="${r * 1.7}" ry="${r * 1.25}" fill="${shade}" opacity="0.45" filter="url(#soft)"/>
<path d="M${x - r * 1.25} -10 Q${x} ${-10 - r} ${x + r * 1.25} -10 Q${x} ${-10 + r * 0.8} ${x - r * 1.25} -10Z" fill="#fbf7f2"/>
<circle cx="${x}" cy="-11" r="${r * 0.5}" fill="#3b2516"/><circle cx="${x}" cy="-11" r="${r * 0.26}" fill="#0c0806"/>
<circle cx="${x + 3}" cy="-14" r="2.2" fill="#fff"/>
<path d="M${x - r * 1.3} -10 Q${x} ${-11 - r} ${x + r * 1.3} -10" fill="none" stroke="#20130c" stroke-width="3.4"/>
<path d="M${x - r * 1.1} -7 Q${x} ${-8 + r * 0.9} ${x + r * 1.1} -7" fill="none" stroke="${shade}" stroke-width="2"/>
<path d="M${x - r * 1.6} ${-12 - brow + 4 - side * 2} Q${x} ${-22 - brow} ${x + r * 1.6} ${-12 - brow + 4 + side * 2}" fill="none" stroke="${hair}" stroke-width="${thickness}" stroke-linecap="round" opacity="0.9"/>`
}

function noseOf({ nose, noseEnd: y, shade }: Look): string {
  return `<path d="M-9 -10 Q${-nose * 0.6} 25 ${-nose} ${y} Q0 ${y + 18} ${nose} ${y} Q${nose * 0.6} 25 9 -10" fill="${shade}" opacity="0.28" filter="url(#soft)"/>
<path d="M${-nose} ${y} Q${-nose * 0.5} ${y + 10} 0 ${y + 7} Q${nose * 0.5} ${y + 10} ${nose} ${y}" fill="none" stroke="${shade}" stroke-width="4" stroke-linecap="round"/>
<ellipse cx="${-nose * 0.5}" cy="${y + 3}" rx="4" ry="2.6" fill="#2a1610" opacity="0.7"/><ellipse cx="${nose * 0.5}" cy="${y + 3}" rx="4" ry="2.6" fill="#2a1610" opacity="0.7"/>`
}

function mouthOf({ mouth: m, mouthAt: y, lips, lip, shade }: Look, smile: number): string {
  return `<ellipse cx="0" cy="${y + 22}" rx="${m * 0.7}" ry="6" fill="${shade}" opacity="0.5" filter="url(#soft)"/>
<path d="M${-m} ${y - smile} Q${-m * 0.4} ${y - 10 - lips / 2} 0 ${y - 6 - lips / 2} Q${m * 0.4} ${y - 10 - lips / 2} ${m} ${y - smile} Q0 ${y + 18 + lips} ${-m} ${y - smile}Z" fill="${lip}"/>
<path d="M${-m} ${y - smile} Q0 ${y + 6 + smile} ${m} ${y - smile}" fill="none" stroke="#3d1713" stroke-width="3"/>`
}

function hairBehind({ hair, hairStyle, faceWidth: w }: Look): string {
  if (hairStyle === 1)
    return `<path d="M${-w - 30} 190 Q${-w - 45} -190 0 -190 Q${w + 45} -190 ${w + 30} 190Z" fill="${hair}"/>`
  if (hairStyle === 3)
    return `<circle cx="0" cy="-185" r="44" fill="${hair}"/><ellipse cx="0" cy="-70" rx="${w + 14}" ry="105" fill="${hair}"/>`
  return `<ellipse cx="0" cy="-75" rx="${w + 10}" ry="100" fill="${hair}"/>`
}

function hairOver({ hair, hairStyle, faceWidth: w }: Look): string {
  const line = [-92, -78, -100, -84][hairStyle] ?? -90
  const part = [0, -30, 34, 0][hairStyle] ?? 0
  return `<path d="M${-w - 6} -25 Q${-w - 12} -172 0 -174 Q${w + 12} -172 ${w + 6} -25 Q${w - 8} ${line} ${part} ${line - 8} Q${8 - w} ${line} ${-w - 6} -25Z" fill="${hair}"/>`
}

function extraOf({ extra, eyes, hair, jaw, mouth, mouthAt }: Look): string {
  if (extra === 'glasses') {
    const lens = (x: number) =>
      `<rect x="${x - 31}" y="-36" width="62" height="50" rx="18" fill="none" stroke="#2b2b30" stroke-width="4"/>`
    return `${lens(-eyes - 2)}${lens(eyes + 2)}<path d="M${-eyes + 29} -18 H${eyes - 29}" stroke="#2b2b30" stroke-width="4"/>`
  }
  if (extra === 'beard')
    return `<path d="M${-mouth - 26} ${mouthAt - 8} Q${-mouth} ${mouthAt - 18} 0 ${mouthAt - 16} Q${mouth} ${mouthAt - 18} ${mouth + 26} ${mouthAt - 8} Q${mouth + 14} ${jaw} 0 ${jaw + 2} Q${-mouth - 14} ${jaw} ${-mouth - 26} ${mouthAt - 8}Z M${-mouth + 2} ${mouthAt - 1} Q0 ${mouthAt + 28} ${mouth - 2} ${mouthAt - 1} Q0 ${mouthAt - 10} ${-mouth + 2} ${mouthAt - 1}Z" fill="${hair}" fill-rule="evenodd" opacity="0.75"/>`
  return ''
}

function pick<Item>(items: readonly [Item, ...Item[]] | readonly Item[], index: number): Item {
  const item = items[wrap(index, items.length)]
  if (item === undefined) throw new Error('nothing to pick from')
  return item
}

/** A whole number from 0 up to, but not including, `count`. */
function wrap(index: number, count: number): number {
  return ((Math.trunc(index) % count) + count) % count
}
