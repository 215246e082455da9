// A camera is on before it shows anything, and one that went away leaves its last picture behind: a photo is taken of
// neither.

/** Longer than any camera needs for its first picture, shorter than anybody waits for a key that does nothing. */
export const firstFrameMs = 3000

/** What is asked of a video element; `readyState` 2 and more is a picture (`HAVE_CURRENT_DATA`). */
export type Showing = EventTarget & { readonly readyState: number }

/** Whether there is a picture to take; waits at most so long for the first. */
export async function hasFrame(video: Showing, atMostMs: number = firstFrameMs): Promise<boolean> {
  if (video.readyState >= 2) return true
  return await new Promise((resolve) => {
    const timer = setTimeout(() => end(false), atMostMs)
    const arrived = () => end(true)
    video.addEventListener('loadeddata', arrived)
    function end(has: boolean): void {
      clearTimeout(timer)
      video.removeEventListener('loadeddata', arrived)
      resolve(has)
    }
  })
}
