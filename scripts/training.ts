// `npm run training`: a second house beside the demo, for learning the work. Its own folder, its own
// port, demo data, and on every page that nothing in it is real. Another host name than the demo's
// `localhost`, so that signing in here signs nobody out there and nothing kept by the browser mixes.

const port = process.env.PORT ?? '3001'

process.env.PORT = port
process.env.GARITA_TRAINING = 'on'
process.env.GARITA_DATA ??= 'data-training'
process.env.GARITA_ADDRESS ??= `http://127.0.0.1:${port}`
await import('./start.ts')
