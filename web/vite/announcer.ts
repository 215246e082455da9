import type { Plugin } from 'vite'

/**
 * SvelteKit's announcer for screen readers hides itself with an inline style, which our policy forbids.
 * The same rules stand in our style sheet as `usa-sr-only`. Fails when SvelteKit changes the line, so that an
 * update is noticed at the build and not by a blocked style on a phone.
 */
export function announcerByClass(): Plugin {
  return {
    name: 'announcer-by-class',
    enforce: 'pre',
    transform(code, id) {
      if (!id.split('?')[0]?.endsWith('kit/src/runtime/components/root.svelte')) return undefined
      const changed = code.replace(/style="position: absolute;[^"]*"/, 'class="usa-sr-only"')
      if (changed === code)
        this.error('The announcer of SvelteKit has changed: see vite/announcer.ts')
      return { code: changed, map: null }
    },
  }
}
