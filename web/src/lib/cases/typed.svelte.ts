// Words that a supervisor typed and has not sent, by case. They outlive the case being closed, settled by somebody else,
// or another page being looked at in between. In memory alone, and of one person: they may speak of others.

import { SvelteMap } from 'svelte/reactivity'

const words = new SvelteMap<string, string>()
let owner: string | undefined

export const typed = {
  of(id: string): string {
    return words.get(id) ?? ''
  },
  has(id: string): boolean {
    return typed.of(id).trim() !== ''
  },
  put(id: string, text: string): void {
    words.set(id, text)
  },
  forget(id: string): void {
    words.delete(id)
  },
  /** Whoever signs in after somebody else begins with nothing. */
  belongTo(account: string): void {
    if (owner !== undefined && owner !== account) words.clear()
    owner = account
  },
}
