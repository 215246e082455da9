// Reads a QR code from a camera or a picture. The browser's own reader where there is one (phones), else a
// library, fetched only then; import this file on officers' pages alone.

type Detector = { detect(source: ImageBitmapSource): Promise<{ rawValue: string }[]> }

type DetectorClass = {
  new (options: { formats: string[] }): Detector
  getSupportedFormats(): Promise<string[]>
}

/** The text of the QR code in a picture or the current frame of a video; undefined where none is seen. */
export type ReadQr = (source: HTMLVideoElement | ImageBitmap) => Promise<string | undefined>

/** Prepares a reader, once a page. */
export async function openQrReader(): Promise<ReadQr> {
  const detector = await ownDetector()
  if (!detector) return libraryReader()
  return async (source) => (await detector.detect(source))[0]?.rawValue
}

/** Looks at a running video five times a second until a code is seen or `signal` stops it. */
export async function watchForQr(
  video: HTMLVideoElement,
  signal: AbortSignal,
): Promise<string | undefined> {
  const read = await openQrReader()
  while (!signal.aborted) {
    const text = video.readyState >= 2 ? await read(video) : undefined
    if (text) return text
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  return undefined
}

async function ownDetector(): Promise<Detector | undefined> {
  const candidate: unknown = Reflect.get(globalThis, 'BarcodeDetector')
  if (typeof candidate !== 'function') return undefined
  const Detector = candidate as unknown as DetectorClass
  // Desktop Chromium has the class on some systems without any format behind it.
  const formats = await Detector.getSupportedFormats().catch((): string[] => [])
  return formats.includes('qr_code') ? new Detector({ formats: ['qr_code'] }) : undefined
}

async function libraryReader(): Promise<ReadQr> {
  const { default: jsQr } = await import('jsqr')
  const canvas = document.createElement('canvas')
  const context = canvas.getContext('2d', { willReadFrequently: true })
  return async (source) => {
    if (!context) return undefined
    const video = source instanceof HTMLVideoElement
    const width = video ? source.videoWidth : source.width
    const height = video ? source.videoHeight : source.height
    // 800 pixels are enough for a pass that fills half the frame, and four times as fast as full HD.
    const scale = Math.min(1, 800 / Math.max(width, height, 1))
    canvas.width = Math.max(1, Math.round(width * scale))
    canvas.height = Math.max(1, Math.round(height * scale))
    context.drawImage(source, 0, 0, canvas.width, canvas.height)
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height)
    return jsQr(data, canvas.width, canvas.height, { inversionAttempts: 'dontInvert' })?.data
  }
}
