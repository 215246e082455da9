// Pages that were seen open again without network: their HTML and the files it names are kept. Nothing below
// /api/ ever passes through here; what the pass needs is kept by its own page.
//
// One cache a version. A new version first fetches anew the pages that the old one kept, and only then drops
// the old cache, so that a pass that could be opened yesterday can be opened today.

import { version } from '$app/env'
import { self } from '$app/service-worker'
import { timeLimit } from '../lib/time-limit.ts'
import { assetsIn, isAsset, isPage, pageAddress } from './addresses.ts'

const cacheName = `garita-${version}`
const always = ['/es/offline', '/en/offline', '/icon.svg']

/** How long a page may take before the kept copy is shown, in milliseconds. */
const patienceMs = 4_000

self.addEventListener('install', (event) => {
  event.waitUntil(takeOver())
})

self.addEventListener('activate', (event) => {
  event.waitUntil(dropOthers().then(() => self.clients.claim()))
})

self.addEventListener('message', (event) => {
  const { keep } = event.data ?? {}
  if (typeof keep === 'string') event.waitUntil(keepPage(keep, false))
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== self.location.origin) return
  if (isAsset(url.pathname)) event.respondWith(asset(request))
  else if (request.mode === 'navigate' && isPage(url.pathname)) event.respondWith(page(url))
})

async function takeOver(): Promise<void> {
  const seen = new Set(always)
  for (const name of await caches.keys()) {
    for (const request of await (await caches.open(name)).keys()) {
      const { pathname } = new URL(request.url)
      if (isPage(pathname)) seen.add(pathname)
    }
  }
  await Promise.all([...seen].map((address) => keepPage(address, true)))
  await self.skipWaiting()
}

async function dropOthers(): Promise<void> {
  const names = await caches.keys()
  await Promise.all(names.filter((name) => name !== cacheName).map((name) => caches.delete(name)))
}

/** Keeps a page and every file its HTML names. A page that fails is left out: it is kept when next seen. */
async function keepPage(address: string, anew: boolean): Promise<void> {
  const cache = await caches.open(cacheName)
  const path = pageAddress(address)
  if (!anew && (await cache.match(path))) return
  try {
    const response = await fetch(path, { cache: 'no-cache' })
    if (!response.ok) return
    const html = path.includes('.') ? '' : await response.clone().text()
    const missing: string[] = []
    for (const file of assetsIn(html)) if (!(await cache.match(file))) missing.push(file)
    await cache.addAll(missing)
    await cache.put(path, response)
  } catch {
    // No network just now.
  }
}

/** Files with a hash in their name never change: the kept one is the right one. */
async function asset(request: Request): Promise<Response> {
  const kept = await caches.match(request)
  if (kept) return kept
  const response = await fetch(request)
  if (response.ok) {
    const cache = await caches.open(cacheName)
    await cache.put(request, response.clone())
  }
  return response
}

/** The network first, so that a correction reaches everyone; the kept copy where it is late or absent. */
async function page(url: URL): Promise<Response> {
  const path = pageAddress(url.pathname)
  const kept = await caches.match(path)
  try {
    const response = await fetch(url, kept ? { signal: timeLimit(patienceMs) } : {})
    if (response.ok && !response.redirected) {
      const cache = await caches.open(cacheName)
      await cache.put(path, response.clone())
    }
    return response
  } catch {
    const language = path.startsWith('/en/') ? 'en' : 'es'
    return kept ?? (await caches.match(`/${language}/offline`)) ?? Response.error()
  }
}
