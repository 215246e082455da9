import { untrack } from 'svelte'
import { type DraftPlan, forgetDraft, readDraft, saveDraft } from './drafts.ts'

/** A draft that saves itself: bind form fields to parts of `data`. */
export type Draft<T> = {
  data: T
  /** Epoch milliseconds of the last save; undefined while nothing has been typed. */
  readonly savedAt: number | undefined
  /** After success: removes it from the phone and starts empty. */
  forget(): void
}

/**
 * Opens a page's draft. Call it while the component starts. During prerendering there is none, so a page starts
 * empty and takes its draft up once it is alive; a change is saved as it is made.
 */
export function draft<T extends object>(plan: DraftPlan<T>): Draft<T> {
  let data = $state(plan.empty())
  let savedAt = $state<number>()
  let before: string | undefined

  $effect(() => {
    const text = JSON.stringify($state.snapshot(data))
    untrack(() => {
      if (before === undefined) {
        takeUp()
      } else if (text !== before) {
        saveDraft<T>(plan, $state.snapshot(data) as T)
        savedAt = Date.now()
        before = text
      }
    })
  })

  function takeUp(): void {
    const kept = readDraft(plan)
    if (kept) {
      data = kept.data
      savedAt = kept.savedAt
    }
    before = JSON.stringify($state.snapshot(data))
  }

  return {
    get data() {
      return data
    },
    set data(value: T) {
      data = value
    },
    get savedAt() {
      return savedAt
    },
    forget() {
      data = plan.empty()
      before = JSON.stringify(data)
      savedAt = undefined
      forgetDraft(plan)
    },
  }
}
