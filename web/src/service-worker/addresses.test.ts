import { expect, test } from 'vitest'
import { assetsIn, isAsset, isPage, pageAddress } from './addresses.ts'

test.each([
  ['/es/pass', true],
  ['/en/officer/check-in', true],
  ['/es/plain/rules', false],
  ['/api/asks/my-pass', false],
  ['/', false],
])('%s is kept as a page: %s', (pathname, kept) => {
  expect(isPage(pathname)).toBe(kept)
})

test('answers of the server are never assets', () => {
  expect(isAsset('/api/asks/open-places')).toBe(false)
  expect(isAsset('/_app/immutable/chunks/a-b.C_d.js')).toBe(true)
  expect(isAsset('/faces/human-3.3.6/faceres.bin')).toBe(true)
})

test('an address means the same page with and without a slash at the end', () => {
  expect(pageAddress('/es/pass/')).toBe(pageAddress('/es/pass'))
})

test('a page names its styles, preloads and imports once each', () => {
  const html = `<link href="/_app/immutable/assets/0.x.css" rel="stylesheet">
    <link href="/_app/immutable/entry/start.a.js" rel="modulepreload">
    <script>import("/_app/immutable/entry/start.a.js")</script>`
  expect(assetsIn(html)).toEqual([
    '/_app/immutable/assets/0.x.css',
    '/_app/immutable/entry/start.a.js',
  ])
})
