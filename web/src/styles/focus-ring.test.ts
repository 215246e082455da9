import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const tokens = readFileSync(new URL('_tokens.scss', import.meta.url), 'utf8')

/** Relative luminance, as WCAG 2.2 defines it, of `#rrggbb` or `#rgb`. */
function luminance(colour: string): number {
  const digits = colour.length === 4 ? colour.replaceAll(/[0-9a-f]/g, '$&$&') : colour
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(digits.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

function colourOf(name: string): string {
  const [, colour] = new RegExp(`--${name}: (#[0-9a-f]{3,6});`).exec(tokens) ?? []
  if (!colour) throw new Error(`no colour is called ${name}`)
  return colour
}

test('black on white has the contrast that WCAG names', () => {
  expect(contrast('#000', '#ffffff')).toBe(21)
})

test('the ring around what has the keyboard is seen on every pale ground: 3:1 at least', () => {
  for (const ground of ['paper', 'ground', 'sky', 'mint', 'sand', 'rose', 'mist']) {
    expect(contrast(colourOf('focus'), colourOf(ground)), ground).toBeGreaterThanOrEqual(3)
  }
})
