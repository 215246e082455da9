import { expect, test } from 'vitest'
import { inlineFaults, preloadMessages, scriptHashes, shareStartScript } from './page-html.ts'

const page = (nodes: string, data: string) => `<head></head><div id="app"><p>x</p><script>
  kit.start(app, element, { node_ids: [${nodes}], data: [${data}], form: null });
</script></div>`

test('pages with other nodes share one start script and so one hash', () => {
  const one = shareStartScript(page('0, 2, 3', 'null,null,null'))
  const other = shareStartScript(page('0, 2, 14', 'null,null,null'))
  expect(one).toContain('data-nodes="0 2 3"')
  expect(scriptHashes(one)).toEqual(scriptHashes(other))
})

test('a page that carries data keeps a script and a hash of its own', () => {
  const html = page('0, 2', 'null,{"a":1}')
  expect(shareStartScript(html)).toBe(html)
  expect(scriptHashes(html)).not.toEqual(scriptHashes(page('0, 2', 'null,{"a":2}')))
})

test('a page without inline styles or foreign scripts has no fault', () => {
  expect(inlineFaults(page('0', 'null'))).toEqual([])
})

test.each([
  '<p style="color: red">x</p>',
  '<style>p { color: red }</style>',
  '<button onclick="go()">x</button>',
  '<a href="javascript:go()">x</a>',
  '<script>alert(1)</script>',
  '<script type="module">alert(1)</script>',
])('the policy would block %s, so the build does', (markup) => {
  expect(inlineFaults(markup)).toHaveLength(1)
})

test('data blocks and our own files are no inline scripts', () => {
  expect(
    inlineFaults('<script type="application/json">{}</script><script src="/x.js"></script>'),
  ).toEqual([])
})

test('each file is preloaded once', () => {
  const html = page('0', 'null').replace('<head>', '<head><link href="/a.js" rel="modulepreload">')
  const preloaded = preloadMessages(html, ['a.js', 'b.js', 'b.js'])
  expect(preloaded.match(/modulepreload/g)).toHaveLength(2)
})

test('a page without script preloads none', () => {
  expect(preloadMessages('<head></head>', ['a.js'])).toBe('<head></head>')
})

test('a form that would send before its page is alive is a fault', () => {
  expect(inlineFaults('<form novalidate><input></form>')).toHaveLength(1)
  expect(inlineFaults('<form method="dialog" novalidate><input></form>')).toEqual([])
})
