// The desk's camera, opened once and shared by all that show it: opening one anew for every person takes seconds. It
// is closed a little after nobody shows it any more, and its light goes out.

import { hasFrame } from './first-frame.ts'

const idleMs = 4000

/** `none`: no camera, or the page is not allowed to use it. */
export type CameraState = 'off' | 'opening' | 'on' | 'denied' | 'none'

const state = $state<{ now: CameraState }>({ now: 'off' })

let stream: Promise<MediaStream | undefined> | undefined
let holders = 0
let closing: ReturnType<typeof setTimeout> | undefined

export const camera = {
  get state() {
    return state.now
  },
}

/** Shows the camera in a video element, as an attachment: `<video {@attach showCamera}>`. */
export function showCamera(video: HTMLVideoElement): () => void {
  holders += 1
  clearTimeout(closing)
  stream ??= openStream()
  let shown = true
  void stream.then((opened) => {
    if (!shown || !opened) return
    video.srcObject = opened
    void video.play().catch(() => {})
  })
  return () => {
    shown = false
    video.srcObject = null
    holders -= 1
    if (holders === 0) closing = setTimeout(close, idleMs)
  }
}

/** Tries once more, as after the reader allowed the camera. */
export function tryCameraAgain(): void {
  if (state.now !== 'on') close()
}

/** Whether there is a picture to take. A camera that shows none is closed: who shows it opens it anew. */
export async function hasPicture(video: HTMLVideoElement): Promise<boolean> {
  const has = await hasFrame(video)
  if (!has) close()
  return has
}

async function openStream(): Promise<MediaStream | undefined> {
  if (!navigator.mediaDevices?.getUserMedia) {
    state.now = 'none'
    return undefined
  }
  state.now = 'opening'
  try {
    const opened = await navigator.mediaDevices.getUserMedia({
      video: { width: { ideal: 1280 }, height: { ideal: 960 } },
    })
    for (const track of opened.getTracks()) track.addEventListener('ended', lost)
    state.now = 'on'
    return opened
  } catch (error) {
    const denied = error instanceof DOMException && error.name === 'NotAllowedError'
    state.now = denied ? 'denied' : 'none'
    return undefined
  }
}

/** Unplugged, or taken away: its last picture is of whoever stood here before. */
function lost(): void {
  close()
  state.now = 'none'
}

function close(): void {
  void stream?.then((opened) => {
    for (const track of opened?.getTracks() ?? []) track.stop()
  })
  stream = undefined
  state.now = 'off'
}
