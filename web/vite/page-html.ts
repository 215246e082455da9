import { createHash } from 'node:crypto'

const inlineScript =
  /<script(?![^>]*\bsrc=)(?![^>]*\btype="(?:application|text)\/json")[^>]*>([\s\S]*?)<\/script>/g

/**
 * SvelteKit writes the page's node numbers into its inline start script, which gives each page a hash of its own
 * (60 pages: 3 kB of header on every answer). Here they move to an attribute, and the script reads them there.
 * The data of a page without a server is one `null` a node; anything else stays as it is and keeps its own hash.
 */
export function shareStartScript(html: string): string {
  const nodes = html.match(/node_ids: \[([\d, ]+)\],\s*data: \[((?:null,?\s*)+)\]/)
  if (!nodes?.[1]) return html
  return html
    .replace(
      nodes[0],
      "node_ids: element.dataset.nodes.split(' ').map(Number),\n\t\t\t\t\t\t\tdata: element.dataset.nodes.split(' ').map(() => null)",
    )
    .replace('<div id="app">', `<div id="app" data-nodes="${nodes[1].replaceAll(',', '')}">`)
}

/** Adds a `modulepreload` for each file (paths below the site's root) to a page that has a script at all. */
export function preloadMessages(html: string, files: string[]): string {
  if (!html.includes('kit.start(')) return html
  const links = [...new Set(files)]
    .filter((file) => !html.includes(`href="/${file}"`))
    .map((file) => `<link href="/${file}" rel="modulepreload">`)
  return html.replace('</head>', `${links.join('')}</head>`)
}

/** The sources that a Content-Security-Policy must name for the inline scripts of a page: `sha256-…`. */
export function scriptHashes(html: string): string[] {
  return [...html.matchAll(inlineScript)].map(
    ([, script = '']) => `sha256-${createHash('sha256').update(script).digest('base64')}`,
  )
}

/** What the policy would block (inline styles, event handlers, foreign inline scripts), and live forms. */
export function inlineFaults(html: string): string[] {
  const faults: string[] = []
  const markup = html.replaceAll(inlineScript, '')
  for (const [tag] of markup.matchAll(/<[a-z][^>]*\s(?:style|on[a-z]+)=[^>]*>/gi)) {
    faults.push(`inline style or handler in ${tag.slice(0, 120)}`)
  }
  // Before its page is alive a form would put what was typed, a password too, into the address.
  for (const [form] of markup.matchAll(/<form\b(?![^>]*\smethod="dialog")[^>]*>/gi)) {
    faults.push(`a form without method="dialog": ${form.slice(0, 120)}`)
  }
  if (/<style\b/i.test(markup)) faults.push('a <style> element')
  if (/href="javascript:/i.test(markup)) faults.push('a javascript: address')
  for (const [, script = ''] of html.matchAll(inlineScript)) {
    if (!script.includes('kit.start(')) faults.push(`an inline script: ${script.slice(0, 120)}`)
  }
  return faults
}
